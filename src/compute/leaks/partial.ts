import { type Group, groupsOf } from './groups'
import { leastRows } from './judge'
import type { Answer, Looked } from './looked'

/** Share of a class that must be given away, and of all rows that the class has at most: what is nearly everywhere tells little. */
const [leastShare, mostOfAll] = [0.5, 0.7]
/** Rows of one category, and share of the rows that one number has, that they speak for themselves. */
const [leastCategory, leastMass] = [10, 0.2]
/** One slip in two hundred. */
const pure = 0.995

/** Rows that all are of one class by a column that says nothing of the others: a fee that only leavers pay, though not all of them. */
export interface Partial {
  column: Looked
  /** "it is filled in", "it is not 0". */
  where: string
  rows: number
  class: string
}

/** Undefined where a column gives no class away in part. Numbers are looked at for one that comes again and again, and all beside it. */
export function partial(column: Looked, answer: Answer): Partial | undefined {
  if (answer.task !== 'classification') return undefined
  const { codes, classes } = answer
  const totals = new Float64Array(classes.length)
  for (const code of codes) totals[code]++
  let best: (Partial & { share: number }) | undefined
  for (const { where, rows } of partsOf(column, codes.length)) {
    if (rows.length === 0) continue
    const counts = new Float64Array(classes.length)
    for (const row of rows) counts[codes[row]]++
    const c = counts.indexOf(Math.max(...counts))
    const share = counts[c] / totals[c]
    const telling = counts[c] >= pure * rows.length && counts[c] >= leastRows
    if (telling && share >= leastShare && totals[c] <= mostOfAll * codes.length && share > (best?.share ?? 0))
      best = { column, where, rows: rows.length, class: classes[c], share }
  }
  return best
}

interface Where {
  where: string
  rows: readonly number[]
}

function partsOf(column: Looked, n: number): Where[] {
  const groups = groupsOf(column)
  const present = groups.filter(g => !g.missing)
  const all = (of: readonly Group[]): number[] => of.flatMap(g => g.rows)
  const gaps = groups.find(g => g.missing)
  const parts: Where[] = gaps
    ? [
        { where: 'it is filled in', rows: all(present) },
        { where: 'it is missing', rows: gaps.rows },
      ]
    : []
  if (column.form === 'codes') {
    const large = present.filter(g => g.rows.length >= leastCategory)
    return [
      ...parts,
      ...large.map(g => ({ where: `it is ${column.categories[column.codes[g.rows[0]]]}`, rows: g.rows })),
    ]
  }
  for (const mass of present.filter(g => g.rows.length >= leastMass * n)) {
    const value = String(column.values[mass.rows[0]])
    parts.push({ where: `it is ${value}`, rows: mass.rows })
    parts.push({ where: `it is not ${value}`, rows: all(present.filter(g => g !== mass)) })
  }
  return parts
}
