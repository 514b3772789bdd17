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
  const bends = [-1, ...Array.from(hits.keys()).filter(k => k === 0 || k === last || isBend(counts, k))]
  const fpr = bends.map(k => (k < 0 ? 0 : alarms[k] / alarms[last]))
  const tpr = bends.map(k => (k < 0 ? 0 : hits[k] / hits[last]))
  const kept = thin(fpr, tpr)
  return {
    fpr: kept.map(i => fpr[i]),
    tpr: kept.map(i => tpr[i]),
    threshold: kept.map(i => (bends[i] < 0 ? null : scores[bends[i]])),
  }
}

/** Null without positive rows. Starts at recall 0, precision 1, as in scikit-learn. */
export function prCurve({ hits, alarms }: ThresholdCounts, { scores }: Ranking): PrCurve | null {
  const positives = hits.at(-1) ?? 0
  if (positives === 0) return null
  const recall = [0, ...Array.from(hits, hit => hit / positives)]
  const precision = [1, ...Array.from(hits, (hit, k) => hit / (hit + alarms[k]))]
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
  const fraction = Array.from(hits, (hit, k) => (hit + alarms[k]) / total)
  const gain = Array.from(hits, hit => hit / positives)
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
 * the area of a ROC curve over a million rows moves by about 1e-6.
 */
export function thin(x: readonly number[], y: readonly number[]): number[] {
  const all = Array.from(x.keys())
  for (let reach = 1 / 1000, kept = all; ; reach *= 1.5) {
    if (kept.length <= maxPoints) return kept
    let last = 0
    kept = all.filter(i => {
      const stays =
        i === 0 || i === x.length - 1 || Math.max(Math.abs(x[i] - x[last]), Math.abs(y[i] - y[last])) >= reach
      if (stays) last = i
      return stays
    })
  }
}

/** Whether the way to the next threshold differs from the way here. */
function isBend({ hits, alarms }: ThresholdCounts, k: number): boolean {
  return hits[k + 1] - hits[k] !== hits[k] - hits[k - 1] || alarms[k + 1] - alarms[k] !== alarms[k] - alarms[k - 1]
}
