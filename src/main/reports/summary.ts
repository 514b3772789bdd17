import { formatCount, formatNumber } from '../../shared/results/format'
import type { MetricsBlock } from '../../shared/results/blocks'
import type { ReportInput } from './input'
import { clip } from './markup'
import type { Step } from './outline'
import { fields, figure, list, member, words, type Fields } from './reading'

/** The report's own title, or the pipeline's name. */
export const reportTitle = (input: ReportInput): string =>
  clip(
    input.title || input.document.report?.title || input.document.name || input.results.pipeline || 'Untitled pipeline',
    200,
  )

/** One sentence or two that say what came out, computed from the results and no stronger than they are. */
export function summarySentence(input: ReportInput, steps: readonly Step[]): string {
  const failed = steps.find(s => s.result?.status === 'failed')
  if (failed)
    return `The run stopped at ${failed.title}: ${failed.result?.error?.message ?? 'no reason was given.'} What had finished before is shown.`
  if (input.results.status === 'cancelled') return 'The run was cancelled before its end. What had finished is shown.'
  const judged = evaluation(steps)
  if (judged === undefined)
    return `${formatCount(steps.length, 'step')} ran to the end. Nothing in this pipeline measures how good the result is.`
  const names = Object.keys(judged.models)
  return names.length === 1 ? oneModel(judged, names[0], steps) : severalModels(judged, names, steps)
}

export interface Evaluation {
  step: Step
  task: string
  models: Fields
}

/** What the first `evaluate` that ran found. */
export function evaluation(steps: readonly Step[]): Evaluation | undefined {
  for (const step of steps) {
    const summary = step.type === 'evaluate' && step.result?.status === 'done' ? fields(step.result.summary) : undefined
    const models = fields(summary?.['models'])
    if (models !== undefined && Object.keys(models).length > 0)
      return { step, task: words(summary?.['task']) ?? '', models }
  }
  return undefined
}

/** The figures at the top: the first four metrics of the evaluation, or of the last node that has any. */
export function headlineMetrics(
  steps: readonly Step[],
): { block: MetricsBlock; items: MetricsBlock['items'] } | undefined {
  const found = steps.flatMap(s =>
    (s.result?.blocks ?? [])
      .filter(b => b.kind === 'metrics' && !b.aside)
      .map(block => ({ s, block: block as MetricsBlock })),
  )
  const chosen = found.find(f => f.s.type === 'evaluate') ?? found.at(-1)
  return chosen && chosen.block.items.length > 0
    ? { block: chosen.block, items: chosen.block.items.slice(0, 4) }
    : undefined
}

interface Judged {
  figures: Fields
  where: 'test' | 'validation' | 'all' | 'train'
}

/** A model's figures on the rows that say most about new ones. */
export function judgedBy(model: Fields | undefined): Judged | undefined {
  for (const where of ['test', 'validation', 'all', 'train'] as const) {
    const figures = fields(model?.[where])
    if (figures !== undefined) return { figures, where }
  }
  return undefined
}

function oneModel(judged: Evaluation, node: string, steps: readonly Step[]): string {
  const model = fields(member(judged.models, node))
  const result = judgedBy(model)
  const name = steps.find(s => s.id === node)?.title ?? node
  if (result === undefined) return `${name} was evaluated.`
  const folds = fields(model?.['folds'])
  const count = figure(folds?.['count'])
  if (folds !== undefined && count !== undefined)
    return overFolds(name, result.figures, fields(folds['deviation']), count)
  const seen = result.where === 'test' || result.where === 'validation' ? ' it had not seen' : ''
  const caution =
    seen === '' && judged.task !== 'clustering' ? ' No rows were held out, so this says little about new ones.' : ''
  return sentenceOf(judged.task, name, result, seen) + caution
}

