import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { loopGroups } from '../pieces'
import countSource from './count.wgsl?raw'
import encodeSource from './encode.wgsl?raw'
import keySource from './key.wgsl?raw'
import prefixSource from './prefix.wgsl?raw'
import scatterSource from './scatter.wgsl?raw'

const encodeKernel = kernel({
  name: 'sortEncode',
  source: encodeSource + keySource,
  bindings: { source: 'read', keys: 'write', places: 'write' },
  uniforms: { count: 'u32', row: 'u32', most: 'u32', first: 'u32' },
})
const countKernel = kernel({
  name: 'sortCount',
  source: countSource,
  bindings: { keys: 'read', places: 'read', counts: 'write' },
  uniforms: { count: 'u32', row: 'u32', stretch: 'u32', firstLane: 'u32', endLane: 'u32', shift: 'u32' },
})
const prefixKernel = kernel({
  name: 'sortPrefix',
  source: prefixSource,
  bindings: { counts: 'write', sums: 'write' },
  uniforms: { parts: 'u32', length: 'u32' },
})
const scatterKernel = kernel({
  name: 'sortScatter',
  source: scatterSource,
  bindings: {
    keys: 'read',
    places: 'read',
    counts: 'write',
    blocks: 'read',
    totals: 'read',
    keysOut: 'write',
    placesOut: 'write',
  },
  uniforms: { count: 'u32', row: 'u32', stretch: 'u32', firstLane: 'u32', endLane: 'u32', shift: 'u32', block: 'u32' },
})

export interface SortOptions {
  /** What the keys are; f32 unless said. */
  type?: 'f32' | 'u32'
  /** Largest first. NaN comes last in both orders, and equal keys keep their order. */
  descending?: boolean
  /** Largest u32 key: larger ones are taken as it. Few bits need few passes. */
  most?: number
  /** Moved with the keys: `to`, of the keys' shape, gets the numbers of `from` or, without it, each key's place in its row (u32). */
  values?: { from?: Tensor; to: Tensor }
  /** How the work is cut; chosen by the adapter unless given. */
  tuning?: SortTuning
}

export interface SortTuning {
  /** Bits of a digit: a lane has 2^bits counters. */
  bits: number
  /** Lanes wanted, and the fewest keys of one. */
  lanes: number
  stretch: number
}

/** Largest key. */
export const mostOf = ({ type, most = 0xffffffff }: SortOptions): number => (type === 'u32' ? most : 0xffffffff)

/** A software adapter's lanes are slow and few, and long digits save passes; a GPU wants thousands of lanes, with few counters each. */
export function tuningOf(device: Device): SortTuning {
  return device.info.software ? { bits: 8, lanes: 256, stretch: 1024 } : { bits: 4, lanes: device.lanes, stretch: 16 }
}

/** Keys of one launch: about 50 ms on a slow software adapter, and enough at once to keep a GPU busy. */
export const launchKeys = (device: Device): number => 2 ** (device.info.software ? 20 : 26)
/** Most keys of a lane, so that a launch has many lanes. */
export const longest = 16_384

/**
 * All rows at once: passes over the digits of the key, then over those of the row's number, which each key's place tells. Places count
 * from `first`.
 */
export function sortTogether(device: Device, keys: Tensor, out: Tensor, options: SortOptions, first = 0): void {
  using scope = device.scope()
  const { type = 'f32', descending = false, values, tuning = tuningOf(device) } = options
  const count = sizeOf(keys.shape)
  const row = keys.shape.at(-1)!
  const most = mostOf(options)
  const { bits } = tuning
  const keyPasses = Math.max(1, Math.ceil((32 - Math.clz32(most)) / bits))
  const rowPasses = Math.ceil((32 - Math.clz32(count / row - 1)) / bits)
  const passes = keyPasses + rowPasses
  const carry = values?.from ? 2 : values || rowPasses > 0 ? 1 : 0

  const stretch = Math.max(tuning.stretch, Math.min(longest, Math.ceil(count / tuning.lanes)))
  const block = Math.min(256, Math.ceil(count / stretch))
  const blocks = Math.ceil(count / stretch / block)
  // Whole blocks: a lane beyond the last key counts nothing.
  const lanes = blocks * block
  const counts = bound(empty(scope, [lanes, 2 ** bits]))
  const sums = bound(empty(scope, [blocks, 2 ** bits]))
  const totals = bound(empty(scope, [2 ** bits]))

  const pair = (k?: Tensor, v?: Tensor): { keys: GPUBufferBinding; places: GPUBufferBinding } => ({
    keys: bound(k ?? empty(scope, [count])),
    places: bound(v ?? empty(scope, [carry > 0 ? count : 4])),
  })
  const target = pair(out, values?.to)
  // The last pass ends in `out`.
  let [from, to] = passes % 2 === 0 ? [target, pair()] : [pair(), target]

  const encode = (source: GPUBufferBinding, place: typeof from, back: number): void =>
    device.run(encodeKernel, {
      bindings: { source, ...place },
      uniforms: { count, row, most, first },
      constants: { floats: Number(type === 'f32'), descending: Number(descending), back, carry },
      groups: [loopGroups(device, count)],
      work: count * 4,
    })
  encode(bound(keys), from, 0)
  for (let pass = 0; pass < passes; pass++) {
    const byRow = Number(pass >= keyPasses)
    const shift = (byRow ? pass - keyPasses : pass) * bits
    const launches = ranges(lanes, stretch, launchKeys(device))
    for (const range of launches)
      device.run(countKernel, {
        bindings: { ...from, counts },
        uniforms: { count, row, stretch, shift, firstLane: range.firstLane, endLane: range.endLane },
        constants: { bits, byRow },
        groups: [range.groups],
        work: range.keys * 4,
      })
    prefix(device, counts, sums, { parts: blocks, length: block, bits })
    prefix(device, sums, totals, { parts: 1, length: blocks, bits })
    for (const range of launches)
      device.run(scatterKernel, {
        bindings: { ...from, counts, blocks: sums, totals, keysOut: to.keys, placesOut: to.places },
        uniforms: { count, row, stretch, shift, block, firstLane: range.firstLane, endLane: range.endLane },
        constants: { bits, byRow, carry },
        groups: [range.groups],
        work: range.keys * 10,
      })
    ;[from, to] = [to, from]
  }
  encode(bound(values?.from ?? empty(scope, [4])), target, 1)
}

export interface Range {
  firstLane: number
  endLane: number
  groups: number
  keys: number
}

/** The lanes in portions of a launch each. */
export function ranges(lanes: number, stretch: number, keys: number): Range[] {
  const step = Math.max(16, Math.floor(keys / stretch))
  return Array.from({ length: Math.ceil(lanes / step) }, (_, i) => {
    const firstLane = i * step
    const endLane = Math.min(lanes, firstLane + step)
    const count = endLane - firstLane
    return { firstLane, endLane, groups: Math.ceil(count / 16), keys: count * stretch }
  })
}

interface Counters {
  parts: number
  length: number
  bits: number
}

function prefix(
  device: Device,
  counts: GPUBufferBinding,
  sums: GPUBufferBinding,
  { parts, length, bits }: Counters,
): void {
  device.run(prefixKernel, {
    bindings: { counts, sums },
    uniforms: { parts, length },
    constants: { bits },
    groups: [Math.ceil((parts << bits) / 16)],
    work: (parts * length) << bits,
  })
}
