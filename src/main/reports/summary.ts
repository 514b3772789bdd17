import type { MetricsBlock } from '../../shared/results/blocks'
import {
  chiefPart,
  type Evaluation,
  evaluationOf,
  type Figures,
  type FoldFigures,
  type PairTest,
} from '../../shared/results/evaluation'
import { formatCount, formatNumber } from '../../shared/results/format'
import type { Figure } from '../../shared/tasks/task'
import { leadFigure, taskNamed } from '../../shared/tasks/tasks'
import { metricWords } from '../../shared/words'
import type { ReportInput } from './input'
import { clip } from './markup'
import type { Step } from './outline'

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
  const found = evaluated(steps)
  if (found === undefined)
    return `${formatCount(steps.length, 'step')} ran to the end. Nothing in this pipeline measures how good the result is.`
  const names = Object.keys(found.models)
  return names.length === 1 ? oneModel(found, names[0], steps) : severalModels(found, names, steps)
}

/** What the first `evaluate` that ran found. */
function evaluated(steps: readonly Step[]): Evaluation | undefined {
  return steps
    .flatMap(({ result }) => (result?.status === 'done' ? (evaluationOf(result.summary) ?? []) : []))
    .find(({ models }) => Object.keys(models).length > 0)
}

/** The figures at the top, and the block that they were taken from, if they were. */
export interface TopFigures {
  block?: MetricsBlock
  items: MetricsBlock['items']
}

/** The scores of compared models, else the first four metrics of the evaluation, or of the last node that has any. */
export function headlineMetrics(steps: readonly Step[]): TopFigures | undefined {
  const scores = comparedScores(steps)
  if (scores) return { items: scores }
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

/** The chief figure of each of several models, the best four of them where there are more. */
function comparedScores(steps: readonly Step[]): MetricsBlock['items'] | undefined {
  const found = evaluated(steps)
  const names = Object.keys(found?.models ?? {})
  if (!found || names.length < 2) return undefined
  const judged = names.map(name => ({ name, part: chiefPart(found.models[name].parts) }))
  const task = taskNamed(found.task)
  const lead =
    task &&
    leadFigure(
      task,
      judged.map(j => j.part?.figures ?? {}),
    )
  if (!lead) return undefined
  const value = ({ part }: (typeof judged)[number]): number => part.figures[lead.key]!
  const sign = lead.better === 'low' ? 1 : -1
  const shown = judged.length <= 4 ? judged : judged.toSorted((a, b) => sign * (value(a) - value(b))).slice(0, 4)
  const left = judged.length - shown.length
  return shown.map((j, i) => ({
    label: found.names[j.name] ?? titleOf(steps, j.name),
    value: value(j),
    format: lead.format,
    context: `${metricWords(lead.key)}, ${j.part.name === 'all' ? 'all rows' : j.part.name}${
      left > 0 && i === shown.length - 1 ? `; ${left} more below` : ''
    }`,
  }))
}

function oneModel({ task: taskName, models }: Evaluation, node: string, steps: readonly Step[]): string {
  const { parts, folds } = models[node]
  const part = chiefPart(parts)
  const model = titleOf(steps, node)
  const task = taskNamed(taskName)
  if (part === undefined) return `${model} was evaluated.`
  const { name, rows, figures, confusion } = part
  if (folds) return overFolds(model, figures, folds, task && leadFigure(task, [figures]))
  const noun = name === 'all' ? 'row' : name === 'train' ? 'training row' : `${name} row`
  const those = rows === undefined ? `the ${noun}s` : formatCount(rows, noun)
  const held = name === 'test' || name === 'validation'
  const seen = held ? ' it had not seen' : ''
  const caution =
    held || task?.learnsTarget === false ? '' : ' No rows were held out, so this says little about new ones.'
  const said = task?.sentence({ model, figures, noun, those, seen, ...(confusion && { confusion }) })
  return (said ?? `${model} was evaluated on ${those}${seen}.`) + caution
}

const titleOf = (steps: readonly Step[], node: string): string => steps.find(s => s.id === node)?.title ?? node

function overFolds(model: string, mean: Figures, { count, deviation }: FoldFigures, lead: Figure | undefined): string {
  if (lead === undefined) return `${model} was evaluated over ${formatCount(count, 'fold')}.`
  const spread = deviation[lead.key]
  const give = typeof spread === 'number' ? `, give or take ${formatNumber(spread, lead.format)} from fold to fold` : ''
  return `Over ${formatCount(count, 'fold')}, each judged on rows it had not learned from, ${model} reaches a mean ${metricWords(lead.key)} of ${formatNumber(mean[lead.key], lead.format)}${give}.`
}

/** Several models: the range, and no winner. Which one is better is for the paired test to say. */
function severalModels({ task, models, tests }: Evaluation, names: readonly string[], steps: readonly Step[]): string {
  const results = names.map(name => chiefPart(models[name].parts)?.figures ?? {})
  const known = taskNamed(task)
  const lead = known && leadFigure(known, results)
  if (lead === undefined) return `${formatCount(names.length, 'model')} were compared.`
  const values = results.map(figures => figures[lead.key]!)
  const [low, high] = [Math.min(...values), Math.max(...values)].map(v => formatNumber(v, lead.format))
  return `${formatCount(names.length, 'model')} were compared: ${metricWords(lead.key)} from ${low} to ${high}.${verdict(tests, names.length, steps)}`
}

/** What the paired tests say, where there are any: a model is the best only if it beats every other beyond chance. */
function verdict(all: readonly PairTest[], models: number, steps: readonly Step[]): string {
  const tests = all.filter(t => t.metric === all[0].metric)
  if (tests.length === 0 || tests.some(t => t.pValue === null)) return ''
  const by = tests[0].metric && ` in ${metricWords(tests[0].metric)}`
  const winners = tests.flatMap(t => t.better ?? [])
  const best = winners.find(name => winners.filter(w => w === name).length === models - 1)
  if (best !== undefined) return ` ${titleOf(steps, best)} is better than every other${by} by more than chance.`
  return winners.length === 0
    ? ` Paired tests find no difference${by} beyond chance.`
    : ' Paired tests find no one model better than every other.'
}
