import type { LineChart } from '../../../shared/results/blocks'
import { formatCount, formatNumber } from '../../../shared/results/format'

/** Thresholds are hundredths. */
export const thresholdSteps = 100
export const thresholdText = (step: number): string => (step / thresholdSteps).toFixed(2)

/** The step that typed text means; undefined where it is no number from 0 to 1. */
export function stepOf(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
  return value >= 0 && value <= 1 ? Math.round(value * thresholdSteps) : undefined
}

type Series = LineChart['series'][number]
type Told = Series & { errors: NonNullable<Series['errors']> }

/** The curve that a threshold is told of: that of the model to prefer, else the first, of those that are shown. */
export function toldSeries({ series, decision }: LineChart, hidden: ReadonlySet<number>): Told | undefined {
  const told = series.filter(
    (s): s is Told => s.errors !== undefined && !(s.class !== undefined && hidden.has(s.class)),
  )
  return told.find(s => s.class === decision?.preferred) ?? told[0]
}

/** The chart with a ring where the threshold puts a curve. */
export function markedAt(chart: LineChart, { class: place, errors }: Told, step: number): LineChart {
  const { positives, negatives, falsePositives, falseNegatives } = errors
  const at: [number, number] = [falsePositives[step] / negatives, 1 - falseNegatives[step] / positives]
  return { ...chart, marks: [{ at, ...(place !== undefined && { class: place }) }] }
}

/** "C = 1 here: 16 rows of class “female” called “male”, 13 of class “male” called “female”." Classes may be 0 and 1. */
export function thresholdSentence(
  { errors }: Told,
  { positive, negative }: NonNullable<LineChart['decision']>,
  step: number,
): string {
  const count = (n: number): string => formatNumber(n, 'integer')
  const wrong = `${formatCount(errors.falsePositives[step], 'row')} of class “${negative}” called “${positive}”, ${count(errors.falseNegatives[step])} of class “${positive}” called “${negative}”.`
  return errors.model === undefined ? `Here: ${wrong}` : `${errors.model} here: ${wrong}`
}
