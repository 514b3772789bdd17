import { chiefPart, type PairTest } from '../../../../shared/results/evaluation'
import { meanInterval } from '../../../metrics/bootstrap'
import { mcNemar, pairedT } from '../../../metrics/pairedTest'
import type { JudgedClassifier } from './classifiers'
import type { JudgedRegressor } from './regressors'

/** Below this, chance alone is not a good account of the difference. */
const significance = 0.05

/** A test with what is told of it. */
export interface Pair {
  test: PairTest
  labels: [string, string]
  /** Rows that only the first, only the second gets right; of regressors, rows it is nearer in. */
  only: [number, number]
  /** What the first is ahead by: of right rows their share, of errors the mean absolute one. The intervals of all pairs hold at once in 95 %. */
  lead: { value: number; low: number | null; high: number | null } | null
}

type Raw = Omit<Pair, 'test' | 'lead'> & {
  test: Omit<PairTest, 'adjusted' | 'better'>
  /** Row by row what the first is ahead by; null where there is no test. */
  leads: Float64Array | null
  ahead: 0 | 1
}

/** McNemar's test of every pair of classifiers over their chief partition. */
export function classifierTests(all: readonly JudgedClassifier[]): Pair[] {
  return adjusted(
    pairsOf(all).map(([a, b]): Raw => {
      const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
      const truths = [
        Array.from(first.rows.truth, c => String(a.classes[c])),
        Array.from(second.rows.truth, c => String(b.classes[c])),
      ]
      if (!sameRows(first, second) || truths[0].some((c, i) => c !== truths[1][i])) return untested(a, b, 'mcNemar')
      const place = new Map(a.classes.map((c, i) => [String(c), i]))
      const says = second.rows.predicted.map(c => place.get(String(b.classes[c])) ?? -1)
      const { truth, predicted } = first.rows
      const { onlyFirst, onlySecond, midP } = mcNemar(truth, predicted, says)
      const leads = Float64Array.from(truth, (c, i) => (predicted[i] === c ? 1 : 0) - (says[i] === c ? 1 : 0))
      return {
        test: { models: [a.subject.name, b.subject.name], method: 'mcNemar', rows: truth.length, pValue: midP },
        labels: [a.subject.short, b.subject.short],
        only: [onlyFirst, onlySecond],
        leads,
        ahead: onlyFirst >= onlySecond ? 0 : 1,
      }
    }),
  )
}

/** Student's paired test of absolute errors of every pair of regressors over their chief partition. */
export function regressorTests(all: readonly JudgedRegressor[]): Pair[] {
  return adjusted(
    pairsOf(all).map(([a, b]): Raw => {
      const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
      const { truth } = first.rows
      if (!sameRows(first, second) || truth.some((y, i) => y !== second.rows.truth[i])) return untested(a, b, 'pairedT')
      const errors = [first, second].map(({ rows }) => truth.map((y, i) => Math.abs(y - rows.predicted[i])))
      const { meanDifference, pValue } = pairedT(errors[0], errors[1])
      const leads = errors[1].map((e, i) => e - errors[0][i])
      const nearer = (sign: 1 | -1): number => leads.reduce((n, d) => n + (sign * d > 0 ? 1 : 0), 0)
      return {
        test: {
          models: [a.subject.name, b.subject.name],
          method: 'pairedT',
          rows: truth.length,
          pValue: pValue !== null && Number.isFinite(pValue) ? pValue : null,
        },
        labels: [a.subject.short, b.subject.short],
        only: [nearer(1), nearer(-1)],
        leads,
        ahead: (meanDifference ?? 0) <= 0 ? 0 : 1,
      }
    }),
  )
}

/** p-values and intervals adjusted for the number of pairs; a model does better only where its own stays below the line. */
function adjusted(raw: readonly Raw[]): Pair[] {
  const all = holm(raw.map(r => r.test.pValue))
  const made = all.filter(p => p !== null).length
  return raw.map(({ test, ahead, leads, ...rest }, i): Pair => {
    const p = all[i]
    const better = p !== null && p < significance ? test.models[ahead] : null
    return { ...rest, lead: leads && meanOf(leads, Math.max(1, made)), test: { ...test, adjusted: p, better } }
  })
}

/** Holm's (1979) step-down adjustment; tests that were not made do not count. */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const made = pValues.map((p, i) => ({ p, i })).filter((t): t is { p: number; i: number } => t.p !== null)
  const out: (number | null)[] = pValues.map(() => null)
  let reached = 0
  for (const [rank, { p, i }] of made.sort((x, y) => x.p - y.p).entries()) {
    reached = Math.max(reached, Math.min(1, p * (made.length - rank)))
    out[i] = reached
  }
  return out
}

interface Named {
  subject: { name: string; short: string }
}

const untested = (a: Named, b: Named, method: PairTest['method']): Raw => ({
  test: { models: [a.subject.name, b.subject.name], method, rows: 0, pValue: null },
  labels: [a.subject.short, b.subject.short],
  only: [0, 0],
  leads: null,
  ahead: 0,
})

function meanOf(values: Float64Array, many: number): Pair['lead'] {
  if (values.length === 0) return null
  const value = values.reduce((sum, v) => sum + v, 0) / values.length
  if (!Number.isFinite(value)) return null
  const [low, high] = meanInterval(values, many) ?? [null, null]
  return { value, low, high }
}

const sameRows = (a: { name: string; index: Uint32Array }, b: { name: string; index: Uint32Array }): boolean =>
  a.name === b.name && a.index.length === b.index.length && a.index.every((row, i) => row === b.index[i])

const pairsOf = <T>(all: readonly T[]): [T, T][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]))
