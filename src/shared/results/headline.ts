import { type NumberFormat } from './blocks'
import { formatNumber } from './format'

/** The one figure that says what a node did: on its card, in lists of runs, in history and in reports. */
export interface Headline {
  /** What the figure is: "R²", "Accuracy". */
  label: string
  /** Null where it does not exist. */
  value: number | null
  format: NumberFormat
  /** Which end is the good one, where there is one. */
  better?: 'high' | 'low'
  /** What it is of: "test rows", "training rows". */
  context?: string
}

/** "R² 0.847", "accuracy 0.962 on test rows". */
export function headlineText({ label, value, format, context }: Headline): string {
  const figure = `${label} ${value === null ? '–' : formatNumber(value, format)}`
  return context === undefined ? figure : `${figure} (${context})`
}
