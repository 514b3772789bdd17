import { LatheError } from '../../../../shared/errors'
import { isFeatureKind } from '../../../../shared/frame'
import type { Values } from '../../../../shared/params'
import { formatCount } from '../../../../shared/results/format'
import type { Context, Transformer } from '../../../engine/node'
import type { State } from '../../../frame/state'
import { codeCells, type CodeCells } from '../../../frame/cells'
import { filled, missingFlag } from '../../../frame/derived'
import {
  addColumns,
  type Column,
  type Frame,
  isCoded,
  isNumeric,
  type NumberColumn,
  replaceColumns,
  rowsOf,
} from '../../../frame/frame'
import { chosen } from '../columns'
import { meansOf, mediansOf, mostFrequentCategory, mostFrequentNumber } from './statistics'
import type { spec } from './spec'

type P = (typeof spec)['parameters']
type Params = Values<P>
type Fill = number | string

const fillable = (c: Column): c is Column => isNumeric(c) || (isCoded(c) && isFeatureKind(c.kind))

export const transformer: Transformer<P> = {
  async fit(context, frame, params) {
    const columns = chosen(frame, params.columns, fillable, 'numbers or categories')
    const fills = await fillsOf(context, frame, columns, params)
    const filledCells = Object.fromEntries(columns.filter(c => c.missing > 0).map(c => [c.name, c.missing]))
    const gaps = columns.reduce((sum, c) => sum + c.missing, 0)
    return {
      state: { fills, flags: params.addIndicator ? columns.filter(c => c.missing > 0).map(c => c.name) : [] },
      summary: { statistics: fills, filled: filledCells },
      headline: { label: 'filled', value: gaps, format: 'integer', text: formatCount(gaps, 'value') },
      blocks: [
        {
          kind: 'table',
          id: 'fills',
          title: 'What fills the gaps',
          caption: 'Learned from the training rows only.',
          columns: [
            { name: 'Column' },
            { name: 'Value', format: 'significant', align: 'right' },
            { name: 'Cells filled', format: 'integer', align: 'right' },
          ],
          rows: columns.map(c => [c.name, fills[c.name], c.missing]),
        },
      ],
    }
  },

  async apply(_context, frame, state) {
    const fills = state['fills'] as Record<string, Fill>
    const flags = (state['flags'] as readonly string[]).map((name): Column => {
      const column = named(frame, name)
      const cells = isNumeric(column)
        ? missingFlag(column.cells)
        : missingFlag(numbersOfCodes(column.cells as CodeCells))
      return { name: `${name}:missing`, kind: 'boolean', role: 'feature', missing: 0, cells }
    })
    const replaced = new Map(
      Object.entries(fills).map(([name, fill]) => [name, [fillColumn(named(frame, name), fill)]]),
    )
    return Promise.resolve(addColumns(replaceColumns(frame, replaced), flags))
  },
}

function named(frame: Frame, name: string): Column {
  return chosen(frame, [name], fillable, 'numbers or categories')[0]
}

function fillColumn(column: Column, fill: Fill): Column {
  if (column.missing === 0) return column
  if (isNumeric(column) && typeof fill === 'number') {
    const kind = column.kind !== 'number' && !Number.isInteger(fill) ? 'number' : column.kind
    return { ...column, kind, missing: 0, cells: filled(column.cells, fill) }
  }
  const cells = column.cells as CodeCells
  return {
    ...column,
    missing: 0,
    cells: codeCells(cells.rows, async () => {
      const { codes, categories } = await cells.codes()
      const known = categories.indexOf(String(fill))
      const all = known < 0 ? [...categories, String(fill)] : categories
      const code = known < 0 ? categories.length : known
      return { categories: all, codes: codes.map(c => (c < 0 ? code : c)) }
    }),
  }
}

/** A category column as numbers that are missing where it is. */
function numbersOfCodes(of: CodeCells): NumberColumn['cells'] {
  const numbers = async (): Promise<Float64Array> =>
    new Float64Array((await of.codes()).codes).map(c => (c < 0 ? Number.NaN : 0))
  return { form: 'numbers', rows: of.rows, numbers, image: async images => images.encode(await numbers()) }
}

/** The value that fills each column. Errors: `data` for a column with nothing to learn from, or a constant of the wrong kind. */
async function fillsOf(
  context: Context,
  frame: Frame,
  columns: readonly Column[],
  params: Params,
): Promise<Record<string, Fill> & State> {
  const rows = rowsOf(frame, 'train')
  if (params.strategy === 'constant')
    return Object.fromEntries(columns.map(c => [c.name, constantFor(c, params.fillValue)]))
  const fills = new Map<string, Fill>()
  const byMode = (c: Column): boolean =>
    isCoded(c) || params.strategy === 'mostFrequent' || (params.strategy === 'auto' && c.kind === 'boolean')
  const numeric = columns.filter(isNumeric).filter(c => !byMode(c))
  const middle =
    params.strategy === 'mean' ? await meansOf(context, numeric, rows) : await mediansOf(context, numeric, rows)
  for (const [j, column] of numeric.entries()) fills.set(column.name, middle[j])
  for (const column of columns.filter(byMode))
    fills.set(
      column.name,
      isNumeric(column)
        ? await mostFrequentNumber(column.cells, rows)
        : await mostFrequentCategory(column.cells as CodeCells, rows),
    )
  for (const [name, fill] of fills)
    if (Number.isNaN(fill) || fill === '')
      throw new LatheError({
        code: 'data',
        message: `The column ${name} is missing in every training row: there is nothing to learn from.`,
        remedy: {
          text: 'Ignore it in table.columns, or fill it with strategy constant.',
          fix: { set: { node: 'table.columns', parameter: 'ignore' } },
        },
      })
  return Object.fromEntries(columns.map(c => [c.name, fills.get(c.name)!]))
}

function constantFor(column: Column, given: number | string | null): Fill {
  const fill = given ?? (isNumeric(column) ? 0 : 'missing')
  if (isNumeric(column) === (typeof fill === 'number')) return fill
  throw new LatheError({
    code: 'data',
    message: `fillValue ${JSON.stringify(fill)} does not fit the column ${column.name}, which is ${column.kind}.`,
    remedy: {
      text: 'Name the columns it is for, and put another prep.impute for the rest.',
      fix: { set: { parameter: 'columns' } },
    },
  })
}
