import type { ColumnCells } from '../../shared/contracts/datasets'
import { partitions } from '../../shared/frame'
import { codeCells, numberCells } from './cells'
import { codesOf, numbersOf } from './contents'
import { flat } from './flat'
import type { Column, Frame } from './frame'

/** Columns as the store and writers take them: typed arrays, whole; terms, vectors and images as `flat` says. */
export async function columnCells(columns: readonly Column[]): Promise<ColumnCells[]> {
  return Promise.all(
    (await flat(columns)).map(async (column): Promise<ColumnCells> => {
      const { name, kind, cells, zone } = column
      if (cells.form === 'codes' || cells.form === 'texts') {
        const { codes, categories } = await codesOf(column)
        return { name, kind: kind === 'text' ? 'text' : 'category', codes, categories: [...categories] }
      }
      const numeric = kind === 'integer' || kind === 'boolean' || kind === 'time' ? kind : 'number'
      return { name, kind: numeric, values: await numbersOf(column), ...(zone && { zone }) }
    }),
  )
}

/**
 * The columns of a frame as a file should hold them: after a split with the part of every row (train, validation, test), or the
 * fold that held it out, so that predictions of rows a model has seen can be told from the rest.
 */
export function exported(frame: Frame): readonly Column[] {
  const taken = new Set(frame.columns.map(c => c.name))
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  const common = { role: 'ignored' as const, missing: 0 }
  if (frame.folds) {
    const fold = new Float64Array(frame.rows)
    for (const [index, { parts }] of frame.folds.entries())
      for (let i = 0; i < fold.length; i++) if (partitions[parts![i]] === 'test') fold[i] = index + 1
    return [...frame.columns, { ...common, name: free('fold'), kind: 'integer', cells: numberCells(frame.rows, fold) }]
  }
  if (!frame.parts) return frame.columns
  const cells = codeCells(frame.rows, { codes: new Int32Array(frame.parts), categories: partitions })
  return [...frame.columns, { ...common, name: free('partition'), kind: 'category', cells }]
}
