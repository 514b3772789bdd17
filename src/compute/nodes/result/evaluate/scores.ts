import type { Intervals } from '../../../metrics/intervals'
import type { JudgedClassifier } from './classifiers'
import type { JudgedClustering } from './clusterings'
import type { JudgedRegressor } from './regressors'
import type { Figures, FoldFigures, PartName, Reasons } from '../../../../shared/results/evaluation'
import { type Subject, weightName } from './subjects'

/** Figures of one model, whatever its task: what headline and tables are made from. */
export interface Scores {
  /** The key of the summary, and what people read. */
  name: string
  label: string
  short: string
  setting: string
  /** The column that rows are weighed by. */
  weighed?: string
  /** What binary figures are about. */
  about?: string
  /** The node that learned it. */
  node: string
  nFeatures?: number
  brought?: true
  parts: ScoredPart[]
  train?: Figures
  folds?: FoldFigures
}

export interface ScoredPart {
  name: PartName
  rows: number
  figures: Figures
  intervals: Intervals
  /** How each interval was made. */
  intervalMethods?: Record<string, string>
  /** Why a figure is null. */
  reasons: Reasons
  /** Rows that a classifier got right. */
  right?: number
}

function namesOf({
  name,
  label,
  short,
  setting,
  prediction,
  frame,
}: Subject): Pick<Scores, 'name' | 'label' | 'short' | 'setting' | 'node' | 'nFeatures' | 'brought' | 'weighed'> {
  const { nFeatures, node, brought } = prediction
  const weighed = weightName(frame)
  return {
    name,
    label,
    short,
    setting,
    node,
    ...(nFeatures !== undefined && { nFeatures }),
    ...(brought && { brought }),
    ...(weighed !== undefined && { weighed }),
  }
}

export function classifierScores({ subject, parts, train, folds, about }: JudgedClassifier): Scores {
  return {
    ...namesOf(subject),
    ...(about !== undefined && { about }),
    parts: parts.map(({ name, rows: { truth, predicted, weights }, report }) => {
      const right = truth.reduce((sum, code, i) => sum + (code === predicted[i] ? 1 : 0), 0)
      return {
        name,
        rows: truth.length,
        figures: report.figures,
        intervals: report.intervals,
        intervalMethods: report.intervalMethods,
        reasons: report.reasons,
        // A count of rows is no measure of a share of weights.
        ...(!weights && { right }),
      }
    }),
    ...(train && { train }),
    ...(folds && { folds }),
  }
}

export function regressorScores({ subject, parts, train, folds }: JudgedRegressor): Scores {
  return {
    ...namesOf(subject),
    parts: parts.map(({ name, rows, ...said }) => ({ name, rows: rows.truth.length, ...said })),
    ...(train && { train }),
    ...(folds && { folds }),
  }
}

export function clusteringScores({ subject, parts, folds }: JudgedClustering): Scores {
  return {
    ...namesOf(subject),
    parts: parts.map(({ name, rows, figures, reasons }) => ({ name, rows, figures, reasons, intervals: {} })),
    ...(folds && { folds }),
  }
}
