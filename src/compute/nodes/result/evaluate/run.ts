import type { Task } from '../../../../shared/frame'
import type { Fix } from '../../../../shared/remedy'
import type { Block } from '../../../../shared/results/blocks'
import { chiefPart, evaluationSummary, type PartName } from '../../../../shared/results/evaluation'
import { formatNumber } from '../../../../shared/results/format'
import { type Headline, inSentence } from '../../../../shared/results/headline'
import type { Figure } from '../../../../shared/tasks/task'
import { tasks } from '../../../../shared/tasks/tasks'
import type { Run } from '../../../engine/node'
import { differencesBlock, testsBlock } from './differences'
import { mostShown, ofModel } from './asides'
import { preferring } from './classCharts'
import { type Judged, judgeOf } from './judge'
import type { Scores } from './scores'
import type { spec } from './spec'
import { isLearned, type Subject, subjectsOf } from './subjects'
import { comparisonBlock, foldsBlock, headlineBlocks, partitionsBlock } from './tables'
import { verdictOf } from './verdict'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, params) => {
  const subjects = subjectsOf(frames)
  const { task } = subjects[0].prediction
  const judged = await judgeOf(task)(context, subjects, params.positiveClass)
  const { models, scores, tests, positiveClass } = judged
  const [first] = scores
  const part = chiefPart(first.parts)
  const chief = tasks[task].figures[0]
  const notices = new Map(frames.flatMap(f => f.noticed ?? []).map(n => [n.text, n]))
  const noticed = [...notices.keys()]
  for (const { text, column } of notices.values())
    context.warn(text, column === undefined ? undefined : { set: { node: 'table.columns', parameter: 'ignore' } })
  const isTraining = tasks[task].learnsTarget && !first.folds && isLearned(first, part)
  if (isTraining) {
    context.warn(trainingOnly, splitBefore(subjects[0]))
    noticed.push(trainingOnly)
  }
  return {
    frame: frames[0],
    summary: {
      noticed,
      ...evaluationSummary({
        task,
        models,
        names: Object.fromEntries(subjects.map(({ name, label }) => [name, label])),
        headline: {
          model: first.name,
          partition: part.name,
          metric: chief.key,
          value: part.figures[chief.key] ?? null,
        },
        positiveClass,
        tests: tests.map(({ test }) => test),
      }),
    },
    headline: headlineOf(chief, part.name, scores, isTraining),
    blocks: [
      ...noticedBlock(noticed),
      ...(scores.length > 1 ? comparison(task, judged) : modelBlocks(task, judged, 0)),
    ],
  }
}

/** Before the figures: why they may promise more than new rows will keep. */
function noticedBlock(noticed: readonly string[]): Block[] {
  return noticed.length === 0
    ? []
    : [{ kind: 'text', id: 'noticed', title: 'These scores may flatter', text: noticed.join(' '), tone: 'warning' }]
}

const trainingOnly =
  'No rows were held out: these are training scores, of rows that the model learned from. New rows will fare worse. Put a Split before what learns.'

/** Before the first node on the line that learned from these rows. */
function splitBefore({ frame, prediction }: Subject): Fix | undefined {
  const before = frame.steps[0]?.type ?? prediction.model?.type
  return before === undefined ? undefined : { insert: 'prep.split', before }
}

/** The chief figure: of the best of the models, by name where there are several; over folds with its deviation. */
function headlineOf(
  { key, label, format, better = 'high' }: Figure,
  part: PartName,
  scores: readonly Scores[],
  isTraining: boolean,
): Headline {
  const figures = scores.flatMap(model => {
    const value = model.parts.find(({ name }) => name === part)?.figures[key]
    return typeof value === 'number' ? [{ model, value }] : []
  })
  const isBetter = (a: number, b: number): boolean => (better === 'high' ? a > b : a < b)
  const best = figures.reduce((a, b) => (isBetter(b.value, a.value) ? b : a), figures[0])
  const spread = best?.model.folds?.deviation[key]
  return {
    label: isTraining ? `Training ${inSentence(label)}` : label,
    value: best?.value ?? null,
    format,
    better,
    context: part,
    ...(typeof spread === 'number' && {
      text: `${formatNumber(best.value, format)} ± ${formatNumber(spread, format)}`,
    }),
    ...(figures.length > 1 && { of: isTraining ? `${best.model.short}, training` : best.model.short }),
  }
}

/** All that one model shows by itself. */
function modelBlocks(task: Task, { scores, of, foldRows }: Judged, model: number): Block[] {
  return [
    ...headlineBlocks(task, scores[model], foldRows(model)),
    ...of(model),
    ...foldsBlock(task, [scores[model]]),
    partitionsBlock(task, scores[model]),
  ]
}

/** What to prefer and on what grounds, then the charts, and behind switches each model by itself. */
function comparison(task: Task, judged: Judged): Block[] {
  const { scores, tests } = judged
  const verdict = tests.length > 0 ? verdictOf(task, scores, tests) : undefined
  const chosen = scores.findIndex(({ name }) => name === verdict?.chosen)
  const together = preferring(judged.together, chosen)
  return [
    ...(verdict ? [verdict.block] : []),
    comparisonBlock(task, scores, verdict?.chosen),
    ...together.slice(0, 2),
    ...(verdict ? [...differencesBlock(verdict, tests), testsBlock(task, scores, tests)] : []),
    ...together.slice(2),
    ...foldsBlock(task, scores),
    ...scores
      .slice(0, mostShown)
      .flatMap(({ name, short }, model) => ofModel(modelBlocks(task, judged, model), name, short)),
  ]
}
