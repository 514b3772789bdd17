import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bound, boundRows, describe, empty, type Tensor } from '../../tensor/tensor'
import { loopGroups } from '../pieces'
import { sort } from '../sort/sort'
import { type Dealing, mergeLists, type Rows, selectLists } from './lists'
import source from './pick.wgsl?raw'

const pickKernel = kernel({
  name: 'pick',
  source,
  bindings: { source: 'read', places: 'read', values: 'write', indices: 'write' },
  uniforms: { skip: 'u32', row: 'u32', k: 'u32', count: 'u32', list: 'u32', stride: 'u32', first: 'u32' },
})

export interface TopKOptions {
  /** The smallest numbers instead of the largest. */
  smallest?: boolean
  /** Parts of a row, merged afterwards; chosen by the adapter unless given. */
  parts?: number
  /** Parts take numbers in turn, as a GPU wants them, and not one stretch each. */
  inTurn?: boolean
}

/** Beyond this k a row is sorted whole. */
const longestList = 64
/** Numbers sorted at once. */
const sortedAtOnce = 2 ** 24

/**
 * The k largest (or smallest) numbers of every row of `x` (n × m), in order: their values and their places (u32), both n × k. Equal
 * numbers stand by place, −0 is equal to 0, NaN comes last. Up to k = 64 every lane keeps a list by insertion over its part of a row and
 * the lists are merged; beyond, rows are sorted.
 * Errors: a plain `Error` for shapes that do not fit, k above m, and a row beyond the adapter's binding limit.
 */
export function topK(
  device: Device,
  x: Tensor,
  k: number,
  values: Tensor,
  indices: Tensor,
  options: TopKOptions = {},
): void {
  const [n, m] = x.shape as [number, number]
  if (x.shape.length !== 2 || k > m) throw new Error(`${describe(x.shape)} has no ${k} best of a row.`)
  for (const { shape } of [values, indices])
    if (describe(shape) !== describe([n, k]))
      throw new Error(`The ${k} best of ${describe(x.shape)} do not fit ${describe(shape)}.`)
  if (k === 0) return
  const sorted = k > longestList
  const most = Math.floor(Math.min(device.bindingLimit / 4, sorted ? sortedAtOnce : Infinity)) - 64
  if (m > most && !sorted) throw new Error(`A row of ${m} numbers is beyond the adapter's binding limit of ${most}.`)
  // Lists of pairs are longer than the rows they come from where k is above m ÷ 2.
  const step = Math.max(1, Math.floor(most / Math.max(m, 2 * k)))
  for (let first = 0; first < n; first += step) {
    using scope = device.scope()
    const rows = Math.min(step, n - first)
    const from = boundRows(x, first, rows)
    const to = boundRows(values, first, rows)
    const places = sorted
      ? sortedPlaces(device, scope, x, { first, rows }, options)
      : listedPlaces(device, scope, { binding: from, skip: from.skip, rows, row: m }, k, options)
    device.run(pickKernel, {
      bindings: {
        source: from,
        places: places.binding,
        values: to,
        indices: boundRows(indices, first, rows),
      },
      uniforms: {
        skip: from.skip,
        row: m,
        k,
        count: rows * k,
        list: places.list,
        stride: places.stride,
        first: to.skip,
      },
      groups: [loopGroups(device, rows * k)],
      work: rows * k * 8,
    })
  }
}

/** Where the best of each row stand: `list` numbers a row, every `stride`-th a place. */
interface Places {
  binding: GPUBufferBinding
  list: number
  stride: number
}

function listedPlaces(device: Device, scope: Scope, rows: Rows, k: number, options: TopKOptions): Places {
  const { smallest = false } = options
  const lists = selectLists(device, scope, rows, dealingOf(device, rows, k, options), { k, smallest })
  return { binding: mergeLists(device, scope, lists).buffer, list: 2 * k, stride: 2 }
}

function sortedPlaces(
  device: Device,
  scope: Scope,
  x: Tensor,
  { first, rows }: { first: number; rows: number },
  options: TopKOptions,
): Places {
  const m = x.shape[1]!
  const [keys, out, to] = [empty(scope, [rows, m]), empty(scope, [rows, m]), empty(scope, [rows, m])]
  device.copy(x.buffer, x.offset + first * m * 4, keys.buffer, 0, rows * m * 4)
  sort(device, keys, out, { descending: !options.smallest, values: { to } })
  return { binding: bound(to), list: m, stride: 1 }
}

/** Enough parts to keep the adapter busy, none so short that its list is most of it. */
function dealingOf(device: Device, { rows, row }: Rows, k: number, options: TopKOptions): Dealing {
  const { software } = device.info
  const wanted = Math.ceil((software ? 256 : device.lanes) / rows)
  const parts = options.parts ?? Math.max(1, Math.min(wanted, Math.floor(row / Math.max(256, 4 * k))))
  const length = Math.ceil(row / parts)
  if (options.inTurn ?? !software) return { parts, begin: 1, step: parts, length: row }
  return { parts, begin: length, step: 1, length }
}
