import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bucketOf, bucketSize } from '../../device/tuning'
import { emptyMatrix, type Matrix } from '../../tensor/matrix'
import { laneGroups } from '../moments/moments'
import tiledSource from './crossProduct.wgsl?raw'
import broadcastSource from './subgroupBroadcast.wgsl?raw'

const bindings = { left: 'read', right: 'read', weights: 'read', out: 'write' } as const
const shape = { quads: 'u32', leftCols: 'u32', rightCols: 'u32', rightTiles: 'u32', firstTile: 'u32' } as const

const tiledKernel = kernel({
  name: 'crossProduct',
  source: tiledSource,
  bindings,
  uniforms: { ...shape, weighted: 'u32', symmetric: 'u32' },
})

const broadcastKernel = kernel({
  name: 'crossProduct subgroupBroadcast',
  source: broadcastSource,
  bindings,
  uniforms: { ...shape, symmetric: 'u32' },
})

/** Numbers that a launch leaves at the least number of partials: 16 MB at most. */
const mostNumbers = 2 ** 22
const leastParts = 64
/** Numbers that are read back where more partials are wanted: half a megabyte. */
const fewNumbers = 2 ** 17
/** Columns that a subgroup takes at once: more are no faster, and 144 sums a lane compile slowly. */
const mostTold = 24

/** Kernels that a product may take: tiles of four columns, or those of a subgroup whose lanes tell each other what they load. */
type Variant = 'tiled' | 'subgroupBroadcast'

export interface CrossProductOptions {
  /** Which kernel; the tuner chooses where it is not given. */
  variant?: Variant
}

/**
 * Aᵀ diag(w) B of two matrices over the same rows (n × p and n × q, same blocks), in codes: p × q doubles, row-major.
 * Partials are summed in double precision on the host. `weights`: one buffer per block, padded like the block. Many columns go in
 * slices of A's, one readback each.
 */
export async function crossProduct(
  device: Device,
  a: Matrix,
  b: Matrix,
  weights?: readonly GPUBuffer[],
  options: CrossProductOptions = {},
): Promise<Float64Array> {
  const symmetric = a === b
  const variant = options.variant ?? chosen(device, a, b, weights !== undefined)
  const edge = edgeOf(device, variant, Math.max(a.cols, b.cols))
  const product = new Float64Array(a.cols * b.cols)
  for (const { block, first, slice } of slicesOf(a, b, edge)) {
    using scope = device.scope()
    const { out, parts, tiles } = launch(device, scope, { a, b, weights, edge, block, first, slice })
    const partials = await device.readFloats(out, tiles * parts * edge * edge)
    const to = Math.min(a.cols, edge * (first + slice))
    addTiles(partials, product, { from: edge * first, to, q: b.cols, edge, parts, symmetric })
  }
  return product
}

/** Launches of a product: some rows of tiles of one block. */
function* slicesOf(a: Matrix, b: Matrix, edge: number): Generator<{ block: number; first: number; slice: number }> {
  const [tilesA, tilesB] = [Math.ceil(a.cols / edge), Math.ceil(b.cols / edge)]
  const most = Math.max(1, Math.min(tilesA, Math.floor(mostNumbers / (edge * edge * leastParts * tilesB))))
  for (const block of a.blocks.keys())
    for (let first = 0; first < tilesA; first += most) yield { block, first, slice: Math.min(most, tilesA - first) }
}

interface Slice {
  a: Matrix
  b: Matrix
  weights: readonly GPUBuffer[] | undefined
  edge: number
  block: number
  first: number
  slice: number
}

/** Leaves `parts` partials of each of `tiles` tiles. */
function launch(
  device: Device,
  scope: Scope,
  { a, b, weights, edge, block, first, slice }: Slice,
): { out: GPUBuffer; parts: number; tiles: number } {
  const symmetric = a === b
  const { buffer, stride, rows } = a.blocks[block]
  const tilesB = Math.ceil(b.cols / edge)
  const tiles = slice * tilesB
  const quads = stride / 4
  const parts = edge === 4 ? lanesOf(device, quads, tiles, symmetric) : subgroupsOf(quads, edge * edge * tiles)
  const out = scope.scratch(tiles * parts * edge * edge * 4)
  const launched = {
    bindings: { left: buffer, right: b.blocks[block].buffer, weights: weights?.[block] ?? buffer, out },
    uniforms: {
      quads,
      leftCols: a.cols,
      rightCols: b.cols,
      rightTiles: tilesB,
      firstTile: first,
      weighted: weights ? 1 : 0,
      symmetric: symmetric ? 1 : 0,
    },
  }
  const work = rows * edge * edge
  if (edge === 4) device.run(tiledKernel, { ...launched, groups: [parts / 64, tiles], work: work * tiles })
  else {
    const lanes = device.subgroupSize
    const run = (own: number, tiles: number): void => {
      const variant = { lanes, each: edge / lanes, width: edge, own, weighted: weights ? 1 : 0 }
      device.run(broadcastKernel, { ...launched, variant, groups: [parts, tiles], work: work * tiles })
    }
    if (symmetric) run(1, slice)
    if (!symmetric || tilesB > 1) run(0, tiles)
  }
  return { out, parts, tiles }
}

