import { stat } from 'node:fs/promises'
import type { ImportOptions } from '../../../shared/contracts/datasets'
import { LatheError, throwIfCancelled } from '../../../shared/errors'
import { runInThread } from '../../workers/threads'
import { importFile, type ImportedTable } from './importFile'

export interface ImportJob {
  path: string
  options: ImportOptions
}

/** Starting a thread takes about 40 ms; a file of this size is read in less. */
const smallFile = 512 * 1024

/** Whether the import of a file is worth a thread. A file that cannot be looked at is not: the import says why. */
export async function isLarge(path: string): Promise<boolean> {
  const size = await stat(path).then(
    info => info.size,
    () => 0,
  )
  return size > smallFile
}

/** Imports a file in a worker thread, or at once when it is small. Errors name the file as `shown`. */
export async function runImport(
  job: ImportJob,
  shown: string,
  progress?: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<ImportedTable> {
  throwIfCancelled(signal)
  try {
    if (await isLarge(job.path)) return await runInThread<ImportedTable>('import', job, progress, signal)
    return importFile(job.path, job.options, progress)
  } catch (error) {
    throw LatheError.from(error).code === 'cancelled' ? error : LatheError.from(error).at(shown)
  }
}
