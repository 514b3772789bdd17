import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import type { Scope } from '../../device/scope'
import { bucketOf, bucketSize } from '../../device/tuning'
import { bound, boundRows, describe, empty, type Tensor, zeros } from '../../tensor/tensor'
import { gridOf } from '../pieces'
import type { Plan } from './metric'
import packSource from './pack.wgsl?raw'
import pairsSource from './pairs.wgsl?raw'

const packKernel = kernel({
  name: 'distancePack',
  source: packSource,
  bindings: { x: 'read', out: 'write' },
  uniforms: { skip: 'u32', features: 'u32', cols: 'u32', rows: 'u32', padded: 'u32', width: 'u32' },
})

const pairsKernel = kernel({
  name: 'distancePairs',
  source: pairsSource,
  bindings: { rows: 'read', points: 'read', out: 'write' },
  uniforms: {
    rowCount: 'u32',
    pointCount: 'u32',
    cols: 'u32',
    features: 'u32',
    firstTile: 'u32',
    endTile: 'u32',
    tiles: 'u32',
    parts: 'u32',
    base: 'u32',
    k: 'u32',
    skip: 'u32',
    fresh: 'u32',
    factor: 'f32',
    power: 'f32',
  },
})

/** Registers of an invocation and invocations of a workgroup. */
export interface Tiling {
  /** Fours of rows. */
  quads: number
  /** Points, a multiple of 4. */
  points: number
  lanes: number
}

/** Where the numbers of `pairs.wgsl` go. */
export interface Target {
  binding: GPUBufferBinding
  /** Lists of the k nearest, for every row and part; otherwise a matrix whose rows have k numbers and begin `skip` numbers in. */
  lists: boolean
  k: number
  skip: number
}

/** Rows `first` … `first + rows − 1` of `a` (n × d) against all rows of `b` (m × d). */
export interface Pairs {
  a: Tensor
  b: Tensor
  first: number
  rows: number
  plan: Plan
  tiling: Tiling
  /** Stretches into which the points of a launch are cut, to be worked on at once. */
  parts: number
}

/** Multiply-adds of one launch: about 50 ms on a slow software adapter, and enough at once to keep a GPU busy. */
const launchWork = (device: Device): number => device.lanes * 50_000
const batchBytes = 32 * 2 ** 20

/**
 * On software adapters loads cost most, and big tiles need few: 2 × 4 rows by 16 points take 0.9 of the time of 2 × 4 by 8 on lavapipe,
 * 0.7 of that of 4 by 8. A GPU wants registers for many invocations. Few points or rows get small tiles, and so do powers, which hold
 * two sums.
 */
export function tilingOf(device: Device, plan: Plan, n: number, m: number): Tiling {
  const { software } = device.info
  const powers = plan.form === 4
  const most = powers ? 4 : software ? 16 : 8
  const points = m <= 4 ? 4 : m <= 8 ? Math.min(8, most) : most
  return { quads: software && n > 32 && !powers ? 2 : 1, points, lanes: software ? 8 : 64 }
}

const nameOf = ({ quads, points, lanes }: Tiling): string => `${quads} × 4 rows by ${points} points, ${lanes} lanes`

/** `tilingOf`'s first, and what may be faster on another adapter. */
export function tilingsOf(device: Device, plan: Plan, n: number, m: number): Tiling[] {
  const first = tilingOf(device, plan, n, m)
  if (n <= 32 || m <= 16 || plan.form === 4) return [first]
  const others = [1, 2].flatMap(quads => [8, 16].map(points => ({ ...first, quads, points })))
  return [first, ...others.filter(other => nameOf(other) !== nameOf(first))]
}

/** Multiply-adds of a trial: about 50 ms of SwiftShader. */
const mostTried = 2 ** 26

/** The tiling that is known to be the fastest for tables like these; `compare` does with tables of n × d and m × d what is to be tuned. */
export function tunedTiling(
  device: Device,
  { kernel, plan, n, m }: { kernel: string; plan: Plan; n: number; m: number },
  compare: (scope: Scope, a: Tensor, b: Tensor) => (tiling: Tiling) => void,
): Tiling {
  const [columns, points] = [bucketSize(plan.features), bucketSize(m)]
  const rows = Math.min(bucketSize(n), Math.max(64, Math.floor(mostTried / (columns * points))))
  return device.tuning.choose({
    kernel,
    bucket: bucketOf(n, m, plan.features),
    candidates: tilingsOf(device, plan, n, m),
    name: nameOf,
    trial: scope => compare(scope, zeros(scope, [rows, columns]), zeros(scope, [points, columns])),
  })
}

