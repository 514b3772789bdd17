import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { bound, boundPart, describe, empty, type Tensor, zeros } from '../../tensor/tensor'
import { bucketOf, bucketSize } from '../../device/tuning'
import type { Activation } from '../activation'
import { blocksOf, longestSum, mostPacked, type Size } from './blocks'
import { endedBy, partsKernel } from './kernels'
import { type Ending, Multiplier } from './multiply'
import { type Operand, sideOf } from './operand'
import { candidatesOf, nameOf, type Variant } from './variants'

export interface MatmulOptions {
  /** Whether `a` ([k, m]) or `b` ([n, k]) is given with its last two axes changed. */
  transposeA?: boolean
  transposeB?: boolean
  /** [n], added to every row. */
  bias?: Tensor
  activation?: Activation
  /** Adds the product to what `out` holds; bias and activation come after. */
  accumulate?: boolean
  /** How to compute it; the tuner chooses where it is not given. */
  variant?: Variant
}

/**
 * out = activation(a·b + bias): a is [m, k], b [k, n], out [m, n], all f32. Leading batch axes are the same in a, b and out, or missing
 * in a or b, which then is one matrix for all. Every variant sums 2,048 terms at a time from the first k to the last, in single precision:
 * they differ by fused multiply-adds at most. One dispatch, and one for each side that has to be packed. `out` shares no buffer with the others.
 * Errors: plain `Error` when shapes do not fit.
 */
export function matmul(device: Device, a: Tensor, b: Tensor, out: Tensor, options: MatmulOptions = {}): void {
  const size = sizeOf(a, b, out, options)
  const { batch, m, n, k } = size
  if (batch * m * n === 0) return
  const variant = options.variant ?? chosen(device, size, options)
  const operands = {
    a: operand(a, m, k, options.transposeA === true),
    b: operand(b, n, k, options.transposeB !== true),
    out: { tensor: out, line: n, step: 1, batch: m * n },
  }
  const ending = {
    add: options.accumulate === true,
    bias: options.bias,
    activation: options.activation ?? ('linear' as const),
  }
  using scope = device.scope()
  if (worthParts(device, size, operands, variant)) return inParts(device, scope, variant, size, operands, ending)
  const multiplier = new Multiplier(device, scope, variant, operands)
  for (const block of blocksOf(device, variant.kind, size, operands.a, operands.b)) {
    const add = ending.add || block.steps[0] > 0
    const last = block.steps[1] >= k
    multiplier.multiply(block, last ? { ...ending, add } : { add, bias: undefined, activation: 'linear' })
  }
}

/** Multiply-adds of a trial: 50 ms of SwiftShader. */
const mostTried = 2 ** 27

/** The fastest variant that is known for sizes like these; a batch is tried as one of its products. */
function chosen(device: Device, size: Size, { transposeA = false, transposeB = false }: MatmulOptions): Variant {
  const [m, n, k] = [bucketSize(size.m), bucketSize(size.n), bucketSize(size.k)]
  return device.tuning.choose({
    kernel: `matmul${transposeA ? ' aᵀ' : ''}${transposeB ? ' bᵀ' : ''}`,
    bucket: bucketOf(m, n, k),
    candidates: candidatesOf(device, { batch: 1, m, n, k }),
    name: nameOf,
    trial(scope) {
      const steps = Math.min(k, mostTried / (m * n))
      const a = zeros(scope, transposeA ? [steps, m] : [m, steps])
      const b = zeros(scope, transposeB ? [n, steps] : [steps, n])
      const out = empty(scope, [m, n])
      return variant => matmul(device, a, b, out, { transposeA, transposeB, variant })
    },
  })
}

