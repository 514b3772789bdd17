import type { Filter } from '../../../compute'
import { LatheError } from '../../../shared/errors'
import { boundOf } from './filterDraft'
import type { GridColumn } from '../table/tableStore'

/** A column that a typed filter may name, with its most frequent cells where they are known. */
export type Filtered = Pick<GridColumn, 'name' | 'title' | 'kind' | 'missing'> & { top?: readonly string[] }

/** Between conditions, outside of quotes; "to" stands between bounds, so "and" never does. */
const between = /\s+(?:and|&&)\s+|\s*;\s*|\s*&&\s*/i

/**
 * The filters that a text means: conditions such as `score > 80`, `score 60 to 80`, `course = Physics or Biology`, `course is not Physics`,
 * `name contains an`, `hours is missing`, joined by `and`. A cell alone, as `Physics`, means the column that has it. Errors: `parameter`.
 */
export function filtersOfText(text: string, columns: readonly Filtered[]): Filter[] {
  const kept: string[] = []
  // What is in quotes is put away, so that nothing in it is read as a sign.
  const bare = text.replace(/"([^"]*)"|`([^`]*)`/g, (_, a: string | undefined, b: string | undefined) => {
    kept.push(a ?? b ?? '')
    return `\u0001${kept.length - 1}\u0001`
  })
  // oxlint-disable-next-line no-control-regex -- the mark of what was put away
  const back = (part: string): string => part.replace(/\u0001(\d+)\u0001/g, (_, i: string) => kept[Number(i)]).trim()
  return bare
    .split(between)
    .filter(part => part.trim() !== '')
    .flatMap(part => condition(part.trim(), back, columns))
}

function condition(part: string, back: (part: string) => string, columns: readonly Filtered[]): Filter {
  const sign = /\s*(>=|<=|!=|<>|==?|≥|≤|≠|>|<)\s*|\s+(contains|is|to)\s+/i.exec(part)
  if (!sign) return cellAlone(back(part), columns)
  const named = back(part.slice(0, sign.index))
  const rest = part.slice(sign.index + sign[0].length)
  const by = (sign[1] ?? sign[2]).toLowerCase()
  if (by === 'to') return range(part, back, columns)
  const column = columnOf(named, columns)
  const { name } = column
  if (by === 'contains') return { is: 'contains', column: name, text: back(rest) }
  const word = rest.toLowerCase()
  if (by === 'is' && word === 'missing') return { is: 'missing', column: name }
  if (by === 'is' && (word === 'there' || word === 'present' || word === 'not missing'))
    return { is: 'present', column: name }
  const not = by === '!=' || by === '<>' || by === '≠' || (by === 'is' && word.startsWith('not '))
  if (not || by === 'is' || by.startsWith('=')) {
    const texts = (by === 'is' && not ? rest.slice(4) : rest).split(/\s+or\s+/i).map(t => cellOf(back(t), column))
    // A cell that is not known as it was written may be there in other letters.
    const texty = column.kind === 'category' || column.kind === 'text'
    const fold = texty && texts.some(t => !column.top?.includes(t))
    return { is: not ? 'not' : 'in', column: name, values: texts, ...(fold && { fold }) }
  }
  const value = numberOf(back(rest), column)
  switch (by) {
    case '>':
      return { is: 'above', column: name, than: value }
    case '<':
      return { is: 'below', column: name, than: value }
    case '>=':
    case '≥':
      return { is: 'range', column: name, min: value, max: null }
    default:
      return { is: 'range', column: name, min: null, max: value }
  }
}

/** `score 60 to 80`. */
function range(part: string, back: (part: string) => string, columns: readonly Filtered[]): Filter {
  const [left, right] = part.split(/\s+to\s+/i) as [string, string]
  const at = left.lastIndexOf(' ')
  const column = columnOf(back(left.slice(0, Math.max(0, at))), columns)
  const [min, max] = [numberOf(back(left.slice(at + 1)), column), numberOf(back(right), column)]
  return { is: 'range', column: column.name, min, max }
}

/** A cell without a column: the one column of which it is known. */
function cellAlone(text: string, columns: readonly Filtered[]): Filter {
  const same = (t: string): boolean => t.toLowerCase() === text.toLowerCase()
  for (const c of columns) {
    const cell = ['number', 'integer', 'time'].includes(c.kind) ? undefined : c.top?.find(same)
    if (cell !== undefined) return { is: 'in', column: c.name, values: [cell] }
  }
  throw refused(`“${text}” is no condition.`, columns)
}

function columnOf(text: string, columns: readonly Filtered[]): Filtered {
  const low = text.toLowerCase()
  const column = columns.find(c => c.title === text) ?? columns.find(c => c.title.toLowerCase() === low)
  if (!column) throw refused(text === '' ? 'A condition names no column.' : `There is no column “${text}”.`, columns)
  return column
}

function numberOf(text: string, { title, kind }: Filtered): number {
  const value = ['number', 'integer', 'time'].includes(kind) ? boundOf(text, kind) : undefined
  if (value === null || value === undefined)
    throw new LatheError({
      code: 'parameter',
      message: ['number', 'integer', 'time'].includes(kind)
        ? `“${text}” is no ${kind === 'time' ? 'date' : 'number'}, and ${title} needs one.`
        : `${title} holds texts, which are not larger or smaller.`,
      remedy: kind === 'time' ? 'Write it as 2024-05-31.' : 'Compare with =, is not or contains.',
    })
  return value
}

/** A cell as the column writes it: capitals of a known one. */
function cellOf(text: string, column: Filtered): string {
  if (column.kind === 'number' || column.kind === 'integer') return String(numberOf(text, column))
  if (column.kind === 'boolean') return text.toLowerCase()
  return column.top?.find(t => t === text) ?? column.top?.find(t => t.toLowerCase() === text.toLowerCase()) ?? text
}

const refused = (message: string, columns: readonly Filtered[]): LatheError =>
  new LatheError({
    code: 'parameter',
    message,
    remedy: `Write a column, a sign and a value: ${filterExample(columns)}.`,
  })

/** A text that would do, from the table's own columns. */
export function filterExample(columns: readonly Filtered[]): string {
  const number = columns.find(c => c.kind === 'number' || c.kind === 'integer')
  const text = columns.find(c => c.kind === 'category' && c.top && c.name !== null)
  const quoted = (t: string): string => (/^[\w.-]+$/.test(t) ? t : `"${t}"`)
  const parts = [
    ...(number ? [`${quoted(number.title)} > 0`] : []),
    ...(text ? [`${quoted(text.title)} = ${quoted(text.top![0] ?? '')}`] : []),
  ]
  return parts.length > 0 ? parts.join(' and ') : `${quoted(columns[0]?.title ?? 'column')} contains a`
}
