import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bound, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { take } from '../take/take'
import keySource from './key.wgsl?raw'
import mergeSource from './merge.wgsl?raw'
import { launchKeys, longest, mostOf, ranges, type SortOptions, sortTogether, tuningOf } from './radix'

const mergeKernel = kernel({
  name: 'sortMerge',
  source: mergeSource + keySource,
  bindings: { a: 'read', b: 'read', placesA: 'read', placesB: 'read', out: 'write', places: 'write' },
  uniforms: {
    sizeA: 'u32',
    sizeB: 'u32',
    first: 'u32',
    count: 'u32',
    stretch: 'u32',
    firstLane: 'u32',
    endLane: 'u32',
    most: 'u32',
  },
})

/** A stretch of the row in order; its places are those in the row. */
interface Block {
  keys: Tensor
  places: Tensor | undefined
}

/**
 * One row of more keys than a binding holds: blocks that it does hold are sorted, and then neighbours joined and parted again, the smaller
 * half before the larger, as many rounds as there are blocks (Baudet and Stevenson, 1978). Keeps the order of equal keys.
 */
export function sortInBlocks(device: Device, keys: Tensor, out: Tensor, options: SortOptions): void {
  using scope = device.scope()
  const row = sizeOf(keys.shape)
  const size = Math.floor(device.bindingLimit / 256) * 64
  const starts = Array.from({ length: Math.ceil(row / size) }, (_, i) => i * size)
  const part = ({ buffer, offset }: Tensor, first: number): Tensor => ({
    buffer,
    offset: offset + first * 4,
    shape: [Math.min(size, row - first)],
  })
  const blocks = starts.map(first => {
    const from = part(keys, first)
    const block = emptyBlock(scope, from.shape, options)
    const { values: _, ...rest } = options
    sortTogether(device, from, block.keys, { ...rest, ...(block.places && { values: { to: block.places } }) }, first)
    return block
  })
  for (let round = 0; round < blocks.length; round++)
    for (let i = round % 2; i + 1 < blocks.length; i += 2) {
      const [low, high] = [blocks[i], blocks[i + 1]]
      const joined = [low, high].map(({ keys }) => emptyBlock(scope, keys.shape, options)) as [Block, Block]
      join(device, low, high, joined[0], 0, options)
      join(device, low, high, joined[1], sizeOf(low.keys.shape), options)
      for (const { keys, places } of [low, high]) {
        scope.free(keys.buffer)
        if (places) scope.free(places.buffer)
      }
      blocks.splice(i, 2, ...joined)
    }
  for (const [i, { keys, places }] of blocks.entries()) {
    const first = starts[i]
    copy(device, keys, part(out, first))
    if (!places) continue
    const to = part(options.values!.to, first)
    if (options.values!.from) take(device, options.values!.from, places, to)
    else copy(device, places, to)
  }
}

function emptyBlock(scope: Scope, shape: readonly number[], { values }: SortOptions): Block {
  return { keys: empty(scope, shape), places: values && empty(scope, shape) }
}

const copy = (device: Device, from: Tensor, to: Tensor): void =>
  device.copy(from.buffer, from.offset, to.buffer, to.offset, sizeOf(from.shape) * 4)

/** The numbers of two blocks in order from the `first` on, as many as `out` takes. */
function join(device: Device, a: Block, b: Block, out: Block, first: number, options: SortOptions): void {
  using scope = device.scope()
  const count = sizeOf(out.keys.shape)
  const tuning = options.tuning ?? tuningOf(device)
  const stretch = Math.max(tuning.stretch, Math.min(longest, Math.ceil(count / tuning.lanes)))
  const none = (): Tensor => empty(scope, [4])
  const bindings = {
    a: bound(a.keys),
    b: bound(b.keys),
    placesA: bound(a.places ?? none()),
    placesB: bound(b.places ?? none()),
    out: bound(out.keys),
    places: bound(out.places ?? none()),
  }
  const [sizeA, sizeB] = [sizeOf(a.keys.shape), sizeOf(b.keys.shape)]
  for (const { firstLane, endLane, groups, keys } of ranges(Math.ceil(count / stretch), stretch, launchKeys(device)))
    device.run(mergeKernel, {
      bindings,
      uniforms: { sizeA, sizeB, first, count, stretch, firstLane, endLane, most: mostOf(options) },
      constants: {
        floats: Number(options.type !== 'u32'),
        descending: Number(options.descending ?? false),
        carry: Number(out.places !== undefined),
      },
      groups: [groups],
      work: keys * 8,
    })
}
