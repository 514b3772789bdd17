import type { FrameInfo } from '../../../compute'
import { type ColumnSchema, numericKinds } from '../../../shared/frame'
import type { Block } from '../../../shared/results/blocks'

/** What is known of a table before anything is wired behind it. */
export interface TableFacts {
  rows: number
  columns: readonly ColumnSchema[]
  /** Different cells by column, where that was counted. */
  distinct: ReadonlyMap<string, number>
}

/** Of a source that ran: its frame, and what its block of columns counted. */
export function factsOf(frame: FrameInfo, blocks: readonly Block[]): TableFacts {
  const distinct = new Map<string, number>()
  for (const block of blocks) {
    if (block.kind !== 'table' || block.id !== 'profile') continue
    const [name, count] = ['Column', 'Distinct'].map(title => block.columns.findIndex(c => c.name === title))
    for (const row of block.rows) {
      const [column, n] = [row[name], row[count]]
      if (typeof column === 'string' && typeof n === 'number') distinct.set(column, n)
    }
  }
  return { rows: frame.rows, columns: frame.columns, distinct }
}

/** Up to this many different whole numbers are taken for classes: what the doubt about a regression's target goes by. */
const mostCodes = 10

/** What is learned of a column as a target; undefined where it cannot be one. */
export function taskOf(column: ColumnSchema, facts: TableFacts): 'classification' | 'regression' | undefined {
  const distinct = facts.distinct.get(column.name)
  if (distinct !== undefined && distinct < 2) return undefined
  if (column.kind === 'boolean') return 'classification'
  if (column.kind === 'category') return distinct === facts.rows ? undefined : 'classification'
  if (column.kind === 'integer')
    return distinct !== undefined && distinct <= mostCodes ? 'classification' : 'regression'
  return column.kind === 'number' ? 'regression' : undefined
}

/** Columns that may be the target, as they stand. */
export const targetsOf = (facts: TableFacts): ColumnSchema[] =>
  facts.columns.filter(c => c.role !== 'ignored' && taskOf(c, facts) !== undefined)

/** Names by which tables call what is to be learned. */
const said =
  /^(y|target|label|class|classes|outcome|response|result|survived|churn(ed)?|left|default(ed)?|diagnosis|species|quality|price|income|salary|approved|fraud|is_?fraud)$/i

/**
 * The column that is likeliest the target: one that has the role, else by evidence: its name, few classes that come again and again, its place at an
 * end of the table. Undefined where nothing speaks for any.
 */
export function guessedTarget(facts: TableFacts): string | undefined {
  const named = facts.columns.find(c => c.role === 'target')
  if (named) return named.name
  const weights = targetsOf(facts).map(column => {
    const distinct = facts.distinct.get(column.name) ?? Number.POSITIVE_INFINITY
    const classes = taskOf(column, facts) === 'classification'
    const place = facts.columns.indexOf(column)
    const row = numericKinds.includes(column.kind) && column.kind === 'integer' && distinct >= facts.rows
    return {
      name: column.name,
      weight:
        (said.test(column.name) ? 4 : 0) +
        (classes && distinct === 2 ? 2 : classes && distinct <= 20 ? 1 : 0) +
        (place === facts.columns.length - 1 ? 1.5 : place === 0 ? 0.5 : 0) -
        (row ? 9 : 0) -
        (column.missing > 0 ? 1 : 0),
    }
  })
  return weights.filter(w => w.weight >= 1).sort((a, b) => b.weight - a.weight)[0]?.name
}
