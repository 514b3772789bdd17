import type { Task } from '../../../../shared/frame'
import type { Block } from '../../../../shared/results/blocks'
import type { Context, Run, Summary } from '../../../engine/node'
import { classifierBlocks, curveBlocks } from './classCharts'
import { classifierSummary, type JudgedClassifier, judgeClassifier } from './classifiers'
import { type JudgedRegressor, judgeRegressor, regressorSummary } from './regressors'
import { classifierScores, metricsOf, regressorScores, type Scores } from './scores'
import type { spec } from './spec'
import { chiefPart, type Subject, subjectsOf } from './subjects'
import { comparisonBlock, foldsBlock, headlineBlock, partitionsBlock } from './tables'
import { regressorBlocks } from './valueCharts'

/** What the models of one task come to. */
interface Judged {
  models: Summary
  scores: Scores[]
  /** Charts and tables of one model, or of all together. */
  blocks: Block[]
  positiveClass?: unknown
}

export const run: Run<(typeof spec)['parameters']> = async (context, { frames }, { positiveClass }) => {
  const subjects = subjectsOf(frames)
  const { task } = subjects[0].prediction
  const { models, scores, blocks, positiveClass: positive } = await judge(context, task, subjects, positiveClass)
  const several = subjects.length > 1
  const part = chiefPart(scores[0].parts)
  const metric = metricsOf[task][0].key
  const folds = foldsBlock(task, scores)
  return {
    frame: frames[0],
    summary: {
      task,
      models,
      headline: { model: scores[0].name, partition: part.name, metric, value: part.figures[metric] ?? null },
      positiveClass: positive ?? null,
    },
    blocks: [
      several ? comparisonBlock(task, scores) : headlineBlock(task, scores[0]),
      ...blocks,
      ...(folds ? [folds] : []),
      ...(several ? [] : [partitionsBlock(task, scores[0])]),
    ],
  }
}

async function judge(
  context: Context,
  task: Task,
  subjects: readonly Subject[],
  positiveClass: string | number | null,
): Promise<Judged> {
  return task === 'classification' ? judgeClassifiers(context, subjects, positiveClass) : judgeRegressors(context, subjects)
}

async function judgeClassifiers(
  context: Context,
  subjects: readonly Subject[],
  positiveClass: string | number | null,
): Promise<Judged> {
  const all: JudgedClassifier[] = []
  for (const [i, subject] of subjects.entries()) {
    all.push(await judgeClassifier(context, subject, positiveClass))
    context.progress((i + 1) / subjects.length)
  }
  const [{ positive, classes }] = all
  return {
    models: Object.fromEntries(all.map(j => [j.subject.name, classifierSummary(j)])),
    scores: all.map(classifierScores),
    blocks: all.length === 1 ? classifierBlocks(all[0]) : curveBlocks(all),
    ...(positive !== undefined && { positiveClass: classes[positive] }),
  }
}

async function judgeRegressors(context: Context, subjects: readonly Subject[]): Promise<Judged> {
  const all: JudgedRegressor[] = []
  for (const [i, subject] of subjects.entries()) {
    all.push(await judgeRegressor(context, subject))
    context.progress((i + 1) / subjects.length)
  }
  return {
    models: Object.fromEntries(all.map(j => [j.subject.name, regressorSummary(j)])),
    scores: all.map(regressorScores),
    blocks: regressorBlocks(context, all),
  }
}