function sentenceOf(task: string, name: string, { figures, where }: Judged, seen: string): string {
  const noun = where === 'all' ? 'row' : where === 'train' ? 'training row' : `${where} row`
  const count = figure(figures['rows'])
  const those = count === undefined ? `the ${noun}s` : formatCount(count, noun)
  const [hits, rows] = confusionHits(figures)
  const [accuracy, r2, rmse, silhouette] = ['accuracy', 'r2', 'rmse', 'silhouette'].map(k => figure(figures[k]))
  if (task === 'classification' && rows > 0)
    return `${name} names the class of ${formatNumber(hits, 'integer')} of ${formatCount(rows, noun)}${seen}.`
  if (task === 'classification' && accuracy !== undefined)
    return `${name} names the class of ${formatNumber(accuracy, 'percent')} of ${those}${seen}.`
  if (task === 'regression' && r2 !== undefined) {
    const error = rmse === undefined ? '' : `, with a root mean squared error of ${formatNumber(rmse)}`
    return r2 > 0
      ? `${name} accounts for ${formatNumber(r2, 'percent')} of the target’s variance on ${those}${seen}${error}.`
      : `${name} does no better than the target’s mean on ${those}${seen} (R² ${formatNumber(r2, 'figure')})${error}.`
  }
  if (task === 'clustering') {
    const clusters = figure(figures['nClusters'])
    const parts = clusters === undefined ? 'clusters' : formatCount(clusters, 'cluster')
    return `${name} parts the rows into ${parts}${silhouette === undefined ? '' : `; their mean silhouette is ${formatNumber(silhouette, 'figure')} (1 is best, 0 is none)`}.`
  }
  return `${name} was evaluated on ${those}${seen}.`
}

/** The metric that stands for a result in one number. */
export const leadMetrics = [
  ['accuracy', 'accuracy'],
  ['r2', 'R²'],
  ['silhouette', 'silhouette'],
  ['rmse', 'RMSE'],
  ['inertia', 'inertia'],
] as const

function overFolds(name: string, mean: Fields, deviation: Fields | undefined, count: number): string {
  const lead = leadMetrics.find(([key]) => figure(mean[key]) !== undefined)
  if (lead === undefined) return `${name} was evaluated over ${formatCount(count, 'fold')}.`
  const spread = figure(deviation?.[lead[0]])
  const give = spread === undefined ? '' : `, give or take ${formatNumber(spread, 'figure')} from fold to fold`
  return `Over ${formatCount(count, 'fold')}, each judged on rows it had not learned from, ${name} reaches a mean ${lead[1]} of ${formatNumber(figure(mean[lead[0]]), 'figure')}${give}.`
}

/** Several models: the range, and no winner. Which one is better is for the paired test to say. */
function severalModels(judged: Evaluation, names: readonly string[], steps: readonly Step[]): string {
  const results = names.map(n => judgedBy(fields(member(judged.models, n)))?.figures)
  const lead = leadMetrics.find(([key]) => results.every(r => figure(r?.[key]) !== undefined))
  if (lead === undefined) return `${formatCount(names.length, 'model')} were compared.`
  const values = results.map(r => figure(r?.[lead[0]])!)
  return `${formatCount(names.length, 'model')} were compared: ${lead[1]} from ${formatNumber(Math.min(...values), 'figure')} to ${formatNumber(Math.max(...values), 'figure')}.${verdict(judged.step, names.length, steps)}`
}

/** What the paired tests say, where there are any: a model is the best only if it beats every other beyond chance. */
function verdict(step: Step, models: number, steps: readonly Step[]): string {
  const tests = list(fields(step.result?.summary)?.['tests']).flatMap((t): Fields[] => [fields(t) ?? {}])
  if (tests.length === 0 || tests.some(t => figure(t['pValue']) === undefined)) return ''
  const winners = tests.flatMap(t => words(t['better']) ?? [])
  const best = winners.find(name => winners.filter(w => w === name).length === models - 1)
  if (best !== undefined)
    return ` ${steps.find(s => s.id === best)?.title ?? best} is better than every other by more than chance.`
  return winners.length === 0
    ? ' Paired tests find no difference beyond chance.'
    : ' Paired tests find no one model better than every other.'
}

/** Rows on the diagonal and rows in all. */
function confusionHits(figures: Fields): [number, number] {
  const counts = list(fields(figures['confusion'])?.['counts']).map(list)
  let [hits, rows] = [0, 0]
  counts.forEach((row, i) =>
    row.forEach((n, j) => {
      const count = figure(n) ?? 0
      rows += count
      if (i === j) hits += count
    }),
  )
  return [hits, rows]
}
