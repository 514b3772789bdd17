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

/** Imports a file in a worker thread, or at once when it is small. Errors name the file as `shown`. */
export async function runImport(
  job: ImportJob,
  shown: string,
  progress?: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<ImportedTable> {
  throwIfCancelled(signal)
  const size = await stat(job.path).then(
    info => info.size,
    () => 0, // importFile says what is wrong
  )
  try {
    if (size > smallFile) return await runInThread<ImportedTable>('import', job, progress, signal)
    return importFile(job.path, job.options, progress)
  } catch (error) {
    throw LatheError.from(error).code === 'cancelled' ? error : LatheError.from(error).at(shown)
  }
}
