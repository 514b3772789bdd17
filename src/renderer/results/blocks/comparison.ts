import type { TableBlock } from '../../../shared/results/blocks'

type Figures = Pick<TableBlock, 'columns' | 'rows' | 'intervals'>

const isNumber = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v)

/** The best figure of a column that has a good end; null where lines are alike or there are fewer than two. */
export function bestOf({ columns, rows }: Figures, column: number): number | null {
  const values = rows.map(r => r[column]).filter(isNumber)
  const better = columns[column]?.better
  if (better === undefined || values.length < 2) return null
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? null : better === 'high' ? high : low
}

/** From the lowest to the highest that a column's figures and intervals reach, with a tenth on either side; none where they do not spread. */
export function spanOf({ rows, intervals }: Figures, column: number): [number, number] | undefined {
  const known = (intervals ?? []).flatMap(line => line[column] ?? [])
  if (known.length === 0) return undefined
  const values = [...known, ...rows.map(r => r[column])].filter(isNumber)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = (high - low) / 10
  return low < high ? [low - room, high + room] : undefined
}

/** How far along a span a value lies, 0 … 1. */
export const placeOf = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)))

/** A cell of words and what it is to be measured by, which goes below it: "29" and "of 333", "0.09 s" and "10 folds". */
export function stacked(text: string): [figure: string, measure?: string] {
  const found = /^(\S+)\s(of .+)$/.exec(text) ?? /^(.+?), (.+)$/.exec(text)
  return found ? [found[1], found[2]] : [text]
}
