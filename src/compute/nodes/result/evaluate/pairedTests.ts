import { chiefPart, type PairTest } from '../../../../shared/results/evaluation'
import { rocInfluence } from '../../../metrics/areaErrors'
import { prepare } from '../../../metrics/classification'
import { areaDifference, type Difference, meanDifference, rightDifference } from '../../../metrics/pairedDifference'
import { mcNemar } from '../../../metrics/pairedTest'
import { areas } from '../../../metrics/ranking'
import type { JudgedClassifier } from './classifiers'
import type { JudgedRegressor } from './regressors'

/** Below this, chance alone is not a good account of the difference. */
const significance = 0.05
/** Within this a share of rows, or an area, is the same for practice; of losses this part of the smaller one is. */
export const sameShare = 0.01
export const sameLoss = 0.05

/** A test with what is told of it. */
export interface Pair {
  test: PairTest
  labels: [string, string]
  /** Rows that only the first, only the second gets right; of losses, rows it has the smaller one in. Absent where rows do not count. */
  only?: [number, number]
}

/** A figure of a pair before the other pairs are known. */
interface Compared {
  metric: string
  method: PairTest['method']
  difference: Difference | null
  only?: [number, number]
  within: number
}

/** Every pair of classifiers over their chief partition, figure by figure, accuracy first. */
export function classifierTests(all: readonly JudgedClassifier[]): Pair[] {
  return tested(all, ([a, b]) => {
    const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
    const truths = [first, second].map(({ rows }, i) => Array.from(rows.truth, c => String([a, b][i].classes[c])))
    if (!sameRows(first, second) || truths[0].some((c, i) => c !== truths[1][i]))
      return [untested('accuracy', 'mcNemar')]
    const place = new Map(a.classes.map((c, i) => [String(c), i]))
    const says = second.rows.predicted.map(c => place.get(String(b.classes[c])) ?? -1)
    const { truth, predicted } = first.rows
    const { onlyFirst, onlySecond, midP } = mcNemar(truth, predicted, says)
    return [
      {
        metric: 'accuracy',
        method: 'mcNemar',
        difference: truth.length > 0 ? rightDifference(onlyFirst, onlySecond, truth.length, midP) : null,
        only: [onlyFirst, onlySecond],
        within: sameShare,
      },
      ...probabilityTests(a, b),
    ]
  })
}

/** What probabilities say of two classifiers on the same rows: log loss, and with two classes the area under the ROC curve. */
function probabilityTests(a: JudgedClassifier, b: JudgedClassifier): Compared[] {
  const [first, second] = [a, b].map(({ parts }) => prepare(chiefPart(parts).rows))
  if (!first.losses || !second.losses) return []
  const losses = lossTest('logLoss', first.losses, second.losses)
  const alike = a.classes.length === 2 && String(a.classes[a.positive!]) === String(b.classes[b.positive!])
  // Scores of different folds' models do not rank each other's rows.
  if (!alike || a.folds) return [losses]
  const [one, other] = [first, second].map(
    ({ rankings: [ranking], scored: [positive], counts: [counts], rows: { truth } }) => {
      const { rocAuc } = areas(counts)
      return rocAuc === null ? null : { rocAuc, moves: rocInfluence(ranking, counts, truth, positive) }
    },
  )
  if (!one || !other) return [losses]
  const moves = one.moves.map((z, i) => z - other.moves[i])
  return [
    losses,
    {
      metric: 'rocAuc',
      method: 'deLong',
      difference: areaDifference(one.rocAuc - other.rocAuc, moves),
      within: sameShare,
    },
  ]
}

/** Every pair of regressors over their chief partition: by absolute errors, and by squared ones. */
export function regressorTests(all: readonly JudgedRegressor[]): Pair[] {
  return tested(all, ([a, b]) => {
    const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
    const { truth } = first.rows
    if (!sameRows(first, second) || truth.some((y, i) => y !== second.rows.truth[i]))
      return [untested('mae', 'pairedT')]
    const [e, f] = [first, second].map(({ rows }) => truth.map((y, i) => Math.abs(y - rows.predicted[i])))
    const squared = (errors: Float64Array): Float64Array => errors.map(x => x * x)
    return [lossTest('mae', e, f), lossTest('mse', squared(e), squared(f))]
  })
}

