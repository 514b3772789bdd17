import type { Task } from '../../../../shared/frame'
import type { NumberFormat } from '../../../../shared/results/blocks'
import type { Intervals } from '../../../metrics/bootstrap'
import type { JudgedClassifier } from './classifiers'
import type { JudgedClustering } from './clusterings'
import type { Figures, FoldFigures } from './folds'
import type { JudgedRegressor } from './regressors'
import type { PartName, Subject } from './subjects'

/** Figures of one model, whatever its task: what headline and tables are made from. */
export interface Scores {
  /** The key of the summary, and what people read. */
  name: string
  label: string
  short: string
  setting: string
  /** The node that learned it. */
  node: string
  nFeatures?: number
  parts: ScoredPart[]
  train?: Figures
  folds?: FoldFigures
}

export interface ScoredPart {
  name: PartName
  rows: number
  figures: Figures
  intervals: Intervals
  /** Rows that a classifier got right. */
  right?: number
}

export interface Metric {
  key: string
  label: string
  format: NumberFormat
  /** Shown in the headline and in comparisons; the rest stands in the table by partition. */
  chief?: boolean
  /** Which end is the good one, where there is one. */
  better?: 'high' | 'low'
}

const figure = (key: string, label: string, chief = false, better: Metric['better'] = 'high'): Metric => ({
  key,
  label,
  format: 'figure',
  chief,
  better,
})

/** Every scalar of a task in the order it is shown. The first is the node's headline. */
export const metricsOf: Readonly<Record<Task, readonly Metric[]>> = {
  classification: [
    figure('accuracy', 'Accuracy', true),
    figure('balancedAccuracy', 'Balanced accuracy', true),
    figure('precision', 'Precision'),
    figure('recall', 'Recall'),
    figure('specificity', 'Specificity'),
    figure('f1', 'F1', true),
    figure('rocAuc', 'ROC AUC', true),
    figure('prAuc', 'PR AUC'),
    figure('logLoss', 'Log loss', true, 'low'),
    figure('brier', 'Brier score', true, 'low'),
    figure('matthews', 'Matthews'),
    figure('kappa', 'Kappa'),
  ],
  regression: [
    figure('r2', 'R²', true),
    figure('adjustedR2', 'Adjusted R²'),
    { key: 'rmse', label: 'RMSE', format: 'significant', chief: true, better: 'low' },
    { key: 'mae', label: 'MAE', format: 'significant', chief: true, better: 'low' },
    { key: 'mse', label: 'MSE', format: 'significant', better: 'low' },
    { key: 'medianAbsoluteError', label: 'Median absolute error', format: 'significant', chief: true, better: 'low' },
    { key: 'mape', label: 'MAPE', format: 'percent', chief: true, better: 'low' },
    figure('explainedVariance', 'Explained variance'),
  ],
  clustering: [
    figure('silhouette', 'Silhouette', true),
    { key: 'nClusters', label: 'Clusters', format: 'integer', chief: true },
    { key: 'noiseFraction', label: 'Noise', format: 'percent', chief: true },
    { key: 'inertia', label: 'Inertia', format: 'significant', chief: true },
    figure('daviesBouldin', 'Davies–Bouldin', true, 'low'),
    { key: 'calinskiHarabasz', label: 'Caliński–Harabasz', format: 'significant', chief: true, better: 'high' },
    figure('adjustedRand', 'Adjusted Rand', true),
    figure('adjustedMutualInformation', 'Adjusted mutual information'),
    figure('vMeasure', 'V-measure'),
  ],
}

function namesOf({
  name,
  label,
  short,
  setting,
  prediction,
}: Subject): Pick<Scores, 'name' | 'label' | 'short' | 'setting' | 'node' | 'nFeatures'> {
  const { nFeatures, node } = prediction
  return { name, label, short, setting, node, ...(nFeatures !== undefined && { nFeatures }) }
}

export function classifierScores({ subject, parts, train, folds }: JudgedClassifier): Scores {
  return {
    ...namesOf(subject),
    parts: parts.map(({ name, rows: { truth, predicted }, report }) => {
      const right = truth.reduce((sum, code, i) => sum + (code === predicted[i] ? 1 : 0), 0)
      return { name, rows: truth.length, figures: report.figures, intervals: report.intervals, right }
    }),
    ...(train && { train }),
    ...(folds && { folds }),
  }
}

export function regressorScores({ subject, parts, train, folds }: JudgedRegressor): Scores {
  return {
    ...namesOf(subject),
    parts: parts.map(({ name, rows, figures, intervals }) => ({ name, rows: rows.truth.length, figures, intervals })),
    ...(train && { train }),
    ...(folds && { folds }),
  }
}

export function clusteringScores({ subject, parts, folds }: JudgedClustering): Scores {
  return {
    ...namesOf(subject),
    parts: parts.map(({ name, rows, figures }) => ({ name, rows, figures, intervals: {} })),
    ...(folds && { folds }),
  }
}
