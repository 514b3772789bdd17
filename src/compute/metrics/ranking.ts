import { argsort } from './argsort'

/** Rows by falling score. Rows with equal scores form one group, for no threshold parts them. */
export interface Ranking {
  order: Uint32Array
  /** Position behind each group in `order`. */
  ends: Uint32Array
  /** Score of each group. */
  scores: Float64Array
}

/** Rows called positive at each threshold (score ≥ the group's), by whether they are. */
export interface ThresholdCounts {
  hits: Float64Array
  alarms: Float64Array
}

export function rank(scores: Float64Array): Ranking {
  const order = argsort(scores).reverse()
  const n = order.length
  const ends = new Uint32Array(n)
  const levels = new Float64Array(n)
  let groups = 0
  for (let i = 0; i < n; i++) {
    if (i + 1 < n && scores[order[i]] === scores[order[i + 1]]) continue
    levels[groups] = scores[order[i]]
    ends[groups++] = i + 1
  }
  return { order, ends: ends.subarray(0, groups), scores: levels.subarray(0, groups) }
}

/** Counts for `positive` against all other classes, each row `weights[row]` times where weights are given. */
export function thresholdCounts(
  { order, ends }: Ranking,
  truth: Int32Array,
  positive: number,
  weights?: Float64Array,
): ThresholdCounts {
  const hits = new Float64Array(ends.length)
  const alarms = new Float64Array(ends.length)
  let [hit, alarm, at] = [0, 0, 0]
  for (let group = 0; group < ends.length; group++) {
    for (; at < ends[group]; at++) {
      const row = order[at]
      const weight = weights ? weights[row] : 1
      if (truth[row] === positive) hit += weight
      else alarm += weight
    }
    hits[group] = hit
    alarms[group] = alarm
  }
  return { hits, alarms }
}

export interface Areas {
  /** Chance that a positive row scores above a negative one, ties half; null unless there are both. */
  rocAuc: number | null
  /** Average precision Σ (Rₖ − Rₖ₋₁) Pₖ; null without positive rows (scikit-learn warns and says 0). */
  prAuc: number | null
}

export function areas({ hits, alarms }: ThresholdCounts): Areas {
  const positives = hits.at(-1) ?? 0
  const negatives = alarms.at(-1) ?? 0
  let pairs = 0
  let precisions = 0
  let [hit, alarm] = [0, 0]
  for (let k = 0; k < hits.length; k++) {
    const more = hits[k] - hit
    pairs += (alarms[k] - alarm) * (hit + more / 2)
    if (more > 0) precisions += (more * hits[k]) / (hits[k] + alarms[k])
    hit = hits[k]
    alarm = alarms[k]
  }
  return {
    rocAuc: positives > 0 && negatives > 0 ? pairs / positives / negatives : null,
    prAuc: positives > 0 ? precisions / positives : null,
  }
}
