import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { type Bound, bound, empty } from '../../tensor/tensor'
import { gridOf } from '../pieces'
import keySource from '../sort/key.wgsl?raw'
import source from './select.wgsl?raw'

const selectKernel = kernel({
  name: 'select',
  source: source + keySource,
  bindings: { source: 'read', lists: 'write' },
  uniforms: {
    skip: 'u32',
    row: 'u32',
    parts: 'u32',
    begin: 'u32',
    step: 'u32',
    length: 'u32',
    k: 'u32',
    firstLane: 'u32',
    endLane: 'u32',
    place0: 'u32',
  },
})

/** Lists of the `k` best, `parts` of every row: pairs (key, place) of u32, the smallest key first and equal keys by place. */
export interface Lists {
  buffer: GPUBufferBinding
  rows: number
  parts: number
  k: number
}

/** How the numbers of a row are dealt to its parts: part t begins at t · begin and takes every step-th number of `length`. */
export interface Dealing {
  parts: number
  begin: number
  step: number
  length: number
}

export interface Rows {
  binding: Bound
  /** Place of the first number: 0 unless a binding holds only a part of a row. */
  place0: number
  rows: number
  /** Numbers of a row. */
  row: number
}

/** The k smallest or largest numbers (f32) of every part of every row, as lists. NaN comes last. */
export function selectLists(
  device: Device,
  scope: Scope,
  x: Rows,
  dealing: Dealing,
  { k, smallest }: { k: number; smallest: boolean },
): Lists {
  const lists = { buffer: bound(empty(scope, [x.rows * dealing.parts * k, 2])), rows: x.rows, parts: dealing.parts, k }
  const each = Math.ceil(dealing.length / dealing.step)
  launch(device, { source: x.binding, skip: x.binding.skip, place0: x.place0, row: x.row, ...dealing }, lists, each, {
    constants: { floats: 1, descending: Number(!smallest) },
    variant: { merge: 0 },
  })
  return lists
}

/** Lists merged at once. */
const fan = 32

/** One list for every row from those of its parts. */
export function mergeLists(device: Device, scope: Scope, lists: Lists): Lists {
  let merged = lists
  while (merged.parts > 1) {
    const { k, rows } = merged
    const parts = Math.ceil(merged.parts / fan)
    const next = { buffer: bound(empty(scope, [rows * parts * k, 2])), rows, parts, k }
    const source = { source: merged.buffer, skip: 0, place0: 0, row: merged.parts * k }
    launch(device, { ...source, parts, begin: fan * k, step: 1, length: fan * k }, next, fan * k, {
      variant: { merge: 1 },
    })
    merged = next
  }
  return merged
}

type Source = Dealing & { source: GPUBufferBinding; skip: number; place0: number; row: number }

/** Steps of one launch: about 50 ms on a slow software adapter. */
const launchSteps = 2 ** 21

function launch(
  device: Device,
  { source, ...uniforms }: Source,
  { buffer, rows, parts, k }: Lists,
  each: number,
  kind: { constants?: { floats: number; descending: number }; variant: { merge: number } },
): void {
  const lanes = rows * parts
  // A number that is good enough moves half the list; where a row ascends, every number is.
  const cost = each * (1 + k / 8)
  const step = device.info.software ? Math.max(32, Math.floor(launchSteps / cost)) : lanes
  for (let firstLane = 0; firstLane < lanes; firstLane += step) {
    const endLane = Math.min(lanes, firstLane + step)
    device.run(selectKernel, {
      bindings: { source, lists: buffer },
      uniforms: { ...uniforms, k, firstLane, endLane },
      ...kind,
      groups: gridOf(Math.ceil((endLane - firstLane) / 32)),
      work: (endLane - firstLane) * cost * 4,
    })
  }
}
