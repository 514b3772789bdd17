import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  importDefaults,
  type ColumnCells,
  type Dataset,
  type Datasets,
  type ImportOptions,
  type Inspection,
} from '../../shared/contracts/datasets'
import { cancelled, LatheError } from '../../shared/errors'
import { checksumOfCells } from './checksum'
import { openDatabase, type Database } from './database'
import { exportTable, type ExportOptions } from './export/exportTable'
import { contentOf, Fingerprints } from './fingerprints'
import { isLarge, runImport } from './import/runImport'
import type { ImportedTable } from './import/importFile'
import { insertDataset } from './insert'
import { createManifest, readManifest, Register, removeEntry, tableOf, type Damage, type Entry } from './manifest'
import { Originals } from './originals'
import { readColumns } from './read'

export interface StoreOptions {
  /** Where the database lives; null: in memory, with a private temporary folder that is removed on close. */
  folder: string | null
  /** Folder of the bundled tables. */
  samples: string
}

/** Opens the store of datasets, and notices what was damaged since it was closed. */
export async function openStore({ folder, samples }: StoreOptions): Promise<Store> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'lathe-')))
  await mkdir(place, { recursive: true })
  const database = await openDatabase(place, folder === null ? 'memory' : 'disk')
  const connection = await database.instance.connect()
  await createManifest(connection)
  const { entries, damaged } = await readManifest(connection)
  for (const { id } of damaged) await removeEntry(connection, id)
  const register = folder === null ? null : new Register(folder)
  const known = new Set([...entries, ...damaged].map(({ id }) => id))
  const lost = register ? await register.lost(known) : []
  if (register && damaged.length + lost.length > 0) await register.write(entries)
  return new Store(
    {
      database,
      connection,
      register,
      temporary: folder === null ? place : null,
      samples,
      originals: new Originals(join(place, 'originals')),
    },
    entries,
    [...damaged, ...lost],
  )
}

interface Parts {
  database: Database
  connection: DuckDBConnection
  register: Register | null
  temporary: string | null
  samples: string
  originals: Originals
}

type Progress = (fraction: number) => void

/** The tables of the workbench, in an embedded database: imported once, found again by fingerprint, read by whole columns. */
export class Store implements Datasets {
  /** What was found damaged on opening, to be told to people. */
  readonly damaged: readonly Damage[]
  /** Where a write-ahead log that could not be replayed was moved to. */
  readonly quarantined: string | null
  private readonly parts: Parts
  private readonly entries = new Map<string, Entry>()
  private readonly fingerprints = new Fingerprints()
  /** Imports under way, by fingerprint: the same file is not imported twice at once. */
  private readonly pending = new Map<string, Promise<Entry>>()

  constructor(parts: Parts, entries: readonly Entry[], damaged: readonly Damage[]) {
    this.parts = parts
    this.damaged = damaged
    this.quarantined = parts.database.quarantined
    for (const entry of entries) this.entries.set(entry.id, entry)
  }

  list(): Dataset[] {
    return Array.from(this.entries.values(), asDataset)
  }

  async open(path: string, options: ImportOptions, progress?: Progress, signal?: AbortSignal): Promise<Dataset> {
    if (!path.startsWith('dataset:')) {
      const file = resolve(path)
      return this.read({ file, name: basename(file, extname(file)), label: path }, options, progress, signal)
    }
    const entry = this.find(path.slice('dataset:'.length))
    const file = await this.parts.originals.find(entry.id)
    if (file === undefined) return asDataset(entry)
    return this.read({ file, name: entry.name, label: entry.name }, options, progress, signal)
  }

  /** Keeps the bytes that a table was made of, so that it can be read in another way. */
  async keepOriginal(id: string, file: string): Promise<void> {
    await this.parts.originals.keep(this.find(id).id, file)
  }

  private async read(
    { file, name, label }: { file: string; name: string; label: string },
    options: ImportOptions,
    progress?: Progress,
    signal?: AbortSignal,
  ): Promise<Dataset> {
    // A large file is hashed while a thread already reads it; when it turns out to be known, the thread is ended.
    const needless = new AbortController()
    const ending = signal ? AbortSignal.any([signal, needless.signal]) : needless.signal
    const start = (): Promise<ImportedTable> =>
      runImport({ path: file, options }, label, part(progress, 0, 0.7), ending)
    const before = await contentOf(file)
    const recalled = await this.fingerprints.recall(file, options)
    const early = recalled === undefined && (await isLarge(file)) ? start() : null
    early?.catch(() => {}) // awaited below, or needless
    try {
      const fingerprint = recalled ?? (await this.fingerprints.take(file, options, signal))
      const id = fingerprint.slice(0, 16)
      const known = this.entries.get(id) ?? (await this.pending.get(id)?.catch(() => undefined))
      if (known) return { ...asDataset(known), name }
      const adding = (early ?? start()).then(async table => {
        // A fingerprint of one content with the rows of another would be found again for ever.
        if ((await contentOf(file)) !== before) throw changedWhileRead()
        return this.add({ id, name, fingerprint }, table, part(progress, 0.7, 1), signal)
      })
      this.pending.set(id, adding)
      const entry = await adding.finally(() => this.pending.delete(id))
      progress?.(1)
      return asDataset(entry)
    } catch (error) {
      throw isCancelled(error) ? cancelled() : LatheError.from(error).at(label)
    } finally {
      needless.abort()
    }
  }

