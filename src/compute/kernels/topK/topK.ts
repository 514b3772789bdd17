import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bound, boundPart, boundRows, describe, empty, type Tensor } from '../../tensor/tensor'
import { loopGroups } from '../pieces'
import { slice } from '../slice/slice'
import keySource from '../sort/key.wgsl?raw'
import { sort } from '../sort/sort'
import { type Dealing, type Lists, mergeLists, type Rows, selectLists } from './lists'
import source from './pick.wgsl?raw'

const pickKernel = kernel({
  name: 'pick',
  source: source + keySource,
  bindings: { lists: 'read', values: 'write', indices: 'write' },
  uniforms: { count: 'u32', first: 'u32' },
})

export interface TopKOptions {
  /** The smallest numbers instead of the largest. */
  smallest?: boolean
  /** Parts of a row, merged afterwards; chosen by the adapter unless given. */
  parts?: number
  /** Whether rows are sorted. */
  sorted?: boolean
  /** Parts take numbers in turn, as a GPU wants them, and not one stretch each. */
  inTurn?: boolean
}

/** Numbers sorted at once. */
const sortedAtOnce = 2 ** 24

/**
 * The k largest (or smallest) numbers of every row of `x` (n × m), in order: their values and their places (u32), both n × k. Equal
 * numbers stand by place, −0 is equal to 0 (and written as 0), NaN comes last. For small k every lane keeps a list by insertion over its
 * part of a row and the lists are merged; otherwise rows are sorted.
 * Errors: a plain `Error` for shapes that do not fit and k above m.
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
  const sorted = options.sorted ?? sortsFor(k, m)
  // Less 64: rows may begin where no binding does.
  const most = Math.floor(Math.min(device.bindingLimit / 4, sorted ? sortedAtOnce : Infinity)) - 64
  // Lists of pairs are longer than the rows they come from where k is above m ÷ 2.
  const step = Math.max(1, Math.floor(most / Math.max(m, 2 * k)))
  for (let first = 0; first < n; first += step) {
    const rows = { first, count: Math.min(step, n - first) }
    if (sorted) bySorting(device, x, { values, indices }, rows, options)
    else byLists(device, x, { values, indices }, rows, most, options)
  }
}

/**
 * Where sorting is quicker. In random order a list takes k (1 + ln (m ÷ k)) numbers, and each moves a share of k; a sort costs as much as
 * 12 moves a number. Measured on lavapipe and SwiftShader the border is k = 17 of 20, 22 of 100, 55 of 1024 and 40 to 45 of more.
 */
function sortsFor(k: number, m: number): boolean {
  return k > 48 || k * k * (1 + Math.log(m / k)) > 12 * m
}

interface Best {
  values: Tensor
  indices: Tensor
}

interface Some {
  first: number
  count: number
}

/** `most`: numbers that a binding holds. */
function byLists(device: Device, x: Tensor, out: Best, rows: Some, most: number, options: TopKOptions): void {
  using scope = device.scope()
  const k = out.values.shape[1]
  const values = boundRows(out.values, rows.first, rows.count)
  const count = rows.count * k
  device.run(pickKernel, {
    bindings: {
      lists: listsOf(device, scope, x, k, rows, most, options).buffer,
      values,
      indices: boundRows(out.indices, rows.first, rows.count),
    },
    uniforms: { count, first: values.skip },
    constants: { floats: 1, descending: Number(!options.smallest) },
    groups: [loopGroups(device, count)],
    work: count * 8,
  })
}

/** One list for every row; of a row that no binding holds, one for each piece and then one of them all. */
function listsOf(
  device: Device,
  scope: Scope,
  x: Tensor,
  k: number,
  { first, count }: Some,
  most: number,
  options: TopKOptions,
): Lists {
  const { smallest = false } = options
  const m = x.shape[1]
  const of = (rows: Rows): Lists =>
    mergeLists(device, scope, selectLists(device, scope, rows, dealingOf(device, rows, k, options), { k, smallest }))
  if (m <= most) return of({ binding: boundRows(x, first, count), place0: 0, rows: count, row: m })
  const parts = Math.ceil(m / most)
  const lists = { buffer: bound(empty(scope, [parts * k, 2])), rows: 1, parts, k }
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part * most, Math.min(m, (part + 1) * most)]
    const binding = boundPart(x, first * m + from, first * m + to)
    const { buffer } = of({ binding, place0: from, rows: 1, row: to - from })
    device.copy(buffer.buffer, buffer.offset ?? 0, lists.buffer.buffer, part * k * 8, k * 8)
  }
  return mergeLists(device, scope, lists)
}

function bySorting(device: Device, x: Tensor, out: Best, { first, count }: Some, options: TopKOptions): void {
  using scope = device.scope()
  const m = x.shape[1]
  const [keys, sorted, places] = [empty(scope, [count, m]), empty(scope, [count, m]), empty(scope, [count, m])]
  device.copy(x.buffer, x.offset + first * m * 4, keys.buffer, 0, count * m * 4)
  sort(device, keys, sorted, { descending: !options.smallest, values: { to: places } })
  const [k, best] = [out.values.shape[1], empty(scope, [count, out.values.shape[1]])]
  for (const [from, to] of [
    [sorted, out.values],
    [places, out.indices],
  ] as const) {
    slice(device, from, best, 1, 0)
    device.copy(best.buffer, 0, to.buffer, to.offset + first * k * 4, count * k * 4)
  }
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
