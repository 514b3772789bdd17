import type { Ranking, ThresholdCounts } from './ranking'

/** Points of a curve by falling threshold; the first stands for a threshold above every score, which is null. */
export interface RocCurve {
  fpr: number[]
  tpr: number[]
  threshold: (number | null)[]
}

export interface PrCurve {
  recall: number[]
  precision: number[]
  threshold: (number | null)[]
}

/** Mean probability, share of positives and rows of each bin that has rows. */
export interface CalibrationCurve {
  predicted: number[]
  observed: number[]
  count: number[]
}

/** Of the rows ranked first: their share of all rows, the share of positives they hold (gain), and gain ÷ share (lift). */
export interface LiftCurve {
  fraction: number[]
  gain: number[]
  lift: number[]
}

const maxPoints = 2000
const calibrationBins = 10

/** Null unless there are positive and negative rows. Points on a straight line between neighbours are left out. */
export function rocCurve(counts: ThresholdCounts, { scores }: Ranking): RocCurve | null {
  const { hits, alarms } = counts
  const last = hits.length - 1
  if (!(hits[last] > 0 && alarms[last] > 0)) return null
  const bends = new Int32Array(hits.length).map((_, k) => k).filter(k => k === 0 || k === last || isBend(counts, k))
  const fpr = shares(bends.length, i => alarms[bends[i]] / alarms[last], 0)
  const tpr = shares(bends.length, i => hits[bends[i]] / hits[last], 0)
  const kept = thin(fpr, tpr)
  return {
    fpr: kept.map(i => fpr[i]),
    tpr: kept.map(i => tpr[i]),
    threshold: kept.map(i => (i === 0 ? null : scores[bends[i - 1]])),
  }
}

/** Null without positive rows. Starts at recall 0, precision 1, as in scikit-learn. */
export function prCurve({ hits, alarms }: ThresholdCounts, { scores }: Ranking): PrCurve | null {
  const positives = hits.at(-1) ?? 0
  if (positives === 0) return null
  const recall = shares(hits.length, k => hits[k] / positives, 0)
  const precision = shares(hits.length, k => hits[k] / (hits[k] + alarms[k]), 1)
  const kept = thin(recall, precision)
  return {
    recall: kept.map(i => recall[i]),
    precision: kept.map(i => precision[i]),
    threshold: kept.map(i => (i === 0 ? null : scores[i - 1])),
  }
}

/** Null without positive rows. */
export function liftCurve({ hits, alarms }: ThresholdCounts): LiftCurve | null {
  const positives = hits.at(-1) ?? 0
  if (positives === 0) return null
  const total = positives + alarms[alarms.length - 1]
  const fraction = hits.map((hit, k) => (hit + alarms[k]) / total)
  const gain = hits.map(hit => hit / positives)
  const kept = thin(fraction, gain)
  return {
    fraction: kept.map(i => fraction[i]),
    gain: kept.map(i => gain[i]),
    lift: kept.map(i => gain[i] / fraction[i]),
  }
}

/** Ten equal bins of the probability; one on an edge belongs to the lower bin, as in scikit-learn. Empty bins are left out. */
export function calibrationCurve(probabilities: Float64Array, truth: Int32Array, positive: number): CalibrationCurve {
  const edges = Array.from({ length: calibrationBins - 1 }, (_, i) => (i + 1) * (1 / calibrationBins))
  const bins = Array.from({ length: calibrationBins }, () => ({ sum: 0, hits: 0, count: 0 }))
  for (let row = 0; row < truth.length; row++) {
    let at = 0
    while (at < edges.length && edges[at] < probabilities[row]) at++
    const bin = bins[at]
    bin.sum += probabilities[row]
    if (truth[row] === positive) bin.hits++
    bin.count++
  }
  const held = bins.filter(({ count }) => count > 0)
  return {
    predicted: held.map(({ sum, count }) => sum / count),
    observed: held.map(({ hits, count }) => hits / count),
    count: held.map(({ count }) => count),
  }
}

/**
 * Indices of at most 2,000 points that keep the curve's shape: a point stays when it lies 1/1000 of an axis or more from the last
 * that stayed (both axes are 0 … 1), more where that is not enough. No point left out is further than that from one that stayed;
 * the area of a ROC curve over a million rows moves by less than 1e-6.
 */
export function thin(x: Float64Array, y: Float64Array): number[] {
  if (x.length <= maxPoints) return Array.from(x.keys())
  for (let reach = 1 / 1000; ; reach *= 1.5) {
    const kept = pointsApart(x, y, reach)
    if (kept.length <= maxPoints) return kept
  }
}

/** The first point, every point that is `reach` away from the one kept before it, and the last. */
function pointsApart(x: Float64Array, y: Float64Array, reach: number): number[] {
  const kept = [0]
  let at = 0
  for (let i = 1; i < x.length; i++) {
    if (i < x.length - 1 && Math.abs(x[i] - x[at]) < reach && Math.abs(y[i] - y[at]) < reach) continue
    at = i
    kept.push(i)
  }
  return kept
}

/** `start`, then the share at every index below `count`. */
function shares(count: number, share: (index: number) => number, start: number): Float64Array {
  const out = new Float64Array(count + 1)
  out[0] = start
  for (let i = 0; i < count; i++) out[i + 1] = share(i)
  return out
}

/** Whether the way to the next threshold differs from the way here. */
function isBend({ hits, alarms }: ThresholdCounts, k: number): boolean {
  return hits[k + 1] - hits[k] !== hits[k] - hits[k - 1] || alarms[k + 1] - alarms[k] !== alarms[k] - alarms[k - 1]
}
