import { LatheError } from '../../../../shared/errors'
import type { Task } from '../../../../shared/frame'
import type { Block } from '../../../../shared/results/blocks'
import type { EvaluatedModel } from '../../../../shared/results/evaluation'
import type { Context } from '../../../engine/node'
import { pauses } from '../../../frame/pause'
import { classifierBlocks, comparedCurves } from './classCharts'
import { classifierSummary, judgeClassifier } from './classifiers'
import { clusteringBlocks } from './clusterCharts'
import { clusteringSummary, judgeClustering } from './clusterings'
import { classifierTests, type Pair, regressorTests } from './pairedTests'
import { judgeRegressor, regressorSummary } from './regressors'
import { classifierScores, clusteringScores, regressorScores, type Scores } from './scores'
import type { Subject } from './subjects'
import { comparedRegressors, regressorBlocks } from './valueCharts'

/** What the models of one task come to. */
export interface Judged {
  /** Of the summary, by model. */
  models: Record<string, EvaluatedModel>
  scores: Scores[]
  /** Charts and tables of one of the models. */
  of: (model: number) => Block[]
  /** Rows held out in each fold of a model, where its folds are shown. */
  foldRows: (model: number) => number[]
  /** Charts of several models over each other. */
  together: Block[]
  tests: Pair[]
  positiveClass: string | number | boolean | null
}

type Judge = (context: Context, subjects: readonly Subject[], positiveClass: string | number | null) => Promise<Judged>

const judges: Readonly<Partial<Record<Task, Judge>>> = {
  async classification(context, subjects, positiveClass) {
    const all = await each(context, subjects, subject => judgeClassifier(context, subject, positiveClass))
    const [{ positive, classes }] = all
    return {
      models: byName(all, classifierSummary),
      scores: all.map(classifierScores),
      of: model => classifierBlocks(all[model]),
      foldRows: model => all[model].byFold?.map(f => f.rows.truth.length) ?? [],
      together: all.length > 1 ? comparedCurves(all) : [],
      tests: all.length > 1 ? classifierTests(all) : [],
      positiveClass: positive === undefined ? null : classes[positive],
    }
  },
  async regression(context, subjects) {
    const all = await each(context, subjects, subject => judgeRegressor(context, subject))
    return {
      models: byName(all, regressorSummary),
      scores: all.map(regressorScores),
      of: model => regressorBlocks(context, all[model]),
      foldRows: () => [],
      together: all.length > 1 ? comparedRegressors(context, all) : [],
      tests: all.length > 1 ? regressorTests(all) : [],
      positiveClass: null,
    }
  },
  async clustering(context, subjects) {
    const all = await each(context, subjects, subject => judgeClustering(context, subject))
    return {
      models: byName(all, clusteringSummary),
      scores: all.map(clusteringScores),
      of: model => clusteringBlocks(all[model]),
      foldRows: () => [],
      together: [],
      tests: [],
      positiveClass: null,
    }
  },
}

/** Errors: `data` for a task that rows alone do not judge. */
export function judgeOf(task: Task): Judge {
  const judge = judges[task]
  if (judge) return judge
  throw new LatheError({
    code: 'data',
    message: `evaluate has no figures for ${task}.`,
    remedy: "The model's own results tell how good it is.",
  })
}

async function each<T>(
  context: Context,
  subjects: readonly Subject[],
  judge: (subject: Subject) => Promise<T>,
): Promise<T[]> {
  const all: T[] = []
  const pause = pauses(context.signal)
  for (const subject of subjects) {
    all.push(await judge(subject))
    context.progress(all.length / subjects.length)
    await pause()
  }
  return all
}

function byName<T extends { subject: Subject }>(all: readonly T[], summary: (judged: T) => EvaluatedModel) {
  return Object.fromEntries(all.map(judged => [judged.subject.name, summary(judged)]))
}