/** Losses of the same rows; the first leads by what it loses less. */
function lossTest(metric: string, first: Float64Array, second: Float64Array): Compared {
  const leads = second.map((loss, i) => loss - first[i])
  const less = (sign: 1 | -1): number => leads.reduce((n, d) => n + (sign * d > 0 ? 1 : 0), 0)
  const mean = (losses: Float64Array): number => losses.reduce((sum, x) => sum + x / losses.length, 0)
  const difference = leads.length > 0 && leads.every(Number.isFinite) ? meanDifference(leads) : null
  return {
    metric,
    method: 'pairedT',
    difference,
    only: [less(1), less(-1)],
    within: sameLoss * Math.min(mean(first), mean(second)),
  }
}

const untested = (metric: string, method: PairTest['method']): Compared => ({
  metric,
  method,
  difference: null,
  only: [0, 0],
  within: 0,
})

interface Subjects {
  subject: { name: string; short: string }
  parts: readonly { name: 'train' | 'validation' | 'test' | 'all'; rows: { truth: { length: number } } }[]
}

/** The tests of every pair, figure by figure; each figure's pairs are adjusted for one another. */
function tested<T extends Subjects>(all: readonly T[], compare: (pair: [T, T]) => Compared[]): Pair[] {
  const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]))
  const made = pairs.map(pair => compare(pair))
  const metrics = [...new Set(made.flatMap(m => m.map(c => c.metric)))]
  return metrics.flatMap(metric => {
    const own = pairs.flatMap(([a, b], i) => {
      const found = made[i].find(c => c.metric === metric)
      return found ? [{ a, b, found }] : []
    })
    const levels = holm(own.map(({ found }) => found.difference?.pValue ?? null))
    return own.map(({ a, b, found: { method, difference, only, within } }, i): Pair => {
      const { adjusted, alpha } = levels[i]
      const probability = difference?.equal(within) ?? null
      const ahead = (difference?.value ?? 0) >= 0 ? a : b
      return {
        test: {
          models: [a.subject.name, b.subject.name],
          metric,
          method,
          rows: difference ? chiefPart(a.parts).rows.truth.length : 0,
          pValue: difference?.pValue ?? null,
          adjusted,
          better: adjusted !== null && adjusted < significance ? ahead.subject.name : null,
          difference: difference?.value ?? null,
          interval: difference?.interval(alpha) ?? null,
          equal: probability === null ? null : { within, probability },
        },
        labels: [a.subject.short, b.subject.short],
        ...(only && { only }),
      }
    })
  })
}

/**
 * Holm's (1979) step-down adjustment; tests that were not made do not count. `alpha`: the level at which the procedure tests each, so
 * that an interval of it leaves out 0 just where the adjusted p-value is below the significance.
 */
export function holm(pValues: readonly (number | null)[]): { adjusted: number | null; alpha: number }[] {
  const made = pValues.map((p, i) => ({ p, i })).filter((t): t is { p: number; i: number } => t.p !== null)
  const out = pValues.map((): { adjusted: number | null; alpha: number } => ({ adjusted: null, alpha: significance }))
  let [reached, alpha] = [0, significance]
  for (const [rank, { p, i }] of made.sort((x, y) => x.p - y.p).entries()) {
    // Once one test finds nothing, all behind it are held to its level.
    if (reached < significance) alpha = significance / (made.length - rank)
    reached = Math.max(reached, Math.min(1, p * (made.length - rank)))
    out[i] = { adjusted: reached, alpha }
  }
  return out
}

const sameRows = (a: { name: string; index: Uint32Array }, b: { name: string; index: Uint32Array }): boolean =>
  a.name === b.name && a.index.length === b.index.length && a.index.every((row, i) => row === b.index[i])
