import { LatheError } from '../../../shared/errors'
import { formNames } from '../../frame/contents'
import { type Column, columnNamed, featuresOf, type Frame } from '../../frame/frame'
import { isWide } from '../../frame/wide'

/**
 * The columns a preparation works on: those named, or all features that fit. Errors: `data` for a name that is not there or does
 * not fit, naming what fits.
 */
export function chosen<C extends Column>(
  frame: Frame,
  names: readonly string[] | null,
  fits: (column: Column) => column is C,
  what: string,
): C[] {
  if (names === null) return featuresOf(frame).filter(fits)
  return names.map(name => {
    const column = columnNamed(frame, name)
    if (fits(column)) return column
    if (isWide(column.cells))
      throw new LatheError({
        code: 'data',
        message: `The column ${name} holds ${formNames[column.cells.form]}, and ${what} are needed here.`,
        remedy: {
          text: 'Name other columns. model.pca makes columns of numbers of its components.',
          fix: { set: { parameter: 'columns' } },
        },
      })
    throw new LatheError({
      code: 'data',
      message: `The column ${name} is ${column.kind}, and ${what} are needed here.`,
      remedy: {
        text: 'Name other columns, or change its kind in table.columns (types).',
        fix: { set: { node: 'table.columns', parameter: 'types' } },
      },
    })
  })
}
