import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, boundRows, describe, empty, reshape, type Tensor } from '../../tensor/tensor'
import { loopGroups } from '../pieces'
import { mergeLists } from '../topK/lists'
import listedSource from './listed.wgsl?raw'
import type { Metric } from '../../../shared/neighbours'
import { planOf } from './metric'
import { checkTables, compare, panelRows, partsOf, rowsAtOnce, type Tiling, tunedTiling } from './tiles'

const listedKernel = kernel({
  name: 'distanceListed',
  source: listedSource,
  bindings: { lists: 'read', distances: 'write', indices: 'write' },
  uniforms: { count: 'u32', skip: 'u32', factor: 'f32' },
})

export interface NearestOptions {
  tiling?: Tiling
  /** Stretches of points, merged afterwards; chosen by the adapter unless given. */
  parts?: number
}

/**
 * The k nearest rows of `points` (m × d) for every row of `queries` (n × d), nearest first: their distances and their numbers (u32),
 * both n × k. Points at the same distance stand by number. The n × m distances are never in memory: every lane keeps lists by
 * insertion, and grows them launch by launch.
 * Errors: a plain `Error` for shapes that do not fit and for k above m.
 */
export function nearest(
  device: Device,
  queries: Tensor,
  points: Tensor,
  k: number,
  metric: Metric,
  out: { distances: Tensor; indices: Tensor },
  options: NearestOptions = {},
): void {
  checkTables(queries, points)
  const [n, d] = queries.shape as [number, number]
  const m = points.shape[0]
  if (k > m) throw new Error(`${m} points have no ${k} nearest.`)
  for (const { shape } of [out.distances, out.indices])
    if (describe(shape) !== describe([n, k]))
      throw new Error(`The ${k} nearest of ${n} rows do not fit ${describe(shape)}.`)
  if (k === 0) return
  const plan = planOf(metric, d)
  const tiling =
    options.tiling ??
    tunedTiling(device, { kernel: `nearest ${metric.name}`, plan, n, m }, (scope, x, y) => {
      const most = Math.min(k, y.shape[0])
      const [distances, indices] = [empty(scope, [x.shape[0], most]), empty(scope, [x.shape[0], most])]
      return tried => nearest(device, x, y, most, metric, { distances, indices }, { tiling: tried })
    })
  const panel = panelRows(tiling)
  // Lists are there for whole panels of rows.
  const mostParts = Math.max(1, Math.floor((device.bindingLimit - 256) / (panel * k * 8)))
  const parts = options.parts ?? Math.min(mostParts, partsOf(device, tiling, n, m, Math.max(64, 4 * k)))
  const step = rowsAtOnce(device, plan, tiling, parts * k * 8)
  for (let first = 0; first < n; first += step) {
    using scope = device.scope()
    const rows = Math.min(step, n - first)
    const padded = Math.ceil(rows / panel) * panel
    const lists = { buffer: bound(empty(scope, [padded * parts * k, 2])), rows: padded, parts, k }
    const pairs = { a: queries, b: points, first, rows, plan, tiling, parts }
    compare(device, pairs, { binding: lists.buffer, lists: true, k, skip: 0 })
    const to = boundRows(out.distances, first, rows)
    device.run(listedKernel, {
      bindings: {
        lists: mergeLists(device, scope, lists).buffer,
        distances: to,
        indices: boundRows(out.indices, first, rows),
      },
      uniforms: { count: rows * k, skip: to.skip, factor: plan.factor },
      constants: { root: Number(plan.root) },
      groups: [loopGroups(device, rows * k)],
      work: rows * k * 4,
    })
  }
}

/** The nearest row of `points` (m × d, m ≥ 1) for every row of `rows` (n × d): its distance and its number (u32), both n. */
export function assign(
  device: Device,
  rows: Tensor,
  points: Tensor,
  metric: Metric,
  out: { distances: Tensor; indices: Tensor },
): void {
  const column = (tensor: Tensor): Tensor => reshape(tensor, [rows.shape[0], 1])
  nearest(device, rows, points, 1, metric, { distances: column(out.distances), indices: column(out.indices) })
}
