import type { NumberFormat } from '../results/blocks'
import type { Confusion, Figures } from '../results/evaluation'
import { formatNumber } from '../results/format'

/** How a model says what it says of rows; the engine writes each kind into the frame in its own way. */
export type PredictionKind =
  | 'classes'
  | 'values'
  | 'clusters'
  /** Columns beside the features, and columns in their place. */
  | 'columns'
  | 'features'
  | 'lists'
  | 'images'
  | 'series'

/** One figure of a task's judgement. */
export interface Figure {
  /** Its key in the summary of `evaluate`. */
  key: string
  label: string
  format: NumberFormat
  /** Shown in the headline and in comparisons; the rest stands in the table by partition. */
  chief?: boolean
  /** Which end is the good one, where there is one. */
  better?: 'high' | 'low'
}

/** What models of one task have in common: one file a task says it, and everything else reads it from there. */
export interface TaskSpec {
  title: string
  /** What a model of it does: filters of the start page. */
  verb: string
  /** Kinds of prediction that speak of this task. */
  says: readonly PredictionKind[]
  /** Column that a prediction adds first; further ones are named by the prediction's schema. */
  column: string
  /** It is learned from a target, so that only rows held out tell how good it is. */
  learnsTarget: boolean
  /** Every scalar in the order it is shown. The first is the headline. Empty: no rows judge it, the model's own figures do. */
  figures: readonly Figure[]
  /** What the figures come to, as a sentence; undefined where the ones it needs are not there. */
  sentence(judged: JudgedModel): string | undefined
}

/** A model's figures over some rows, and the words for them. */
export interface JudgedModel {
  /** What people call it. */
  model: string
  figures: Figures
  confusion?: Confusion
  /** "row", "test row", "training row". */
  noun: string
  /** "90 test rows". */
  those: string
  /** " it had not seen", or nothing. */
  seen: string
}

/** A figure between 0 and 1, or one that is read like it. */
export const figure = (key: string, label: string, chief = false, better: 'high' | 'low' = 'high'): Figure => ({
  key,
  label,
  format: 'figure',
  chief,
  better,
})

/** A figure in the target's own unit, or one without bounds. */
export const amount = (key: string, label: string, chief = false, better?: 'high' | 'low'): Figure => ({
  key,
  label,
  format: 'significant',
  chief,
  ...(better && { better }),
})

export const share = (key: string, label: string, better?: 'high' | 'low'): Figure => ({
  key,
  label,
  format: 'percent',
  chief: true,
  ...(better && { better }),
})

export const count = (key: string, label: string): Figure => ({ key, label, format: 'integer', chief: true })

/** The figure of a key; undefined where it does not exist. */
export function valueOf(figures: JudgedModel['figures'], key: string): number | undefined {
  const value = figures[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** "Holt–Winters reaches MASE 0.812 on 12 test rows it had not seen (below 1 …)."; undefined where there is no such figure. */
export function reaches(
  { model, figures, those, seen }: JudgedModel,
  { key, label, format }: Pick<Figure, 'key' | 'label' | 'format'>,
  aside = '',
): string | undefined {
  const value = valueOf(figures, key)
  return value === undefined
    ? undefined
    : `${model} reaches ${label} ${formatNumber(value, format)} on ${those}${seen}${aside}.`
}
