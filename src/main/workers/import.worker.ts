import { parentPort, workerData } from 'node:worker_threads'
import { LatheError } from '../../shared/errors'
import { importFile, type ImportedTable } from '../datasets/import/importFile'
import type { ImportJob } from '../datasets/import/runImport'
import type { Message } from './threads'

const { path, options } = workerData as ImportJob
const say = (message: Message<ImportedTable>, moved: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, moved)

try {
  const result = importFile(path, options, fraction => say({ type: 'progress', fraction }))
  say(
    { type: 'done', result },
    result.columns.flatMap(column => column.segments.map(segment => segment.buffer)),
  )
} catch (error) {
  say({ type: 'failed', error: LatheError.from(error).toJSON() })
}