/** A few long sums leave most of an adapter idle. Their parts of 2,048 terms are made side by side, and added in order. */
function worthParts(
  device: Device,
  { batch, m, n, k }: Size,
  { a, b }: { a: Operand; b: Operand },
  { kind }: Variant,
): boolean {
  if (kind === 'panels' || batch > 1 || k <= longestSum) return false
  const idle = device.info.software ? m * n < 4096 : m * n < 2 ** 19
  // A part has all its steps in one launch, as a binding has to hold them.
  const held = longestSum * Math.max(a.step, b.step) * 4 <= device.bindingLimit - 256
  return idle && held && Math.ceil(k / longestSum) * m * n <= mostPacked
}

function inParts(
  device: Device,
  scope: Scope,
  variant: Variant,
  { m, n, k }: Size,
  { a, b, out }: { a: Operand; b: Operand; out: Operand },
  { add, bias, activation }: Ending,
): void {
  const count = Math.ceil(k / longestSum)
  const parts = { tensor: empty(scope, [count, m, n]), line: n, step: 1, batch: m * n }
  const cut = (side: Operand): Operand => ({ ...side, batch: longestSum * side.step })
  const operands = { a: cut(a), b: cut(b), out: parts }
  const multiplier = new Multiplier(device, scope, variant, operands, k)
  for (const block of blocksOf(device, variant.kind, { batch: count, m, n, k: longestSum }, a, b))
    multiplier.multiply(block, { add: false, bias: undefined, activation: 'linear' })
  const [made, from] = [sideOf(out, [0, m], [0, n], [0, 1]), bound(parts.tensor)]
  const shift = bias ? boundPart(bias, 0, n) : from
  const ended = endedBy(activation)
  device.run(partsKernel, {
    bindings: { a: from, b: from, bias: shift, out: made.binding },
    uniforms: {
      m,
      n,
      k: count,
      total: 0,
      aBase: 0,
      aLine: 0,
      aStep: 0,
      aBatch: 0,
      bBase: 0,
      bLine: 0,
      bStep: 0,
      bBatch: 0,
      outBase: made.base,
      outLine: n,
      outBatch: 0,
      add: add ? 1 : 0,
      biased: bias ? 1 : 0,
      biasBase: bias ? shift.skip : 0,
      slope: ended.slope,
    },
    groups: [Math.ceil((m * Math.ceil(n / 4)) / 64)],
    variant: { activation: ended.activation },
    work: count * m * n * 16,
  })
}

/** A side with `lines` lines of k numbers; `across` when k is the slower axis. */
function operand(tensor: Tensor, lines: number, k: number, across: boolean): Operand {
  const batch = tensor.shape.length > 2 ? lines * k : 0
  return across ? { tensor, line: 1, step: lines, batch } : { tensor, line: k, step: 1, batch }
}

function sizeOf(a: Tensor, b: Tensor, out: Tensor, { transposeA, transposeB, bias }: MatmulOptions): Size {
  const fault = (): never => {
    const side = ({ shape }: Tensor, turned = false): string => `${describe(shape)}${turned ? ' (transposed)' : ''}`
    const sides = `${side(a, transposeA)} by ${side(b, transposeB)}`
    throw new Error(`${sides} does not give ${describe(out.shape)}${bias ? ` with bias ${describe(bias.shape)}` : ''}.`)
  }
  if (a.shape.length < 2 || b.shape.length < 2 || out.shape.length < 2) return fault()
  const [axes, m, n] = [out.shape.slice(0, -2), out.shape.at(-2)!, out.shape.at(-1)!]
  const matrix = (t: Tensor, turned = false): [number, number] =>
    turned ? [t.shape.at(-1)!, t.shape.at(-2)!] : [t.shape.at(-2)!, t.shape.at(-1)!]
  const fits = ({ shape }: Tensor): boolean =>
    shape.length === 2 || (shape.length === out.shape.length && axes.every((length, i) => shape[i] === length))
  const [rows, k] = matrix(a, transposeA)
  const [inner, columns] = matrix(b, transposeB)
  const fitting = fits(a) && fits(b) && rows === m && columns === n && inner === k
  if (!fitting || (bias && (bias.shape.length !== 1 || bias.shape[0] !== n))) return fault()
  return { batch: axes.reduce((product, length) => product * length, 1), m, n, k }
}
