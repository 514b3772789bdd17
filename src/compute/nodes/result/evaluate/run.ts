import type { Task } from '../../../../shared/frame'
import type { Block } from '../../../../shared/results/blocks'
import { chiefPart, evaluationSummary } from '../../../../shared/results/evaluation'
import { tasks } from '../../../../shared/tasks/tasks'
import type { Run } from '../../../engine/node'
import { mostShown, ofModel } from './asides'
import { preferring } from './classCharts'
import { type Judged, judgeOf } from './judge'
import type { spec } from './spec'
import { subjectsOf } from './subjects'
import { comparisonBlock, foldsBlock, headlineBlocks, partitionsBlock } from './tables'
import { differencesBlock, testsBlock, verdictOf } from './verdict'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, params) => {
  const subjects = subjectsOf(frames)
  const { task } = subjects[0].prediction
  const judged = await judgeOf(task)(context, subjects, params.positiveClass)
  const { models, scores, tests, positiveClass } = judged
  const [first] = scores
  const part = chiefPart(first.parts)
  const metric = tasks[task].figures[0].key
  return {
    frame: frames[0],
    summary: evaluationSummary({
      task,
      models,
      names: Object.fromEntries(subjects.map(({ name, label }) => [name, label])),
      headline: { model: first.name, partition: part.name, metric, value: part.figures[metric] ?? null },
      positiveClass,
      tests: tests.map(({ test }) => test),
    }),
    blocks: scores.length > 1 ? comparison(task, judged) : modelBlocks(task, judged, 0),
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
  const verdict = tests.length > 0 ? verdictOf(scores, tests) : undefined
  const chosen = scores.findIndex(({ name }) => name === verdict?.chosen)
  const together = preferring(judged.together, chosen)
  return [
    ...(verdict ? [verdict.block] : []),
    comparisonBlock(task, scores, verdict?.chosen),
    ...together.slice(0, 2),
    ...(verdict ? [...differencesBlock(verdict, tests), testsBlock(scores, tests)] : []),
    ...together.slice(2),
    ...foldsBlock(task, scores),
    ...scores
      .slice(0, mostShown)
      .flatMap(({ name, short }, model) => ofModel(modelBlocks(task, judged, model), name, short)),
  ]
}
