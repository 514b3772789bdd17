import type { NumberFormat } from './blocks'
import { formatBytes, formatNumber } from './format'

/** The one figure that says what a node did: on its card, in lists of runs, in history and in reports. */
export interface Headline {
  /** What the figure is: "R²", "Accuracy". */
  label: string
  /** Null where it does not exist. */
  value: number | null
  format: NumberFormat
  /** The value in words, where a number alone does not say it: "258 / 86", "0.950 ± 0.034". */
  text?: string
  /** Which end is the good one, where there is one. */
  better?: 'high' | 'low'
  /** Whose figure it is, where there are several models. */
  of?: string
  /** Over which rows: "test". */
  context?: string
}

/** Whose or what figure it is, in a word or two: for cards. */
export const headlineLabel = ({ label, of }: Headline): string => of ?? inSentence(label)

export const headlineValue = ({ value, format, text }: Headline): string => text ?? formatNumber(value, format)

/** "accuracy 0.950 (C = 10, test)", "R² 0.480". */
export function headlineText(headline: Headline): string {
  const { label, of, context } = headline
  const about = [of, context].filter(word => word !== undefined).join(', ')
  return `${inSentence(label)} ${headlineValue(headline)}${about && ` (${about})`}`
}

/** Of a node that writes a file. */
export const writtenHeadline = ({ bytes }: { bytes: number }): Headline => ({
  label: 'written',
  value: bytes,
  format: 'integer',
  text: formatBytes(bytes),
})

/** Accuracy → accuracy; what is written in capitals or signs stays: R², ROC AUC. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
