import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Matrix } from '../../tensor/matrix'
import { laneGroups } from '../moments/moments'
import source from './crossProduct.wgsl?raw'

const crossProductKernel = kernel({
  name: 'crossProduct',
  source,
  bindings: { left: 'read', right: 'read', weights: 'read', out: 'write' },
  uniforms: {
    quads: 'u32',
    leftCols: 'u32',
    rightCols: 'u32',
    rightTiles: 'u32',
    firstTile: 'u32',
    weighted: 'u32',
    symmetric: 'u32',
  },
})

/** Tiles of one launch: their partials take 16 MB at the least number of lanes, and stay below 65,535 groups. */
const mostTiles = 4096

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
  const tilesA = Math.ceil(a.cols / 4)
  const tilesB = Math.ceil(b.cols / 4)
  const slice = Math.max(1, Math.min(tilesA, Math.floor(mostTiles / tilesB)))
  const product = new Float64Array(a.cols * b.cols)
  for (const [index, block] of a.blocks.entries())
    for (let first = 0; first < tilesA; first += slice) {
      const tiles = Math.min(slice, tilesA - first) * tilesB
      using scope = device.scope()
      const groups = laneGroups(device, block.stride / 4, 16 * (symmetric ? Math.ceil(tiles / 2) : tiles))
      const lanes = groups * 64
      const out = scope.buffer(tiles * lanes * 64)
      device.run(crossProductKernel, {
        bindings: {
          left: block.buffer,
          right: b.blocks[index]!.buffer,
          weights: weights?.[index] ?? block.buffer,
          out,
        },
        uniforms: {
          quads: block.stride / 4,
          leftCols: a.cols,
          rightCols: b.cols,
          rightTiles: tilesB,
          firstTile: first,
          weighted: weights ? 1 : 0,
          symmetric: symmetric ? 1 : 0,
        },
        groups: [groups, tiles],
        work: block.rows * tiles * 16,
      })
      const partials = await device.readFloats(out, tiles * lanes * 16)
      addTiles(partials, product, {
        from: 4 * first,
        to: Math.min(a.cols, 4 * (first + slice)),
        q: b.cols,
        lanes,
        symmetric,
      })
    }
  return product
}

/** Sums the lanes of each 4 × 4 tile into rows `from` … `to` of the product; a symmetric product is mirrored. */
function addTiles(
  partials: Float32Array,
  product: Float64Array,
  { from, to, q, lanes, symmetric }: { from: number; to: number; q: number; lanes: number; symmetric: boolean },
): void {
  const tilesB = Math.ceil(q / 4)
  for (let i = from; i < to; i++)
    for (let j = symmetric ? i : 0; j < q; j++) {
      const tile = ((i - from) >> 2) * tilesB + (j >> 2)
      let sum = 0
      for (let lane = 0, at = tile * lanes * 16 + (i & 3) * 4 + (j & 3); lane < lanes; lane++, at += 16)
        sum += partials[at]!
      product[i * q + j]! += sum
      if (symmetric && i !== j) product[j * q + i]! += sum
    }
}
