import type { Device } from '../../device/device'
import { describe, type Tensor } from '../../tensor/tensor'
import { type Activation, activations } from '../activation'
import { blocksOf, type Size } from './blocks'
import { multiply } from './multiply'
import type { Operand } from './operand'

export interface MatmulOptions {
  /** Whether `a` ([k, m]) or `b` ([n, k]) is given with its last two axes changed. */
  transposeA?: boolean
  transposeB?: boolean
  /** [n], added to every row. */
  bias?: Tensor
  activation?: Activation
  /** Adds the product to what `out` holds; bias and activation come after. */
  accumulate?: boolean
}

/**
 * out = activation(a·b + bias): a is [m, k], b [k, n], out [m, n], all f32. Leading batch axes are the same in a, b and out, or missing
 * in a or b, which then is one matrix for all. Sums run from the first k to the last in single precision, every 4,096 terms apart, in every
 * variant: they differ by fused multiply-adds at most. `out` shares no buffer with the others.
 * Errors: plain `Error` when shapes do not fit.
 */
export function matmul(device: Device, a: Tensor, b: Tensor, out: Tensor, options: MatmulOptions = {}): void {
  const size = sizeOf(a, b, out, options)
  const { batch, m, n, k } = size
  if (batch * m * n === 0) return
  const left = operand(a, m, k, options.transposeA === true)
  const right = operand(b, n, k, options.transposeB !== true)
  for (const block of blocksOf(device, size, left, right)) {
    const last = block.steps[1] >= k
    multiply(device, left, right, { tensor: out, n, size: m * n }, block, {
      add: options.accumulate === true || block.steps[0] > 0,
      bias: last ? options.bias : undefined,
      activation: activations[last ? (options.activation ?? 'linear') : 'linear'],
    })
  }
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
