import { rename, stat } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { LatheError } from '../../shared/errors'

export interface Database {
  instance: DuckDBInstance
  /** Where the damaged write-ahead log was moved to, if it had to be. */
  quarantined: string | null
}

/** DuckDB's default takes 80 % of the memory and fails under pressure: 40 %, at most 4 GB. */
const memoryLimit = (): string => `${Math.floor(Math.min(4096, (totalmem() / 2 ** 20) * 0.4))}MB`

/**
 * Opens the database in a folder, or one in memory that spills to the folder. A write-ahead log that cannot be replayed is moved aside,
 * once, never deleted.
 */
export async function openDatabase(folder: string, place: 'disk' | 'memory'): Promise<Database> {
  const options = {
    memory_limit: memoryLimit(),
    threads: String(availableParallelism()),
    temp_directory: join(folder, 'spill'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }
  if (place === 'memory') return { instance: await DuckDBInstance.create(':memory:', options), quarantined: null }
  const path = join(folder, 'datasets.duckdb')
  try {
    return { instance: await DuckDBInstance.create(path, options), quarantined: null }
  } catch (error) {
    if (isLocked(error)) throw inUse(folder, error)
    const quarantined = await quarantine(`${path}.wal`)
    if (!quarantined) throw damaged(path, error)
    const instance = await DuckDBInstance.create(path, options).catch((again: unknown) => {
      throw damaged(path, again)
    })
    return { instance, quarantined }
  }
}

async function quarantine(log: string): Promise<string | null> {
  const exists = await stat(log).then(
    () => true,
    () => false,
  )
  if (!exists) return null
  const aside = `${log}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`
  await rename(log, aside)
  return aside
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && /could not set lock|being used by another process/i.test(error.message)

function inUse(folder: string, cause: unknown): LatheError {
  const holder = /PID (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1]
  const message = `The datasets are in use by another Lathe${holder ? ` (process ${holder})` : ''}.`
  return new LatheError(
    { code: 'input', where: folder, message, remedy: 'Close it, or work in another folder.' },
    { cause },
  )
}

function damaged(path: string, cause: unknown): LatheError {
  const message = `The store of datasets cannot be opened: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}.`
  return new LatheError(
    {
      code: 'format',
      where: path,
      message,
      remedy: 'Move the file away; the datasets are imported again from their files.',
    },
    { cause },
  )
}
