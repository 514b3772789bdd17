import { extname } from 'node:path'
import type { ColumnCells } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { writeFileAtomically } from '../../files/write'
import type { Database } from '../database'
import type { Entry } from '../manifest'
import { csvOf } from './csv'
import { jsonOf } from './json'
import { writeParquet } from './parquet'

export interface ExportOptions {
  /** CSV: write text exactly, also where a spreadsheet would run it as a formula. */
  exact: boolean
}

export interface ExportSource {
  entry: Entry
  database: Database
  columns(names: readonly string[]): Promise<ColumnCells[]>
}

/** Writes a dataset to a file, whole or not at all; the ending of the name says the format. */
export async function exportTable(source: ExportSource, target: string, { exact }: ExportOptions): Promise<void> {
  const { entry } = source
  const format = extname(target).toLowerCase()
  if (format === '.parquet') return writeParquet(entry, source.database, target)
  if (format !== '.csv' && format !== '.json') {
    throw new LatheError({
      code: 'usage',
      where: target,
      message: `Tables cannot be written as "${format}".`,
      remedy: 'End the name in .csv, .parquet or .json.',
    })
  }
  const columns = await source.columns(entry.columns.map(column => column.name))
  await writeFileAtomically(target, format === '.csv' ? csvOf(columns, { exact }) : jsonOf(columns))
}
