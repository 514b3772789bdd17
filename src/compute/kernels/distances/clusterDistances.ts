import { throwIfCancelled } from '../../../shared/errors'
import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { type Matrix, readMatrix } from '../../tensor/matrix'
import source from './clusterDistances.wgsl?raw'
import { launchWork } from './squaredDistances'

const clusterDistancesKernel = kernel({
  name: 'clusterDistances',
  source,
  bindings: { codes: 'read', others: 'read', chunks: 'read', out: 'write' },
  uniforms: {
    quads: 'u32',
    firstQuad: 'u32',
    tileQuads: 'u32',
    otherQuads: 'u32',
    firstChunk: 'u32',
    chunkCount: 'u32',
    cols: 'u32',
  },
})

/** Rows of one cluster that one invocation sums over. */
const chunkRows = 256
const panelBytes = 32 * 2 ** 20
const partialBytes = 8 * 2 ** 20

/**
 * Sums of Euclidean distances: entry i · k + c of the n × k result is the sum over all rows of cluster c (row i itself adds 0) of
 * their distance to row i, in codes. The matrix (n × p) must have one scale common to all columns; times that scale the sums are
 * in the columns' own units. `labels`: cluster of each row in 0 … k − 1; a negative label (noise) belongs to no cluster, and its
 * row still gets its sums. Takes n² p steps, in tiles of rows; buffers are taken from `scope`.
 */
export async function clusterDistances(
  device: Device,
  scope: Scope,
  matrix: Matrix,
  labels: Int32Array,
  k: number,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const sums = new Float64Array(matrix.rows * k)
  const panels = sortedPanels(scope, await readMatrix(device, matrix), labels, k)
  const partials = scope.buffer(partialBytes)
  for (const panel of panels)
    for (const block of matrix.blocks)
      for (let chunk = 0; chunk < panel.clusters.length; chunk += 16_384) {
        const chunkCount = Math.min(16_384, panel.clusters.length - chunk)
        const quads = Math.ceil(block.rows / 4)
        const tile = tileQuads(device, chunkCount, panel.rows * matrix.cols)
        for (let first = 0; first < quads; first += tile) {
          const count = Math.min(tile, quads - first)
          device.run(clusterDistancesKernel, {
            bindings: { codes: block.buffer, others: panel.buffer, chunks: panel.chunks, out: partials },
            uniforms: {
              quads: block.stride / 4,
              firstQuad: first,
              tileQuads: count,
              otherQuads: panel.quads,
              firstChunk: chunk,
              chunkCount,
              cols: matrix.cols,
            },
            groups: [Math.ceil(count / 8), Math.ceil(chunkCount / 8)],
            work: 4 * count * panel.rows * matrix.cols,
          })
          const got = await device.readFloats(partials, chunkCount * count * 4)
          throwIfCancelled(signal)
          const start = block.start + 4 * first
          const rows = Math.min(4 * count, block.rows - 4 * first)
          for (let c = 0; c < chunkCount; c++) {
            const cluster = panel.clusters[chunk + c]
            for (let i = 0; i < rows; i++) sums[(start + i) * k + cluster] += got[c * count * 4 + i]
          }
        }
      }
  return sums
}

/** Quads of rows a launch takes: bounded by its work and by the partial sums it leaves; a multiple of the workgroup's 8 if it can. */
function tileQuads(device: Device, chunks: number, workPerRow: number): number {
  const byWork = launchWork(device) / (4 * workPerRow)
  const byBytes = partialBytes / (16 * chunks)
  return Math.max(8, Math.floor(Math.min(byWork, byBytes) / 8) * 8)
}

/** Some rows, sorted by cluster, feature by feature; every chunk starts at a multiple of four rows. */
interface Panel {
  buffer: GPUBuffer
  quads: number
  rows: number
  chunks: GPUBuffer
  /** Cluster of each chunk. */
  clusters: number[]
}

/** All rows with a cluster, cut into chunks of one cluster each and these into panels below the adapter's binding limit. */
function sortedPanels(scope: Scope, columns: readonly Float32Array[], labels: Int32Array, k: number): Panel[] {
  const members: number[][] = Array.from({ length: k }, () => [])
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) members[labels[i]].push(i)
  const limit = Math.min(panelBytes, scope.device.bindingLimit)
  const capacity = Math.max(1, Math.floor(limit / (16 * columns.length)))
  const size = Math.min(chunkRows, 4 * capacity)
  const panels: Panel[] = []
  let waiting: { cluster: number; rows: number[] }[] = []
  let used = 0
  const close = (): void => {
    if (waiting.length > 0) panels.push(panelOf(scope, columns, waiting, used))
    waiting = []
    used = 0
  }
  members.forEach((rows, cluster) => {
    for (let at = 0; at < rows.length; at += size) {
      const chunk = rows.slice(at, at + size)
      const quads = Math.ceil(chunk.length / 4)
      if (used + quads > capacity) close()
      waiting.push({ cluster, rows: chunk })
      used += quads
    }
  })
  close()
  return panels
}

function panelOf(
  scope: Scope,
  columns: readonly Float32Array[],
  chunks: readonly { cluster: number; rows: number[] }[],
  quads: number,
): Panel {
  const codes = new Float32Array(quads * 4 * columns.length)
  const plan = new Uint32Array(chunks.length * 2)
  let first = 0
  let total = 0
  chunks.forEach(({ rows }, c) => {
    plan.set([first, rows.length], 2 * c)
    columns.forEach((column, j) => {
      const at = (j * quads + first) * 4
      rows.forEach((row, r) => (codes[at + r] = column[row]!))
    })
    first += Math.ceil(rows.length / 4)
    total += rows.length
  })
  return {
    buffer: scope.upload(codes),
    quads,
    rows: total,
    chunks: scope.upload(plan),
    clusters: chunks.map(c => c.cluster),
  }
}
