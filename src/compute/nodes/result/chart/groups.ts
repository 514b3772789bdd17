import { LatheError } from '../../../../shared/errors'
import { classesOf } from '../../../engine/target'
import { formNames } from '../../../frame/contents'
import { type Column, columnNamed, type Frame, type NumberColumn } from '../../../frame/frame'
import { isWide } from '../../../frame/wide'

/** Distinct values up to which a column of numbers can tell series apart or name bars. */
const mostClasses = 200

/** Rows of one frame that make one series. */
export interface Group {
  frame: number
  name: string
  /** Place of the class in sorted order, where a column tells series apart. */
  class?: number
  rows: Uint32Array
}

/** The series of all frames: one a frame, or one for every class of `colour` in it. */
export async function groupsOf(frames: readonly Frame[], colour: string | null): Promise<Group[]> {
  const several = frames.length > 1
  const groups: Group[] = []
  const order = colour === null ? [] : await classNames(frames.map(f => columnNamed(f, colour)))
  for (const [i, frame] of frames.entries()) {
    const table = several ? `table ${i + 1}` : ''
    if (colour === null) {
      groups.push({ frame: i, name: table || 'Rows', rows: Uint32Array.from({ length: frame.rows }, (_, row) => row) })
      continue
    }
    const { names, codes } = await labelsOf(columnNamed(frame, colour))
    const members = names.map(() => new Array<number>())
    const missing: number[] = []
    for (const [row, code] of codes.entries()) (code < 0 ? missing : members[code]).push(row)
    const prefix = several ? `${table}: ` : ''
    names.forEach((name, c) => {
      if (members[c].length > 0)
        groups.push({ frame: i, name: prefix + name, class: order.indexOf(name), rows: Uint32Array.from(members[c]) })
    })
    if (missing.length > 0)
      groups.push({
        frame: i,
        name: `${prefix}${colour} missing`,
        class: order.length,
        rows: Uint32Array.from(missing),
      })
  }
  return groups
}

/** Names of all classes of the columns, in the first one's sorted order, those of others behind. */
export async function classNames(columns: readonly Column[]): Promise<string[]> {
  const all = await Promise.all(columns.map(labelsOf))
  return [...new Set(all.flatMap(l => l.names))]
}

/** Class of every row by name, −1 where missing. Errors: `data` for a column of many different numbers. */
export async function labelsOf(column: Column): Promise<{ names: string[]; codes: Int32Array }> {
  const { classes, codes } = await classesOf(column)
  if (column.cells.form === 'codes' || classes.length <= mostClasses) return { names: classes.map(String), codes }
  throw new LatheError({
    code: 'data',
    message: `${column.name} has ${classes.length} different values: too many to tell apart as classes.`,
    remedy: 'Choose a category, or draw it as x or y of a scatter or histogram.',
  })
}

/** A column of numbers or times: the one named, or the first that is not among those already taken. Errors: `data`. */
export function numberColumn(
  frame: Frame,
  name: string | null,
  what: string,
  taken: readonly string[] = [],
): NumberColumn {
  const fits = (c: Column): c is NumberColumn => c.cells.form === 'numbers'
  const column =
    name === null
      ? frame.columns.filter(fits).find(c => c.role !== 'ignored' && !taken.includes(c.name))
      : columnNamed(frame, name)
  if (!column)
    throw new LatheError({
      code: 'data',
      message: `There is no column of numbers for ${what}.`,
      remedy: {
        text: `Name one in ${what}, or change a kind in table.columns (types).`,
        fix: { set: { parameter: what } },
      },
    })
  if (fits(column)) return column
  if (isWide(column.cells))
    throw new LatheError({
      code: 'data',
      message: `${what} is ${column.name}, which holds ${formNames[column.cells.form]}, and numbers are needed.`,
      remedy: {
        text: 'Choose another column. model.pca makes columns of numbers of its components.',
        fix: { set: { parameter: what } },
      },
    })
  throw new LatheError({
    code: 'data',
    message: `${what} is ${column.name}, which is ${column.kind === 'text' ? 'text' : `a ${column.kind}`}, and numbers are needed.`,
    remedy: { text: 'Choose another column, or the kind bar.', fix: { set: { parameter: what } } },
  })
}