/**
 * Lanes that tell each other the points they load: those of a subgroup, on software adapters; 0.4 to 0.7 of the time with 16 points, 1.6
 * with 8. Powers and Jaccard load points again.
 */
function broadcastOf({ info, subgroupSize: lanes }: Device, { form, jaccard }: Plan, { points }: Tiling): number {
  return info.software && [4, 8].includes(lanes) && points === 16 && form !== 4 && !jaccard ? lanes : 0
}

/** Rows of a panel. */
export const panelRows = ({ quads, lanes }: Tiling): number => 4 * quads * lanes

/** Parts that keep the adapter busy with `rows` rows, none of fewer than `least` points. */
export function partsOf(device: Device, tiling: Tiling, rows: number, m: number, least: number): number {
  const wanted = device.info.software ? 16 : device.lanes / tiling.lanes
  const panels = Math.ceil(rows / panelRows(tiling))
  return Math.max(1, Math.min(Math.ceil(wanted / panels), Math.floor(m / least)))
}

/**
 * Rows of `a` to take at once: launches and packed copies that are not too large, whole panels of them, and `bytes` of results a row that
 * can be bound.
 */
export function rowsAtOnce(device: Device, plan: Plan, tiling: Tiling, bytes: number): number {
  const panel = panelRows(tiling)
  const byWork = launchWork(device) / (tiling.points * plan.features * 4)
  const byInput = Math.min(batchBytes, device.bindingLimit - 256) / (plan.cols * 4)
  const byOutput = (device.bindingLimit - 256) / bytes
  if (byOutput < 1) throw new Error(`${bytes} bytes of a row are beyond the adapter's binding limit.`)
  const whole = (rows: number): number => Math.floor(rows / panel) * panel
  return Math.min(Math.max(panel, whole(Math.min(byWork, byInput))), whole(byOutput) || Math.floor(byOutput))
}

/** Throws for tables that cannot be compared. */
export function checkTables(a: Tensor, b: Tensor): void {
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[1] !== b.shape[1])
    throw new Error(`Rows of ${describe(a.shape)} have no distance to rows of ${describe(b.shape)}.`)
}

/** Launches the comparison, points in batches: lists grow with each. */
export function compare(device: Device, pairs: Pairs, { binding, lists, k, skip }: Target): void {
  using scope = device.scope()
  const { a, b, first, rows, plan, tiling, parts } = pairs
  const width = panelRows(tiling)
  const packed = pack(device, scope, a, { first, rows, width, plan })
  const panels = Math.ceil(rows / width)
  const m = b.shape[0]
  const batch = Math.max(1, Math.floor(batchBytes / (plan.cols * 4) / tiling.points)) * tiling.points
  const step = Math.max(1, Math.floor(launchWork(device) / (panels * width * tiling.points * plan.features * parts)))
  for (let base = 0; base < m; base += batch) {
    const count = Math.min(batch, m - base)
    const points = pack(device, scope, b, { first: base, rows: count, width: tiling.points, plan })
    const endTile = Math.ceil(count / tiling.points)
    for (let firstTile = 0; firstTile < endTile; firstTile += step * parts) {
      const tiles = Math.min(step, Math.ceil((endTile - firstTile) / parts))
      device.run(pairsKernel, {
        bindings: { rows: packed, points, out: binding },
        uniforms: {
          rowCount: rows,
          pointCount: count,
          cols: plan.cols,
          features: plan.features,
          firstTile,
          endTile,
          tiles,
          parts,
          base,
          k,
          skip,
          fresh: Number(base === 0 && firstTile === 0),
          factor: plan.factor,
          power: plan.power,
        },
        constants: { lanes: tiling.lanes, root: Number(plan.root) },
        variant: {
          quads: tiling.quads,
          points: tiling.points,
          form: plan.form,
          jaccard: plan.jaccard,
          broadcast: broadcastOf(device, plan, tiling),
          lists: Number(lists),
        },
        groups: [panels, parts],
        work: panels * width * tiles * parts * tiling.points * plan.features,
      })
    }
  }
}

interface Packing {
  first: number
  rows: number
  width: number
  plan: Plan
}

function pack(device: Device, scope: Scope, x: Tensor, { first, rows, width, plan }: Packing): GPUBufferBinding {
  const padded = Math.ceil(rows / width) * width
  const out = bound(empty(scope, [padded, plan.cols]))
  const from = boundRows(x, first, rows)
  device.run(packKernel, {
    bindings: { x: from, out },
    uniforms: { skip: from.skip, features: x.shape[1], cols: plan.cols, rows, padded, width },
    constants: { form: plan.packed },
    groups: gridOf(Math.ceil(padded / 32)),
    work: padded * plan.cols * 4,
  })
  return out
}
