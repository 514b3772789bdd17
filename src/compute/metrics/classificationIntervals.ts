import { meanProportionInterval, wilsonInterval } from '../statistics/proportion'
import { averagePrecisionError, rocAreaInterval, rocInfluence } from './areaErrors'
import { cellEstimate, type CellFigure } from './cellErrors'
import type { Prepared } from './classification'
import { classesPresent, type Confusion, confusion } from './confusion'
import {
  halls,
  type Interval,
  linkedInterval,
  type MadeIntervals,
  madeBy,
  meanInterval,
  studentReach,
} from './intervals'
import { areas } from './ranking'

/** 95 % intervals of the figures that have one; `bench/results/coverage.md` says how often they cover. */
export function classificationIntervals(prepared: Prepared): MadeIntervals {
  const { rows, losses, scores } = prepared
  if (rows.truth.length === 0) return madeBy({})
  const matrix = confusion(rows)
  return madeBy({
    accuracy: [wilsons, wilson(accuracyOf(matrix))],
    ...(rows.nClasses === 2 ? ofTwo(matrix, rows.positive ?? 1) : ofMany(matrix)),
    matthews: [delta, cellInterval(matrix, 'matthews')],
    kappa: [delta, cellInterval(matrix, 'kappa')],
    ...areaIntervals(prepared),
    logLoss: [halls, losses && meanInterval(losses)],
    brier: [halls, scores && meanInterval(scores)],
  })
}

const wilsons = 'Wilson’s'
const wilsonMeans = 'Wilson’s, added in squares'
const delta = 'the delta method’s'

type Found = Record<string, [method: string, interval: Interval | undefined]>

interface Proportion {
  successes: number
  trials: number
}

const wilson = ({ successes, trials }: Proportion): Interval | undefined =>
  trials > 0 ? wilsonInterval(successes, trials) : undefined

/** Rows of a class that were called it, of all that are of it, or that were called it. */
function shares({ n, counts }: Confusion, c: number): { recall: Proportion; precision: Proportion } {
  let [support, called] = [0, 0]
  for (let k = 0; k < n; k++) {
    support += counts[c * n + k]
    called += counts[k * n + c]
  }
  const successes = counts[c * n + c]
  return { recall: { successes, trials: support }, precision: { successes, trials: called } }
}

const accuracyOf = ({ n, counts, total }: Confusion): Proportion => {
  let successes = 0
  for (let c = 0; c < n; c++) successes += counts[c * n + c]
  return { successes, trials: total }
}

function meanOf(all: readonly Proportion[]): Interval | undefined {
  const held = all.filter(({ trials }) => trials > 0)
  return held.length > 0 ? meanProportionInterval(held) : undefined
}

function ofTwo(matrix: Confusion, positive: number): Found {
  const { recall, precision } = shares(matrix, positive)
  const others = shares(matrix, 1 - positive).recall
  // F1 grows with the share of rows that are and were called positive among those that are or were: F1 = 2 J / (1 + J).
  const either = wilson({ ...recall, trials: recall.trials + precision.trials - recall.successes })
  return {
    balancedAccuracy: [wilsonMeans, meanOf([recall, others])],
    precision: [wilsons, wilson(precision)],
    recall: [wilsons, wilson(recall)],
    specificity: [wilsons, wilson(others)],
    f1: [wilsons, either && [(2 * either[0]) / (1 + either[0]), (2 * either[1]) / (1 + either[1])]],
  }
}

function ofMany(matrix: Confusion): Found {
  const each = classesPresent(matrix).map(c => shares(matrix, c))
  const recall = meanOf(each.map(s => s.recall))
  return {
    balancedAccuracy: [wilsonMeans, recall],
    precision: [wilsonMeans, meanOf(each.map(s => s.precision))],
    recall: [wilsonMeans, recall],
    specificity: [delta, cellInterval(matrix, 'specificity')],
    f1: [delta, cellInterval(matrix, 'f1')],
  }
}

function cellInterval(matrix: Confusion, figure: CellFigure): Interval | undefined {
  const found = matrix.total > 1 ? cellEstimate(matrix, figure) : null
  if (!found) return undefined
  const link = figure === 'kappa' || figure === 'matthews' ? 'fisher' : 'logit'
  return linkedInterval(link, found.value, found.error, studentReach(matrix.total))
}

/** Of several classes the areas are means, and a row moves all of them. */
function areaIntervals({ rows: { truth }, rankings, scored, counts: all }: Prepared): Found {
  const n = truth.length
  const held = rankings.flatMap((ranking, i) => {
    const counts = all[i]
    const { rocAuc, prAuc } = areas(counts)
    return rocAuc === null || prAuc === null ? [] : [{ ranking, counts, rocAuc, prAuc, positive: scored[i] }]
  })
  if (held.length === 0 || n < 3) return {}
  if (rankings.length === 1) {
    const [{ counts, rocAuc, prAuc }] = held
    const [positives, negatives] = [counts.hits.at(-1)!, counts.alarms.at(-1)!]
    const error = averagePrecisionError(counts, prAuc)
    return {
      rocAuc: ['Newcombe’s', rocAreaInterval(rocAuc, positives, negatives)],
      prAuc: [
        delta,
        linkedInterval('logit', prAuc, error, studentReach(n)) ?? wilsonInterval(prAuc * positives, positives),
      ],
    }
  }
  const moved = new Float64Array(n)
  let mean = 0
  for (const { ranking, counts, rocAuc, positive } of held) {
    mean += rocAuc / held.length
    const own = rocInfluence(ranking, counts, truth, positive)
    for (let row = 0; row < n; row++) moved[row] += own[row] / held.length
  }
  const error = Math.sqrt(moved.reduce((sum, z) => sum + z * z, 0) / (n - 1) / n)
  return { rocAuc: ['DeLong’s', linkedInterval('logit', mean, error, studentReach(n))] }
}
