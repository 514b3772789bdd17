import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { importDefaults, type ImportOptions } from '../../../shared/contracts/datasets'
import { throwIfCancelled } from '../../../shared/errors'
import { openError } from './source'

/** Raised when the import reads the same bytes differently. */
const importVersion = 2

/** sha-256 of the file's bytes and the options it is read with, as hexadecimal digits. */
export async function fingerprintFile(path: string, options: ImportOptions, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const block of createReadStream(path, { highWaterMark: 2 ** 20 })) {
      throwIfCancelled(signal)
      hash.update(block as Buffer)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined || signal?.aborted) throw error
    throw openError(error)
  }
  hash.update(JSON.stringify([importVersion, ...told(options)]))
  return hash.digest('hex')
}

/** The options that differ from the defaults, in the order of their names: a new option leaves the fingerprints of others as they are. */
function told(options: ImportOptions): unknown[] {
  const plain = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : value
  const defaults: Partial<Record<string, unknown>> = { ...importDefaults }
  return Object.entries(options)
    .map(([name, value]) => [name, plain(value)])
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(plain(defaults[name as string])))
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1))
}
