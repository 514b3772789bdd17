import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import type { Block } from './blocks'
import { type Operand, type Window, windowOf } from './operand'
import source from './matmul.wgsl?raw'

const matmulKernel = kernel({
  name: 'matmul',
  source: source + activationSource,
  bindings: { a: 'read', b: 'read', bias: 'read', out: 'write' },
  uniforms: {
    m: 'u32',
    n: 'u32',
    k: 'u32',
    aBase: 'u32',
    aLine: 'u32',
    aStep: 'u32',
    aBatch: 'u32',
    bBase: 'u32',
    bLine: 'u32',
    bStep: 'u32',
    bBatch: 'u32',
    outBase: 'u32',
    outLine: 'u32',
    outBatch: 'u32',
    add: 'u32',
    biased: 'u32',
    biasBase: 'u32',
  },
})

/** Numbers of one invocation of the kernel without packing. */
const tile = { rows: 4, columns: 4 }

/** What becomes of the sums. */
export interface Ending {
  add: boolean
  bias: Tensor | undefined
  activation: number
}

/** Launches one block of a product. `out` is [batch, m, n] with m · n numbers a matrix. */
export function multiply(
  device: Device,
  a: Operand,
  b: Operand,
  out: { tensor: Tensor; n: number; size: number },
  block: Block,
  { add, bias, activation }: Ending,
): void {
  const [m, n, k, batch] = [block.rows, block.columns, block.steps, block.batch].map(([from, to]) => to - from) as [
    number,
    number,
    number,
    number,
  ]
  const left = part(a, block.rows, block.steps, block.batch)
  const right = part(b, block.columns, block.steps, block.batch)
  const made = part(
    { tensor: out.tensor, line: out.n, step: 1, batch: out.size },
    block.rows,
    block.columns,
    block.batch,
  )
  const shift = bias ? windowOf(bias, block.columns[0], block.columns[1]) : right
  device.run(matmulKernel, {
    bindings: { a: left.binding, b: right.binding, bias: shift.binding, out: made.binding },
    uniforms: {
      m,
      n,
      k,
      aBase: left.base,
      aLine: a.line,
      aStep: a.step,
      aBatch: a.batch,
      bBase: right.base,
      bLine: b.line,
      bStep: b.step,
      bBatch: b.batch,
      outBase: made.base,
      outLine: out.n,
      outBatch: out.size,
      add: add ? 1 : 0,
      biased: bias ? 1 : 0,
      biasBase: shift.base,
    },
    groups: [Math.ceil((Math.ceil(m / tile.rows) * Math.ceil(n / tile.columns)) / 64), 1, batch],
    variant: { ...tile, activation },
    work: batch * m * n * Math.max(1, k),
  })
}

/** The window on lines × steps of matrices `batch`. */
function part(
  { tensor, line, step, batch }: Operand,
  lines: readonly [number, number],
  steps: readonly [number, number],
  [from, to]: readonly [number, number],
): Window {
  const first = from * batch + lines[0] * line + steps[0] * step
  const empty = lines[1] <= lines[0] || steps[1] <= steps[0]
  const end = empty ? first : (to - 1) * batch + (lines[1] - 1) * line + (steps[1] - 1) * step + 1
  return windowOf(tensor, first, end)
}
