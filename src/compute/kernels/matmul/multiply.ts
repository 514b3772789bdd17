import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { boundPart, type Tensor } from '../../tensor/tensor'
import type { Activation } from '../activation'
import { type Block, workOf } from './blocks'
import { endedBy, kernels } from './kernels'
import { type Operand, type Range, type Side, sideOf } from './operand'
import { panelsOf } from './pack'
import type { Variant } from './variants'

/** What becomes of the sums. */
export interface Ending {
  add: boolean
  bias: Tensor | undefined
  activation: Activation
}

/** Launches the blocks of one product, one after the other. */
export class Multiplier {
  /** The packed part of b, which blocks with the same columns, steps and matrices share. */
  #panels: { for: string; side: Side } | undefined

  /** `total`: all steps of a sum whose parts are matrices of their own; else 0. */
  constructor(
    private readonly device: Device,
    private readonly scope: Scope,
    private readonly variant: Variant,
    private readonly operands: { a: Operand; b: Operand; out: Operand },
    private readonly total = 0,
  ) {}

  multiply(block: Block, { add, bias, activation }: Ending): void {
    const { device, variant, operands } = this
    const [m, n, k] = [lengthOf(block.rows), lengthOf(block.columns), lengthOf(block.steps)]
    const matrices = lengthOf(block.matrices)
    const [a, b] = variant.kind === 'panels' ? this.#packed(block, variant) : this.#plain(block)
    const out = sideOf(operands.out, block.rows, block.columns, block.matrices)
    const shift = bias && boundPart(bias, block.columns[0], block.columns[1])
    const { kind, ...numbers } = variant
    const ended = endedBy(activation)
    device.run(kernels[kind], {
      bindings: { a: a.binding, b: b.binding, bias: shift ?? b.binding, out: out.binding },
      uniforms: {
        m,
        n,
        k,
        total: this.total === 0 ? 0 : this.total - block.matrices[0] * k,
        aBase: a.base,
        aLine: a.line,
        aStep: a.step,
        aBatch: a.batch,
        bBase: b.base,
        bLine: b.line,
        bStep: b.step,
        bBatch: b.batch,
        outBase: out.base,
        outLine: out.line,
        outBatch: out.batch,
        add: add ? 1 : 0,
        biased: shift ? 1 : 0,
        biasBase: shift ? shift.skip : 0,
        slope: ended.slope,
      },
      groups: groupsOf(variant, m, n, matrices),
      variant: { ...numbers, activation: ended.activation },
      work: workOf(kind, matrices * m, n, k),
    })
    if (a.binding.buffer !== operands.a.tensor.buffer) this.scope.free(a.binding.buffer)
  }

  #plain({ rows, columns, steps, matrices }: Block): [Side, Side] {
    return [sideOf(this.operands.a, rows, steps, matrices), sideOf(this.operands.b, columns, steps, matrices)]
  }

  #packed(block: Block, { rows, columns, width, lanes }: Variant & { kind: 'panels' }): [Side, Side] {
    const { device, scope } = this
    const [a, b] = this.#plain(block)
    const [steps, matrices] = [lengthOf(block.steps), lengthOf(block.matrices)]
    const key = [block.columns, block.steps, block.matrices].join()
    if (this.#panels?.for !== key) {
      const old = this.#panels?.side.binding.buffer
      if (old && old !== this.operands.b.tensor.buffer) scope.free(old)
      const side = panelsOf(
        device,
        scope,
        b,
        { lines: lengthOf(block.columns), steps, matrices },
        width * columns,
        true,
      )
      this.#panels = { for: key, side }
    }
    const left = panelsOf(device, scope, a, { lines: lengthOf(block.rows), steps, matrices }, rows, lanes === 0)
    return [left, this.#panels.side]
  }
}

const lengthOf = ([from, to]: Range): number => to - from

function groupsOf(variant: Variant, m: number, n: number, matrices: number): [number, number, number] {
  const { rows, columns } = variant
  switch (variant.kind) {
    case 'direct':
      return [Math.ceil((Math.ceil(m / rows) * Math.ceil(n / columns)) / 64), 1, matrices]
    case 'panels':
      return [Math.ceil(n / (columns * variant.width)), Math.ceil(m / rows), matrices]
    case 'tiled':
      return [Math.ceil(n / (16 * columns)), Math.ceil(m / (16 * rows)), matrices]
  }
}
