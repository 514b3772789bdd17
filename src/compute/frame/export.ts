import type { ColumnCells } from '../../shared/contracts/datasets'
import type { Column } from './frame'

/** Columns as the store and writers take them: typed arrays, whole. */
export async function columnCells(columns: readonly Column[]): Promise<ColumnCells[]> {
  return Promise.all(
    columns.map(async ({ name, kind, cells }): Promise<ColumnCells> => {
      if (cells.form === 'codes') {
        const { codes, categories } = await cells.codes()
        return { name, kind: kind === 'text' ? 'text' : 'category', codes, categories: [...categories] }
      }
      const numeric = kind === 'integer' || kind === 'boolean' || kind === 'time' ? kind : 'number'
      return { name, kind: numeric, values: await cells.numbers() }
    }),
  )
}
