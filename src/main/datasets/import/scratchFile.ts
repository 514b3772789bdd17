import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importDefaults, type ImportOptions } from '../../../shared/contracts/datasets'
import { segmentRows } from './segments'
import { importFile, type ImportedTable } from './importFile'

/** Imports content through a file that is gone afterwards. */
export function importContent(
  content: string | Uint8Array,
  options: Partial<ImportOptions> = {},
  reader?: 'text',
): ImportedTable {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))
  try {
    const path = join(folder, 'table.csv')
    writeFileSync(path, content)
    return importFile(path, { ...importDefaults, ...options }, undefined, reader)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Cells of an imported column: numbers, texts, null where missing. */
export function cellsOf(table: ImportedTable, name: string): (number | string | null)[] {
  const column = table.columns.find(c => c.inspected.name === name)
  if (!column) throw new Error(`no column ${name}`)
  const cells: (number | string | null)[] = []
  for (const segment of column.segments) {
    if (segment.length > segmentRows) throw new Error('segment too long')
    for (const cell of segment) {
      if ('categories' in column) cells.push(cell < 0 ? null : column.categories[cell])
      else cells.push(Number.isNaN(cell) ? null : cell)
    }
  }
  return cells
}

/** What an import throws. */
export function faultOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** All that an import says and holds, as plain data. */
export const tableOf = (table: ImportedTable): unknown => ({
  ...table.inspection,
  cells: table.inspection.columns.map(({ name }) => cellsOf(table, name)),
})
