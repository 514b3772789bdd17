import type { ImportAnswer, ImportWarning } from '../../../../shared/contracts/datasets'
import type { Kind } from '../../../../shared/frame'
import { formatCount } from '../../../../shared/results/format'
import type { Tally } from './look'

type Set = ImportAnswer['set']

export const cellsOf = (cells: number): string => formatCount(cells, 'cell')

export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** A cell as it is written. */
export const quoted = (text: string): string => `"${short(text)}"`

/** Verb of one or more cells. */
export const verb = (cells: number, one: string, more: string): string => (cells === 1 ? one : more)

export function warning(code: string, column: string, text: string, answers?: ImportAnswer[]): ImportWarning {
  return { code, column, message: `"${column}": ${text}`, ...(answers && { answers }) }
}

export const answer = (text: string, set: Set, used = false): ImportAnswer => ({ text, set, used })

export const asKind = (column: string, kind: Kind): Set => ({ types: { [column]: kind } })

/** The question whether a column that was read as numbers or times is to stay text. */
export const orText = (column: string, kind: Kind, how: string): ImportAnswer[] => [
  answer(how, asKind(column, kind), true),
  answer('Text, as written', asKind(column, 'text')),
]

/** The words of a column and their cells: `"n/a" (3), "-" (1)`. */
export function listed(words: Iterable<[string, Tally]>): string {
  const list = [...words].sort(([, a], [, b]) => b.cells - a.cells)
  const some = list.slice(0, 6).map(([word, { cells }]) => `${quoted(word)} (${cells})`)
  return some.join(', ') + (list.length > 6 ? ` and ${list.length - 6} more` : '')
}
