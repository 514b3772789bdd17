import { replaceFile } from '../../files/write'
import type { Database } from '../database'
import { tableOf, type Entry } from '../manifest'

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The database writes Parquet itself, to a temporary file that then takes its name. */
export async function writeParquet(entry: Entry, database: Database, target: string): Promise<void> {
  const columns = entry.columns.map(({ place, name }) => `${place} AS ${identifier(name)}`).join(', ')
  const connection = await database.instance.connect()
  try {
    await replaceFile(target, async temporary => {
      await connection.run(
        `COPY (SELECT ${columns} FROM ${tableOf(entry.id)}) TO ${literal(temporary)} (FORMAT parquet)`,
      )
    })
  } finally {
    connection.closeSync()
  }
}
