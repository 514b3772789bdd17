import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Block, Matrix } from '../../tensor/matrix'
import { loopGroups } from '../pieces'
import source from './groupMoments.wgsl?raw'

const groupMomentsKernel = kernel({
  name: 'groupMoments',
  source,
  bindings: { codes: 'read', order: 'read', weights: 'read', starts: 'read', out: 'write' },
  uniforms: { chunks: 'u32', stride: 'u32' },
})

/** Per group: Σ weights (K), and in the columns' own units mean and population variance (K × p, row by row); NaN where a group has no rows. */
export interface GroupMoments {
  totals: Float64Array
  mean: Float64Array
  variance: Float64Array
}

/** Rows of a chunk: what one invocation adds up in single precision. Chunks are added up in double precision on the host. */
const chunkRows = 256

/**
 * Weighted count, mean and variance of every column of an n × p matrix in each of K groups of rows, by class or cluster; rows whose label
 * (n) is below 0 take no part. About 1e-7 relative to the group's own spread as long as that is not small beside the rounding of a
 * code, 6e-8 of the column's reach; equal codes have variance 0. One launch and one readback a block, whatever K is.
 * `weights`: n, above 0 for at least one row of a group that has any.
 */
export async function groupMoments(
  device: Device,
  matrix: Matrix,
  labels: Int32Array,
  groups: number,
  weights?: Float64Array,
): Promise<GroupMoments> {
  const p = matrix.cols
  const [totals, mean, squares] = [groups, groups * p, groups * p].map(n => new Float64Array(n))
  for (const block of matrix.blocks) {
    using scope = device.scope()
    const chunks = chunksOf(block, labels, groups, weights)
    const count = chunks.groups.length
    if (count * p === 0) continue
    const out = scope.scratch(count * p * 16)
    device.run(groupMomentsKernel, {
      bindings: {
        codes: block.buffer,
        order: scope.upload(chunks.order),
        weights: scope.upload(chunks.weights),
        starts: scope.upload(chunks.starts),
        out,
      },
      uniforms: { chunks: count, stride: block.stride },
      groups: [loopGroups(device, count), p],
      work: 16 * block.rows * p,
    })
    const found = await device.readFloats(out, count * p * 4)
    for (let c = 0; c < count; c++) {
      const [k, own] = [chunks.groups[c], chunks.totals[c]]
      if (own === 0) continue
      const share = own / (totals[k] + own)
      for (let j = 0, to = k * p; j < p; j++, to++) {
        const at = (j * count + c) * 4
        // Two sets of rows as one (Chan, Golub and LeVeque 1983).
        const away = found[at] + found[at + 1] / own - mean[to]
        mean[to] += share * away
        squares[to] += found[at + 2] - found[at + 1] ** 2 / own + share * totals[k] * away * away
      }
      totals[k] += own
    }
  }
  const { shift, scale } = matrix
  const of = (to: number, value: number): number => (totals[Math.floor(to / p)] > 0 ? value : Number.NaN)
  return {
    totals,
    mean: mean.map((u, to) => of(to, shift[to % p] + scale[to % p] * u)),
    variance: squares.map((s, to) => of(to, (scale[to % p] ** 2 * Math.max(0, s)) / totals[Math.floor(to / p)])),
  }
}

interface Chunks {
  /** Rows of the block, group by group, each chunk from a whole quad. */
  order: Uint32Array
  weights: Float32Array
  /** First quad of each chunk, and the end of the last. */
  starts: Uint32Array
  /** Group of each chunk, and Σ weights of its rows. */
  groups: Uint32Array
  totals: Float64Array
}

/** Deals the rows of a block to chunks of one group each, in their order. */
function chunksOf({ start, rows }: Block, labels: Int32Array, groups: number, weights?: Float64Array): Chunks {
  const counts = new Uint32Array(groups)
  for (let i = 0; i < rows; i++) if (labels[start + i] >= 0) counts[labels[start + i]]++
  const of: number[] = []
  const starts = [0]
  /** Where each group begins, in quads and in chunks. */
  const [quad, first] = [new Uint32Array(groups), new Uint32Array(groups)]
  for (let k = 0; k < groups; k++) {
    quad[k] = starts[starts.length - 1]
    first[k] = of.length
    for (let left = counts[k]; left > 0; left -= chunkRows) {
      of.push(k)
      starts.push(starts[starts.length - 1] + Math.ceil(Math.min(left, chunkRows) / 4))
    }
  }
  const places = starts[starts.length - 1] * 4
  const [order, shares, totals] = [new Uint32Array(places), new Float32Array(places), new Float64Array(of.length)]
  counts.fill(0)
  for (let i = 0; i < rows; i++) {
    const k = labels[start + i]
    if (k < 0) continue
    const [w, place] = [weights ? weights[start + i] : 1, counts[k]++]
    order[quad[k] * 4 + place] = i
    shares[quad[k] * 4 + place] = w
    totals[first[k] + Math.floor(place / chunkRows)] += w
  }
  return { order, weights: shares, starts: Uint32Array.from(starts), groups: Uint32Array.from(of), totals }
}
