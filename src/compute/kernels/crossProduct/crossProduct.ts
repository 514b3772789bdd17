import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Matrix } from '../../tensor/matrix'
import { laneGroups } from '../moments/moments'
import tiledSource from './crossProduct.wgsl?raw'
import toldSource from './told.wgsl?raw'

const bindings = { left: 'read', right: 'read', weights: 'read', out: 'write' } as const
const shape = { quads: 'u32', leftCols: 'u32', rightCols: 'u32', rightTiles: 'u32', firstTile: 'u32' } as const

const tiledKernel = kernel({
  name: 'crossProduct',
  source: tiledSource,
  bindings,
  uniforms: { ...shape, weighted: 'u32', symmetric: 'u32' },
})

const toldKernel = kernel({
  name: 'crossProduct told',
  source: toldSource,
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
): Promise<Float64Array> {
  const symmetric = a === b
  const edge = edgeOf(device, Math.max(a.cols, b.cols))
  const [tilesA, tilesB] = [Math.ceil(a.cols / edge), Math.ceil(b.cols / edge)]
  const slice = Math.max(1, Math.min(tilesA, Math.floor(mostNumbers / (edge * edge * leastParts * tilesB))))
  const product = new Float64Array(a.cols * b.cols)
  for (const [index, { buffer, stride, rows }] of a.blocks.entries())
    for (let first = 0; first < tilesA; first += slice) {
      using scope = device.scope()
      const here = Math.min(slice, tilesA - first)
      const tiles = here * tilesB
      const quads = stride / 4
      const parts = edge === 4 ? lanesOf(device, quads, tiles, symmetric) : subgroupsOf(quads, edge * edge * tiles)
      const out = scope.scratch(tiles * parts * edge * edge * 4)
      const launch = {
        bindings: { left: buffer, right: b.blocks[index]!.buffer, weights: weights?.[index] ?? buffer, out },
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
      if (edge === 4) device.run(tiledKernel, { ...launch, groups: [parts / 64, tiles], work: work * tiles })
      else {
        const lanes = device.subgroupSize
        const run = (own: number, tiles: number): void => {
          const variant = { lanes, each: edge / lanes, width: edge, own, weighted: weights ? 1 : 0 }
          device.run(toldKernel, { ...launch, variant, groups: [parts, tiles], work: work * tiles })
        }
        if (symmetric) run(1, here)
        if (!symmetric || tilesB > 1) run(0, tiles)
      }
      const partials = await device.readFloats(out, tiles * parts * edge * edge)
      const to = Math.min(a.cols, edge * (first + slice))
      addTiles(partials, product, { from: edge * first, to, q: b.cols, edge, parts, symmetric })
    }
  return product
}

/**
 * Columns of a tile: those of a subgroup whose lanes tell each other what they load (told.wgsl), on software adapters, or four, of which
 * every invocation loads its own.
 */
function edgeOf({ info, subgroupSize: lanes }: Device, columns: number): number {
  if (!info.software || ![4, 8].includes(lanes) || columns <= 4) return 4
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
          const sum = sums[(i - row) * edge + j - column]!
          product[i * q + j]! += sum
          if (symmetric && i !== j) product[j * q + i]! += sum
        }
    }
}

/** Adds up a tile's partials, which lie one behind the other from `start` on. */
function addParts(sums: Float64Array, partials: Float32Array, start: number, parts: number): void {
  for (let part = 0, at = start; part < parts; part++)
    for (let k = 0; k < sums.length; k++, at++) sums[k]! += partials[at]!
}
