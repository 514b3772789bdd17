import { skillOf } from './alone'
import { type Suspect } from './judge'
import type { Answer } from './looked'
import type { Reached } from './together'

/** What the other columns reach together, and how many they are. */
export interface Others extends Reached {
  columns: number
}

/** Rows more that others get wrong, and how many times as many: below that they do as well. */
const [moreRows, times] = [8, 4]

/**
 * `leak`: nothing honest explains what the column does. `doubt`: it does far more than all the others, which a good measure may too: it stays, and
 * is asked about. Undefined: the others reach as much without it.
 */
export function verdictOf(found: Suspect, others: Others, answer: Answer): 'leak' | 'doubt' | undefined {
  if (others.columns === 0) return found.way === 'same' && answer.task === 'classification' ? 'doubt' : undefined
  // One other column is no company to stand out from: toys have two, and one of them may be the measure.
  if (found.way === 'numbers' && others.columns < 2) return undefined
  const [left, leftOthers] = [1 - found.score, 1 - others.score]
  if (answer.task === 'regression') {
    if (found.way === 'same') return 'leak'
    if (others.score > 0.98 || times * left > leftOthers) return undefined
    return found.exact ? 'leak' : 'doubt'
  }
  if (found.way === 'same') return 'leak'
  const rows = Math.min(found.known, others.rows)
  if ((leftOthers - left) * rows < moreRows || times * left > leftOthers) return undefined
  const skill = skillOthers(others, answer)
  if (skill > 0.9) return undefined
  if (found.way !== 'numbers') return found.exact ? 'leak' : 'doubt'
  return found.exact && skill <= 0.5 ? 'leak' : 'doubt'
}

/** Whether a column that gives a class away in part takes one of four mistakes from what the others make without it. */
export const raises = (whole: Reached, without: Reached): boolean =>
  (whole.score - without.score) * whole.rows >= moreRows && 1 - whole.score <= 0.75 * (1 - without.score)

function skillOthers({ score, rows }: Others, answer: Answer): number {
  if (answer.task === 'regression') return score
  const counts = new Float64Array(answer.classes.length)
  for (const code of answer.codes) counts[code]++
  const largest = Math.max(...counts) / answer.codes.length
  return skillOf({ known: rows, wrong: 1 - score, base: 1 - largest })
}
