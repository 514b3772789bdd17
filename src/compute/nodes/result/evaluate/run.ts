import type { Run } from '../../../engine/node'
import { judges } from './judge'
import { metricsOf } from './scores'
import type { spec } from './spec'
import { chiefPart, subjectsOf } from './subjects'
import { comparisonBlock, foldsBlock, headlineBlock, partitionsBlock } from './tables'

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, params) => {
  const subjects = subjectsOf(frames)
  const { task } = subjects[0].prediction
  const { models, scores, blocks, tests, positiveClass } = await judges[task](context, subjects, params.positiveClass)
  const [first] = scores
  const part = chiefPart(first.parts)
  const metric = metricsOf[task][0].key
  const folds = foldsBlock(task, scores)
  const several = scores.length > 1
  return {
    frame: frames[0],
    summary: {
      task,
      models,
      headline: { model: first.name, partition: part.name, metric, value: part.figures[metric] ?? null },
      positiveClass,
      tests,
    },
    blocks: [
      several ? comparisonBlock(task, scores) : headlineBlock(task, first),
      ...blocks,
      ...(folds ? [folds] : []),
      ...(several ? [] : [partitionsBlock(task, first)]),
    ],
  }
}
