import type { Block } from '../../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../../shared/results/format'
import { mcNemar, pairedT } from '../../../metrics/pairedTest'
import type { JudgedClassifier } from './classifiers'
import type { JudgedRegressor } from './regressors'
import { chiefPart } from './subjects'

/** Below this, chance alone is not a good account of the difference. */
const significance = 0.05

/** Two models on the same rows. */
export interface PairTest {
  models: [string, string]
  method: 'mcNemar' | 'pairedT'
  rows: number
  /** McNemar: mid-p value. Null where there is no test: other rows, or too few. */
  pValue: number | null
  /** p-value adjusted for the number of pairs (Holm 1979). */
  adjusted: number | null
  /** The model that did better; null where the test does not show a difference. */
  better: string | null
}

interface Raw extends Omit<PairTest, 'adjusted' | 'better'> {
  /** Which of the two did better on these rows, by chance or not. */
  ahead: 0 | 1
  about: string
}

/** McNemar's test of every pair of classifiers over their chief partition. */
export function classifierTests(all: readonly JudgedClassifier[]): { tests: PairTest[]; block: Block } {
  const raw = pairsOf(all).map(([a, b]): Raw => {
    const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
    const models: [string, string] = [a.subject.name, b.subject.name]
    const truths = [
      Array.from(first.rows.truth, c => String(a.classes[c])),
      Array.from(second.rows.truth, c => String(b.classes[c])),
    ]
    if (!sameRows(first, second) || truths[0].some((c, i) => c !== truths[1][i])) return untested(models, 'mcNemar')
    const place = new Map(a.classes.map((c, i) => [String(c), i]))
    const says = second.rows.predicted.map(c => place.get(String(b.classes[c])) ?? -1)
    const { onlyFirst, onlySecond, midP } = mcNemar(first.rows.truth, first.rows.predicted, says)
    const about = `of ${formatCount(first.index.length, 'row')}, only ${models[0]} is right in ${onlyFirst} and only ${models[1]} in ${onlySecond}`
    return {
      models,
      method: 'mcNemar',
      rows: first.index.length,
      pValue: midP,
      ahead: onlyFirst >= onlySecond ? 0 : 1,
      about,
    }
  })
  return verdicts(raw, "McNemar's test, mid-p", all[0])
}

/** Student's paired test of absolute errors of every pair of regressors over their chief partition. */
export function regressorTests(all: readonly JudgedRegressor[]): { tests: PairTest[]; block: Block } {
  const raw = pairsOf(all).map(([a, b]): Raw => {
    const [first, second] = [chiefPart(a.parts), chiefPart(b.parts)]
    const models: [string, string] = [a.subject.name, b.subject.name]
    const { truth } = first.rows
    if (!sameRows(first, second) || truth.some((y, i) => y !== second.rows.truth[i])) return untested(models, 'pairedT')
    const errors = [first, second].map(({ rows }) => truth.map((y, i) => Math.abs(y - rows.predicted[i])))
    const { meanDifference, pValue } = pairedT(errors[0], errors[1])
    const ahead = (meanDifference ?? 0) <= 0 ? 0 : 1
    const by = Math.abs(meanDifference ?? 0)
    const about = `over ${formatCount(truth.length, 'row')}, the mean absolute error of ${models[ahead]} is ${formatNumber(by)} smaller`
    const known = pValue !== null && Number.isFinite(pValue) ? pValue : null
    return { models, method: 'pairedT', rows: truth.length, pValue: known, ahead, about }
  })
  return verdicts(raw, "Student's paired test of absolute errors", all[0])
}

function verdicts(
  raw: readonly Raw[],
  method: string,
  first: { parts: readonly { name: 'train' | 'validation' | 'test' | 'all' }[]; folds?: unknown },
): { tests: PairTest[]; block: Block } {
  const adjusted = holm(raw.map(r => r.pValue))
  const tests = raw.map(({ models, method, rows, pValue, ahead }, i): PairTest => {
    const p = adjusted[i]
    return { models, method, rows, pValue, adjusted: p, better: p !== null && p < significance ? models[ahead] : null }
  })
  const many = raw.length > 1 ? `, adjusted for ${raw.length} pairs` : ''
  const part = chiefPart(first.parts).name
  const caution = first.folds
    ? ' Folds share training rows, so small p-values are somewhat too small.'
    : part === 'train' || part === 'all'
      ? ' These rows include those that the models learned from: hold rows out for a fair test.'
      : ''
  return {
    tests,
    block: {
      kind: 'text',
      id: 'tests',
      title: 'Is the difference more than chance?',
      text: [...tests.map((test, i) => sentenceOf(test, raw[i].about)), `${method}${many}.${caution}`].join('\n'),
    },
  }
}

/** Says which did better only where the test does. */
function sentenceOf({ models: [a, b], adjusted, better, rows }: PairTest, about: string): string {
  if (adjusted === null)
    return rows === 0
      ? `${a} and ${b} were judged on different rows: there is no test between them.`
      : `${a} and ${b}: too few rows for a test.`
  const p = adjusted < 0.001 ? 'p < 0.001' : `p = ${formatNumber(adjusted, 'p')}`
  return better === null
    ? `${a} and ${b}: no difference beyond chance is shown (${p}; ${about}).`
    : `${better} does better than ${better === a ? b : a} (${p}; ${about}).`
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

const untested = (models: [string, string], method: PairTest['method']): Raw => ({
  models,
  method,
  rows: 0,
  pValue: null,
  ahead: 0,
  about: '',
})

const sameRows = (a: { name: string; index: Uint32Array }, b: { name: string; index: Uint32Array }): boolean =>
  a.name === b.name && a.index.length === b.index.length && a.index.every((row, i) => row === b.index[i])

const pairsOf = <T>(all: readonly T[]): [T, T][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]))