  async sample(name: string): Promise<Dataset> {
    const names = (await readdir(this.parts.samples))
      .filter(file => file.endsWith('.csv'))
      .map(file => file.slice(0, -4))
      .sort()
    if (!names.includes(name)) {
      const message = `There is no sample "${name}".`
      throw new LatheError({
        code: 'parameter',
        where: 'name',
        message,
        remedy: `The samples are ${names.join(', ')}.`,
      })
    }
    return this.open(join(this.parts.samples, `${name}.csv`), importDefaults)
  }

  /** What an import of the file decides, without keeping its cells. */
  async inspect(path: string, options: ImportOptions, progress?: Progress, signal?: AbortSignal): Promise<Inspection> {
    if (path.startsWith('dataset:')) return (await this.open(path, options, progress, signal)).inspection
    const { inspection } = await runImport({ path: resolve(path), options }, path, progress, signal)
    return inspection
  }

  async columns(id: string, names: readonly string[]): Promise<ColumnCells[]> {
    const entry = this.find(id)
    const wanted = names.map(name => {
      const column = entry.columns.find(c => c.name === name)
      if (column) return column
      const message = `"${entry.name}" has no column "${name}".`
      throw new LatheError({
        code: 'data',
        message,
        remedy: `Its columns are ${entry.columns
          .map(c => c.name)
          .slice(0, 20)
          .join(', ')}.`,
      })
    })
    const connection = await this.parts.database.instance.connect()
    try {
      const cells = await readColumns(connection, tableOf(entry.id), entry.rows, wanted)
      cells.forEach((column, i) => {
        if (checksumOfCells(column) !== wanted[i].checksum) throw damagedColumn(entry.name, column.name)
      })
      return cells
    } finally {
      connection.closeSync()
    }
  }

  /** Writes a dataset to a .csv, .parquet or .json file. */
  async exportTable(id: string, target: string, options: ExportOptions): Promise<void> {
    const entry = this.find(id)
    await exportTable(
      { entry, database: this.parts.database, columns: names => this.columns(entry.id, names) },
      resolve(target),
      options,
    )
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.pending.values())
    this.parts.connection.closeSync()
    this.parts.database.instance.closeSync()
    if (this.parts.temporary) await rm(this.parts.temporary, { recursive: true, force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** By id or by fingerprint. */
  private find(id: string): Entry {
    const entry = this.entries.get(id.slice(0, 16))
    if (entry) return entry
    throw new LatheError({
      code: 'data',
      where: id,
      message: 'The store has no such dataset.',
      remedy: { text: 'Open its file again.', fix: { set: { parameter: 'path' } } },
    })
  }

  private async add(
    named: Pick<Entry, 'id' | 'name' | 'fingerprint'>,
    table: ImportedTable,
    progress: Progress = () => {},
    signal?: AbortSignal,
  ): Promise<Entry> {
    const entry = await insertDataset(this.parts.database, named, table, progress, signal)
    this.entries.set(entry.id, entry)
    await this.parts.register?.write(this.entries.values())
    return entry
  }
}

const asDataset = ({ id, name, fingerprint, inspection }: Entry): Dataset => ({ id, name, fingerprint, inspection })

const isCancelled = (error: unknown): boolean => LatheError.from(error).code === 'cancelled'

const part = (progress: Progress | undefined, from: number, to: number): Progress | undefined =>
  progress && (fraction => progress(from + (to - from) * fraction))

const changedWhileRead = (): LatheError =>
  new LatheError({
    code: 'input',
    message: 'The file was changed or removed while it was read.',
    remedy: 'Open it again once nothing writes to it.',
  })

const damagedColumn = (dataset: string, column: string): LatheError =>
  new LatheError({
    code: 'format',
    message: `The stored column "${column}" of "${dataset}" is damaged.`,
    remedy: 'Import its file again.',
  })
