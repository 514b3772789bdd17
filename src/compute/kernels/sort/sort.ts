import type { Device } from '../../device/device'
import { describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { sortInBlocks } from './blocks'
import { type SortOptions, sortTogether } from './radix'

/**
 * Sorts the last axis of `keys` (n, or rows × n) into `out` of the same shape, another buffer: stable, −0 equal to 0 (and
 * written as 0), NaN last. A radix sort from the last digit (Knuth 1998, 5.2.5) in which every lane owns a stretch of keys and its
 * counters (Zagha and Blelloch, 1991). Rows of less than 65,536 keys are sorted together, by key and then by row; a row beyond the adapter's
 * binding limit is sorted in blocks. Errors: a plain `Error` for shapes that differ.
 */
export function sort(device: Device, keys: Tensor, out: Tensor, options: SortOptions = {}): void {
  const { values } = options
  for (const other of [out, values?.from, values?.to])
    if (other && describe(other.shape) !== describe(keys.shape))
      throw new Error(`Keys of ${describe(keys.shape)} cannot be sorted into ${describe(other.shape)}.`)
  const row = keys.shape.at(-1) ?? 1
  const rows = row === 0 ? 0 : sizeOf(keys.shape) / row
  const most = Math.floor(device.bindingLimit / 4)
  if (rows === 1) sortRow(device, keys, out, options)
  else if (row >= 65_536 || 64 * row > most) for (let i = 0; i < rows; i++) sortRowOfMany(device, keys, out, options, i)
  else {
    // Parts of a tensor begin at multiples of 256 bytes: 64 rows.
    const step = Math.max(1, Math.floor(Math.min(most, 2 ** 24) / row / 64)) * 64
    for (let first = 0; first < rows; first += step) {
      const shape = [Math.min(step, rows - first), row]
      const part = (tensor: Tensor): Tensor => ({ ...tensor, offset: tensor.offset + first * row * 4, shape })
      const parts = values && { ...(values.from && { from: part(values.from) }), to: part(values.to) }
      sortTogether(device, part(keys), part(out), { ...options, ...(parts && { values: parts }) })
    }
  }
}

function sortRow(device: Device, keys: Tensor, out: Tensor, options: SortOptions): void {
  const sortIt = sizeOf(keys.shape) * 4 > device.bindingLimit ? sortInBlocks : sortTogether
  sortIt(device, keys, out, options)
}

/** One long row of many, on its own: copied to where a binding may begin, and back. */
function sortRowOfMany(device: Device, keys: Tensor, out: Tensor, options: SortOptions, index: number): void {
  using scope = device.scope()
  const row = keys.shape.at(-1)!
  const start = index * row * 4
  const aside = (from?: Tensor): Tensor => {
    const tensor = empty(scope, [row])
    if (from) device.copy(from.buffer, from.offset + start, tensor.buffer, 0, row * 4)
    return tensor
  }
  const back = (from: Tensor, to: Tensor): void => device.copy(from.buffer, 0, to.buffer, to.offset + start, row * 4)
  const [sorted, { values }] = [aside(), options]
  const moved = values && { ...(values.from && { from: aside(values.from) }), to: aside() }
  sortRow(device, aside(keys), sorted, { ...options, ...(moved && { values: moved }) })
  back(sorted, out)
  if (moved) back(moved.to, values.to)
}
