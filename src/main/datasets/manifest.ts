import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Dataset, Inspection } from '../../shared/contracts/datasets'
import { writeFileAtomically } from '../files/write'
import type { StoredColumn } from './read'

/** What the store knows of a dataset beside its cells. */
export interface Entry extends Dataset {
  rows: number
  columns: (StoredColumn & { checksum: number })[]
}

/** A dataset that is not as it was written: it is imported again when its file is opened. */
export interface Damage {
  id: string
  name: string
  message: string
}

export const tableOf = (id: string): string => `dataset_${id}`

export async function createManifest(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    'CREATE TABLE IF NOT EXISTS manifest (id VARCHAR, name VARCHAR, rows BIGINT, columns VARCHAR, fingerprint VARCHAR, inspection VARCHAR)',
  )
}

export async function addEntry(connection: DuckDBConnection, entry: Entry): Promise<void> {
  await connection.run('INSERT INTO manifest VALUES ($1, $2, $3, $4, $5, $6)', [
    entry.id,
    entry.name,
    BigInt(entry.rows),
    JSON.stringify(entry.columns),
    entry.fingerprint,
    JSON.stringify(entry.inspection),
  ])
}

export async function removeEntry(connection: DuckDBConnection, id: string): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${tableOf(id)}`)
  await connection.run('DELETE FROM manifest WHERE id = $1', [id])
}

/** Every dataset of the manifest, and those whose table is missing or has another number of rows. */
export async function readManifest(connection: DuckDBConnection): Promise<{ entries: Entry[]; damaged: Damage[] }> {
  const found = await connection.runAndReadAll('SELECT id, name, rows, columns, fingerprint, inspection FROM manifest')
  const entries: Entry[] = []
  const damaged: Damage[] = []
  for (const [id, name, rows, columns, fingerprint, inspection] of found.getRows()) {
    const entry: Entry = {
      id: String(id),
      name: String(name),
      rows: Number(rows),
      columns: JSON.parse(String(columns)) as Entry['columns'],
      fingerprint: String(fingerprint),
      inspection: JSON.parse(String(inspection)) as Inspection,
    }
    const actual = await countRows(connection, entry.id)
    if (actual === entry.rows) entries.push(entry)
    else
      damaged.push({
        id: entry.id,
        name: entry.name,
        message: `"${entry.name}" has ${actual} rows where ${entry.rows} were written.`,
      })
  }
  return { entries, damaged }
}

async function countRows(connection: DuckDBConnection, id: string): Promise<number> {
  try {
    const result = await connection.runAndReadAll(`SELECT count(*) FROM ${tableOf(id)}`)
    return Number(result.getRows()[0][0])
  } catch {
    return 0 // no such table
  }
}

/**
 * A list of the datasets beside the database. A write-ahead log that was cut short replays without an error and without its last
 * transactions, manifest rows included; only something outside of the database can tell.
 */
export class Register {
  readonly #path: string

  constructor(folder: string) {
    this.#path = join(folder, 'datasets.json')
  }

  async write(entries: Iterable<Entry>): Promise<void> {
    const datasets = Array.from(entries, ({ id, name, rows }) => ({ id, name, rows }))
    await writeFileAtomically(
      this.#path,
      `${JSON.stringify({ format: 'lathe/datasets', version: 1, datasets }, null, 2)}\n`,
    )
  }

  /** Datasets that were written once and that the database no longer has. */
  async lost(present: ReadonlySet<string>): Promise<Damage[]> {
    const datasets = await this.#read()
    return datasets
      .filter(({ id }) => !present.has(id))
      .map(({ id, name, rows }) => ({ id, name, message: `"${name}" with ${rows} rows is missing from the store.` }))
  }

  async #read(): Promise<{ id: string; name: string; rows: number }[]> {
    try {
      const { datasets } = JSON.parse(await readFile(this.#path, 'utf8')) as {
        datasets: { id: string; name: string; rows: number }[]
      }
      return datasets.map(({ id, name, rows }) => ({ id: String(id), name: String(name), rows: Number(rows) }))
    } catch {
      return [] // a new store, or one whose list is gone: the database speaks for itself
    }
  }
}
