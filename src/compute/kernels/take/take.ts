import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, boundPart, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { elementwise } from '../elementwise/elementwise'
import { beyondBinding, groupsOf, rowPieces } from '../pieces'
import source from './take.wgsl?raw'

const takeKernel = kernel({
  name: 'take',
  source,
  bindings: { table: 'read', which: 'read', out: 'write' },
  uniforms: {
    quads: 'u32',
    lanes: 'u32',
    rows: 'u32',
    row0: 'u32',
    inner: 'u32',
    count: 'u32',
    stepA: 'u32',
    stepB: 'u32',
    stepO: 'u32',
  },
})

/**
 * out = the rows of `table` (outer × m × inner, cut at `axis`) that `indices` (any shape, u32) name: outer × indices × inner, an embedding
 * lookup along axis 0. Moves 4-byte numbers of any kind bit for bit. An index ≥ m gives zeros: the launcher cannot see it.
 * Errors: a plain `Error` for shapes that do not fit; `data` when no binding holds 64 outer rows (along axis 0 tables of any number of
 * rows are cut).
 */
export function take(device: Device, table: Tensor, indices: Tensor, out: Tensor, axis = 0): void {
  const [before, m, after] = [table.shape.slice(0, axis), table.shape[axis], table.shape.slice(axis + 1)]
  const fits = [...before, ...indices.shape, ...after]
  if (m === undefined || String(out.shape) !== String(fits))
    throw new Error(`take: ${describe(table.shape)} along ${axis} gives ${describe(fits)}, not ${describe(out.shape)}.`)
  const [outer, count, inner] = [sizeOf(before), sizeOf(indices.shape), sizeOf(after)]
  if (sizeOf(out.shape) === 0) return
  if (m === 0) return elementwise(device, 'linear', [0], out)
  if (outer === 1) return takeRows(device, { table, indices, out }, { m, count, inner })
  for (const { start, count: rows } of rowPieces(device, outer, Math.max(m, count) * inner)) {
    const part = (tensor: Tensor, size: number): GPUBufferBinding =>
      boundPart(tensor, start * size, (start + rows) * size)
    const bindings = { table: part(table, m * inner), which: bound(indices), out: part(out, count * inner) }
    launch(device, bindings, { outer: rows, rows: m, row0: 0, count, inner, keep: false })
  }
}

/** Along axis 0: cuts what is taken, and the table, where a binding does not hold it. */
function takeRows(
  device: Device,
  { table, indices, out }: Record<'table' | 'indices' | 'out', Tensor>,
  { m, count, inner }: Record<'m' | 'count' | 'inner', number>,
): void {
  const held = m * inner * 4 <= device.bindingLimit ? m : Math.floor(device.bindingLimit / 4 / inner / 64) * 64
  if (held === 0) throw beyondBinding(`64 rows of ${inner} numbers`)
  for (const { start, count: taken } of rowPieces(device, count, inner))
    for (let row0 = 0; row0 < m; row0 += held) {
      const rows = Math.min(held, m - row0)
      const bindings = {
        table: boundPart(table, row0 * inner, (row0 + rows) * inner),
        which: boundPart(indices, start, start + taken),
        out: boundPart(out, start * inner, (start + taken) * inner),
      }
      launch(device, bindings, { outer: 1, rows, row0, count: taken, inner, keep: row0 > 0 })
    }
}

interface Walk {
  outer: number
  /** Rows of the table that are bound, from `row0` on. */
  rows: number
  row0: number
  count: number
  inner: number
  keep: boolean
}

function launch(
  device: Device,
  bindings: Record<'table' | 'which' | 'out', GPUBufferBinding>,
  { outer, rows, row0, count, inner, keep }: Walk,
): void {
  const numbers = outer * count * inner
  const quads = Math.ceil(numbers / 4)
  const whole = inner % 4 === 0
  const groups = groupsOf(Math.min(quads, Math.max(device.lanes, Math.ceil(quads / 64))))
  const lanes = groups[0] * groups[1] * 64
  const [unit, step] = whole ? [inner / 4, lanes] : [inner, 4 * lanes]
  const [stepB, stepO] = [Math.floor(step / unit) % count, Math.floor(step / unit / count)]
  device.run(takeKernel, {
    bindings,
    uniforms: { quads, lanes, rows, row0, inner: unit, count, stepA: step % unit, stepB, stepO },
    groups,
    variant: { quads: Number(whole), keep: Number(keep) },
    work: numbers * 8,
  })
}
