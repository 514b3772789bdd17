import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { boundPart, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { groupsOf, rowPieces } from '../pieces'
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
 * Errors: a plain `Error` for shapes that do not fit, and where 64 outer rows are beyond a binding's limit (along axis 0 tables of any
 * size are cut).
 */
export function take(device: Device, table: Tensor, indices: Tensor, out: Tensor, axis = 0): void {
  const [before, m, after] = [table.shape.slice(0, axis), table.shape[axis], table.shape.slice(axis + 1)]
  const fits = [...before, ...indices.shape, ...after]
  if (m === undefined || String(out.shape) !== String(fits))
    throw new Error(`take: ${describe(table.shape)} along ${axis} gives ${describe(fits)}, not ${describe(out.shape)}.`)
  const [outer, count, inner] = [sizeOf(before), sizeOf(indices.shape), sizeOf(after)]
  if (m === 0 || sizeOf(out.shape) === 0) return
  const launch = (from: Part, which: Part, to: Part, keep: boolean): void => {
    const numbers = to.count * inner * (outer === 1 ? 1 : count)
    const quads = Math.ceil(numbers / 4)
    const whole = inner % 4 === 0
    const groups = groupsOf(Math.min(quads, Math.max(device.lanes, Math.ceil(quads / 64))))
    const lanes = groups[0] * groups[1] * 64
    const [unit, step] = whole ? [inner / 4, lanes] : [inner, 4 * lanes]
    const each = outer === 1 ? inner : m * inner
    device.run(takeKernel, {
      bindings: {
        table: boundPart(table, from.start * each, (from.start + from.count) * each),
        which: boundPart(indices, which.start, which.start + which.count),
        out: boundPart(
          out,
          to.start * (outer === 1 ? inner : count * inner),
          to.start * (outer === 1 ? inner : count * inner) + numbers,
        ),
      },
      uniforms: {
        quads,
        lanes,
        rows: outer === 1 ? from.count : m,
        row0: outer === 1 ? from.start : 0,
        inner: unit,
        count: which.count,
        stepA: step % unit,
        stepB: Math.floor(step / unit) % which.count,
        stepO: Math.floor(step / unit / which.count),
      },
      groups,
      variant: { quads: Number(whole), keep: Number(keep) },
      work: numbers,
    })
  }
  if (outer > 1) {
    for (const piece of rowPieces(device, outer, Math.max(m, count) * inner))
      launch(piece, { start: 0, count }, piece, false)
    return
  }
  for (const to of rowPieces(device, count, inner))
    for (const from of heldRows(device, m, inner)) launch(from, to, to, from.start > 0)
}

interface Part {
  start: number
  count: number
}

/** Rows of a table in pieces that a binding holds: a launch's length is not told by them. */
function heldRows(device: Device, rows: number, size: number): Part[] {
  const most = rows * size * 4 <= device.bindingLimit ? rows : Math.floor(device.bindingLimit / 4 / size / 64) * 64
  if (most === 0) throw new Error(`take: 64 rows of ${size} numbers are beyond a binding's limit.`)
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => ({
    start: i * most,
    count: Math.min(most, rows - i * most),
  }))
}
