import { LatheError } from '../../shared/errors'
import type { Database } from './database'
import type { ImportedTable } from './import/importFile'
import { addEntry, tableOf, type Entry } from './manifest'
import { isEnumerated, writeTable } from './write'

/**
 * Stores an imported table. The cells and the row of the manifest land in one transaction: after a crash there is the whole dataset or none
 * of it.
 */
export async function insertDataset(
  database: Database,
  { id, name, fingerprint }: Pick<Entry, 'id' | 'name' | 'fingerprint'>,
  { inspection, columns }: ImportedTable,
  progress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Entry> {
  const { rows } = inspection
  const connection = await database.instance.connect()
  try {
    await connection.run('BEGIN TRANSACTION')
    const checksums = await writeTable(connection, tableOf(id), columns, rows, progress, signal)
    const stored = columns.map((column, i) => ({
      place: `c${i}`,
      name: column.inspected.name,
      kind: column.kind,
      categories: 'categories' in column && isEnumerated(column) ? column.categories : null,
      checksum: checksums[i],
      ...(column.inspected.zone && { zone: column.inspected.zone }),
    }))
    const entry: Entry = { id, name, fingerprint, rows, inspection, columns: stored }
    await addEntry(connection, entry)
    await connection.run('COMMIT')
    return entry
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => {}) // the first error is the one to tell
    throw storeError(error)
  } finally {
    connection.closeSync()
  }
}

function storeError(error: unknown): LatheError {
  const message = error instanceof Error ? error.message : String(error)
  const known = /no space left|out of disk/i.test(message)
    ? ['The disk is full: the table was not stored.', 'Free some space and import it again.']
    : /out of memory/i.test(message)
      ? ['There is too little memory to store this table.', 'Close other programs, or import a part of it.']
      : undefined
  if (!known) return LatheError.from(error)
  const [what, remedy] = known
  return new LatheError({ code: 'input', message: what, remedy }, { cause: error })
}
