import { LatheError } from '../../../../shared/errors'
import type { ClassValue } from '../../../../shared/results/evaluation'
import { formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import { classesOf } from '../../../engine/target'
import { type Subject, targetColumn } from './subjects'

/** Up to this ratio of their rows one of two classes is the rarer one; nearer to even, neither is. */
const rarerRatio = 2 / 3

/** Which of two classes binary figures are about: its place in `classes`, and a sentence that says so. */
export interface PositiveChoice {
  place: number
  about: string
}

/**
 * The class that is asked for, else the rarer one, else the last in sorted order: of fraud in one row of a hundred, figures of the other
 * 99 say nothing. Undefined with other than two classes. Errors: `data` where the class asked for is not there.
 */
export async function positiveOf(
  context: Context,
  subject: Subject,
  classes: readonly ClassValue[],
  wanted: string | number | null,
): Promise<PositiveChoice | undefined> {
  if (classes.length !== 2) {
    if (wanted !== null)
      context.warn(`positiveClass is for two classes, and there are ${classes.length}: it was not used.`)
    return undefined
  }
  const about = (place: number, why: string): PositiveChoice => ({
    place,
    about: `Precision, recall, F1 and areas are of ${String(classes[place])}${why}.`,
  })
  if (wanted !== null) {
    const place = classes.findIndex(value => String(value) === String(wanted))
    if (place >= 0) return about(place, '')
    throw new LatheError({
      code: 'data',
      message: `positiveClass is ${JSON.stringify(wanted)}, and the classes are ${classes.map(c => JSON.stringify(c)).join(' and ')}.`,
      remedy: { text: 'Name one of them.', fix: { set: { parameter: 'positiveClass' } } },
    })
  }
  const counts = await countsOf(subject, classes)
  const rarer = counts[0] < counts[1] ? 0 : 1
  if (counts[rarer] > rarerRatio * counts[1 - rarer]) return about(1, '')
  const [own, all] = [counts[rarer], counts[0] + counts[1]].map(n => formatNumber(n, 'integer'))
  return about(rarer, `, the rarer class (${own} of ${all} rows)`)
}

/** Rows of the frame by class. */
async function countsOf(subject: Subject, classes: readonly ClassValue[]): Promise<number[]> {
  const own = await classesOf(targetColumn(subject))
  const places = own.classes.map(value => classes.findIndex(c => String(c) === String(value)))
  const counts = classes.map(() => 0)
  for (const code of own.codes) if (code >= 0) counts[places[code]]++
  return counts
}
