import { normalReach, type Interval } from './intervals'
import type { Ranking, ThresholdCounts } from './ranking'

/**
 * Interval of the area under one ROC curve by Newcombe's (2006) method 5: the areas whose own standard error, after Hanley and McNeil
 * (1982), reaches the one found. It has both ends also where every positive row stands above every negative one.
 */
export function rocAreaInterval(area: number, positives: number, negatives: number): Interval {
  const middle = (positives + negatives) / 2 - 1
  const error = (a: number): number =>
    Math.sqrt((a * (1 - a) * (1 + (middle * (1 - a)) / (2 - a) + (middle * a) / (1 + a))) / (positives * negatives))
  const meets = (a: number): boolean => Math.abs(area - a) <= normalReach * error(a)
  return [endOf(meets, area, 0), endOf(meets, area, 1)]
}

/** Halves the way from `from`, where it holds, to `to`, until the last place where it does. */
function endOf(holds: (at: number) => boolean, from: number, to: number): number {
  if (from === to) return to
  let [inside, outside] = [from, to]
  for (let i = 0; i < 60; i++) {
    const at = (inside + outside) / 2
    if (holds(at)) inside = at
    else outside = at
  }
  return inside
}

/**
 * By how much each of n rows moves the area under the ROC curve of one class against the rest, times n: how its score stands among those
 * of the other side (DeLong, DeLong and Clarke-Pearson 1988). Their deviation ÷ √n is the area's standard error.
 */
export function rocInfluence(
  { order, ends }: Ranking,
  { hits, alarms }: ThresholdCounts,
  truth: Int32Array,
  positive: number,
): Float64Array {
  const n = truth.length
  const [positives, negatives] = [hits[hits.length - 1], alarms[alarms.length - 1]]
  const out = new Float64Array(n)
  let [at, hit, alarm, area] = [0, 0, 0, 0]
  for (let group = 0; group < ends.length; group++) {
    const [hitsHere, alarmsHere] = [hits[group] - hit, alarms[group] - alarm]
    const below = (negatives - alarm - alarmsHere / 2) / negatives
    const above = (hit + hitsHere / 2) / positives
    area += (hitsHere / positives) * below
    for (; at < ends[group]; at++) out[order[at]] = truth[order[at]] === positive ? below : above
    ;[hit, alarm] = [hits[group], alarms[group]]
  }
  for (let row = 0; row < n; row++)
    out[row] = ((out[row] - area) * n) / (truth[row] === positive ? positives : negatives)
  return out
}

/** Standard error of average precision over n rows: from how far each row moves it, summed by groups of equal scores. */
export function averagePrecisionError({ hits, alarms }: ThresholdCounts, average: number): number {
  const groups = hits.length
  const positives = hits[groups - 1]
  const n = positives + alarms[groups - 1]
  let [inverse, pull, squares] = [0, 0, 0]
  for (let g = groups - 1; g >= 0; g--) {
    const [hitBefore, alarmBefore] = g > 0 ? [hits[g - 1], alarms[g - 1]] : [0, 0]
    const [more, others] = [hits[g] - hitBefore, alarms[g] - alarmBefore]
    const called = hits[g] + alarms[g]
    inverse += more / called
    pull += (more * hits[g]) / called ** 2
    const ofPositive = (hits[g] / called + inverse - pull - average) / positives
    const ofNegative = -pull / positives
    squares += more * ofPositive ** 2 + others * ofNegative ** 2
  }
  return Math.sqrt((squares * n) / (n - 1))
}
