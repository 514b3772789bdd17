import {
  explainedByGroup,
  explainedByNumbers,
  ownVoice,
  sameOrder,
  skillOf,
  type Told,
  toldByGroup,
  toldByNumbers,
} from './alone'
import { type Group, groupsOf } from './groups'
import { type Answer, isMissing, type Looked, rowsOf } from './looked'
import { tellingWords } from './words'

/** Fewer rows say nothing. */
export const leastRows = 30
/** Rows outside the largest class, below which classes are too rare to be sure of anything. */
const leastBase = 8

/** Share of a target's variance that good measures explain by themselves, at most: a tenth of the spread is left to them. */
const mostHonest = 0.995

/** How a column gives the target away. */
export type Way =
  /** Each of its values is one class, and each class one value; or numbers in the same order. */
  | 'same'
  /** Each of its values belongs to one class or number. */
  | 'values'
  /** Its numbers part the classes, or follow the target. */
  | 'numbers'
  /** It is filled in just where the target is of one class. */
  | 'filled'
  /** Its texts hold a word for each class. */
  | 'words'

/** A column that nearly decides the target by itself. */
export interface Suspect {
  column: Looked
  way: Way
  /** Rows that were told by the others, and the share of them told right, or of their variance explained. */
  known: number
  score: number
  /** Share of what a guess gets wrong that is got right. */
  skill: number
  /** There is next to nothing left to chance. */
  exact: boolean
}

/** What a column may be looked at for: all; `gaps`: times are no feature, only where they stand counts; `text`: words too. */
export type Reading = 'all' | 'gaps' | 'text'

/** Share of the rows that something must be known of. Texts that come again are few, and no feature. */
const leastKnown: Readonly<Record<Reading, number>> = { all: 0.5, gaps: 0.5, text: 0.9 }

/** The column as a suspect; undefined where it is none. */
export function suspect(column: Looked, answer: Answer, reading: Reading): Suspect | undefined {
  if (rowsOf(answer) < leastRows) return undefined
  return answer.task === 'classification'
    ? suspectClasses(column, answer.codes, answer.classes.length, reading)
    : reading === 'gaps'
      ? undefined
      : suspectNumbers(column, answer.values, reading)
}

function suspectClasses(column: Looked, codes: Int32Array, classes: number, reading: Reading): Suspect | undefined {
  const n = codes.length
  const found: (Suspect | undefined)[] = []
  const groups = groupsOf(column)
  const present = groups.filter(g => !g.missing)
  const gaps = groups.find(g => g.missing)
  const enough = (t: Told): boolean => t.known >= Math.max(leastRows, leastKnown[reading] * n) && t.base >= leastBase
  const take = (way: Way, told: Told, least: number): void => {
    const skill = skillOf(told)
    if (!enough(told) || skill < least) return
    found.push({
      column,
      way,
      known: told.known,
      score: 1 - told.wrong / told.known,
      skill,
      exact: told.wrong <= 0.005 * told.known && skill >= 0.97,
    })
  }
  if (gaps && present.length > 0) {
    const filled: Group = { rows: present.flatMap(g => g.rows), missing: false }
    take('filled', toldByGroup([filled, gaps], codes, classes), 0.9)
  }
  if (reading !== 'gaps' && found.length === 0)
    for (const view of gaps ? [groups, present] : [groups]) {
      const told = toldByGroup(view, codes, classes)
      const one = view.length === new Set(codesIn(view, codes)).size && told.wrong <= 0.005 * told.known
      // A number that comes once has neighbours: what is left out of the rows is not unknown.
      take(one ? 'same' : 'values', told, column.form === 'codes' ? 0.93 : 0.97)
      const few = column.form === 'codes' || view.every(g => g.rows.length >= ownVoice)
      if (!few) take('numbers', toldByNumbers(view, codes, classes), 0.975)
    }
  if (reading === 'text' && found.length === 0) {
    const words = tellingWords(column, codes, classes)
    if (words) found.push({ column, way: 'words', known: n, score: 1, skill: 1, exact: true })
  }
  const [first] = found
    .filter(s => s !== undefined)
    .sort((a, b) => Number(b.exact) - Number(a.exact) || b.skill - a.skill)
  return first
}

function* codesIn(groups: readonly Group[], codes: Int32Array): Generator<number> {
  for (const g of groups) for (const row of g.rows) yield codes[row]
}

function suspectNumbers(column: Looked, y: Float64Array, reading: Reading): Suspect | undefined {
  const n = y.length
  const groups = groupsOf(column).filter(g => !g.missing)
  const present = groups.reduce((s, g) => s + g.rows.length, 0)
  const enough = Math.max(leastRows, leastKnown[reading] * n)
  if (present < enough) return undefined
  if (column.form === 'codes') {
    const { known, r2 } = explainedByGroup(groups, y)
    if (known < enough || r2 < mostHonest) return undefined
    return { column, way: 'values', known, score: r2, skill: r2, exact: r2 > 0.9999 }
  }
  const { known, r2 } = explainedByNumbers(groups, column.values, y)
  const different = new Set(Array.from(y, (v, i) => (isMissing(column, i) ? Number.NaN : v))).size
  const same =
    groups.length >= 10 && different >= 10 && r2 >= 0.9 && sameOrder(groups, y) && !evenSteps(groups, column.values)
  if (!same && (r2 < mostHonest || known < enough)) return undefined
  return { column, way: same ? 'same' : 'numbers', known: same ? present : known, score: r2, skill: r2, exact: same }
}

/** Numbers of equal steps are a clock: what grows with time grows with them. */
function evenSteps(groups: readonly Group[], x: Float64Array): boolean {
  const step = x[groups[1].rows[0]] - x[groups[0].rows[0]]
  const whole = groups.every(
    (g, i) => i === 0 || Math.abs(x[g.rows[0]] - x[groups[i - 1].rows[0]] - step) <= 1e-9 * Math.abs(step),
  )
  return whole && groups.every(g => g.rows.length === 1)
}