/** Multiply-adds of a trial: some 30 ms of SwiftShader. */
const mostTried = 2 ** 25

/** The kernel that is known to be the fastest for about as many columns. */
function chosen(device: Device, a: Matrix, b: Matrix, weighted: boolean): Variant {
  const symmetric = a === b
  const [p, q] = [bucketSize(a.cols), bucketSize(b.cols)]
  const columns = Math.max(a.cols, b.cols)
  return device.tuning.choose<Variant>({
    kernel: `crossProduct${symmetric ? '' : ' of two'}${weighted ? ' weighted' : ''}`,
    bucket: bucketOf(p, q),
    candidates: broadcasts(device) && columns > 4 ? ['subgroupBroadcast', 'tiled'] : ['tiled'],
    name: variant => variant,
    trial(scope) {
      const rows = Math.max(256, Math.min(2 ** 16, Math.floor(mostTried / (p * q))))
      const left = emptyMatrix(scope, rows, p)
      const right = symmetric ? left : emptyMatrix(scope, rows, q)
      const weights = weighted ? left.blocks.map(({ stride }) => scope.buffer(stride * 4)) : undefined
      return variant => {
        const edge = edgeOf(device, variant, Math.max(p, q))
        for (const slice of slicesOf(left, right, edge)) {
          using part = device.scope()
          launch(device, part, { a: left, b: right, weights, edge, ...slice })
        }
      }
    },
  })
}

/** Whether lanes can tell each other what they load (subgroupBroadcast.wgsl): 24 columns then take 24 gathers, which cost the most on software adapters. */
const broadcasts = ({ info, subgroupSize }: Device): boolean => info.software && [4, 8].includes(subgroupSize)

/** Columns of a tile: four, of which every invocation loads its own, or those of a subgroup. */
function edgeOf({ subgroupSize: lanes }: Device, variant: Variant, columns: number): number {
  if (variant === 'tiled') return 4
  const tiles = Math.ceil(columns / mostTold)
  return lanes * Math.ceil(columns / tiles / lanes)
}

function lanesOf(device: Device, quads: number, tiles: number, symmetric: boolean): number {
  return 64 * laneGroups(device, quads, 16 * (symmetric ? Math.ceil(tiles / 2) : tiles))
}

/** Each takes at least two quads, so that most of the adding is done on the host in double precision. */
function subgroupsOf(quads: number, numbers: number): number {
  return Math.max(1, Math.min(Math.ceil(quads / 2), Math.max(leastParts, Math.floor(fewNumbers / numbers))))
}

/** Sums the partials of each tile into rows `from` … `to` of the product; a symmetric product is mirrored. */
function addTiles(
  partials: Float32Array,
  product: Float64Array,
  at: { from: number; to: number; q: number; edge: number; parts: number; symmetric: boolean },
): void {
  const { from, to, q, edge, parts, symmetric } = at
  const sums = new Float64Array(edge * edge)
  let tile = 0
  for (let row = from; row < to; row += edge)
    for (let column = 0; column < q; column += edge, tile++) {
      if (symmetric && column < row) continue
      addParts(sums.fill(0), partials, tile * parts * sums.length, parts)
      for (let i = row; i < Math.min(to, row + edge); i++)
        for (let j = symmetric ? Math.max(i, column) : column; j < Math.min(q, column + edge); j++) {
          const sum = sums[(i - row) * edge + j - column]
          product[i * q + j] += sum
          if (symmetric && i !== j) product[j * q + i] += sum
        }
    }
}

/** Adds up a tile's partials, which lie one behind the other from `start` on. */
function addParts(sums: Float64Array, partials: Float32Array, start: number, parts: number): void {
  for (let part = 0, at = start; part < parts; part++)
    for (let k = 0; k < sums.length; k++, at++) sums[k] += partials[at]
}
