import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ImportOptions } from '../../../shared/contracts/datasets'
import { throwIfCancelled } from '../../../shared/errors'
import { openError } from './source'

/** Raised when the import reads the same bytes differently. */
const importVersion = 1

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
  const types = Object.entries(options.types).sort(([a], [b]) => (a < b ? -1 : 1))
  const { format, delimiter, header, decimal, encoding, nullValues } = options
  hash.update(JSON.stringify([importVersion, format, delimiter, header, decimal, encoding, nullValues, types]))
  return hash.digest('hex')
}
