import { Worker } from 'node:worker_threads'
import { cancelled, LatheError, type ErrorParts } from '../../shared/errors'

/** What a worker thread says: any number of `progress`, then one `done` or `failed`. */
export type Message<Result> =
  { type: 'progress'; fraction: number } | { type: 'done'; result: Result } | { type: 'failed'; error: ErrorParts }

export type WorkerName = 'import'

/** Worker threads are built beside the code that starts them; tests, which run from source, are told where by NODE_BUILD. */
const workerFile = (name: WorkerName): URL =>
  new URL(`${name}.worker.mjs`, process.env['NODE_BUILD'] ?? import.meta.url)

/** Runs a job in a thread of its own. The signal ends the thread at once. */
export function runInThread<Result>(
  name: WorkerName,
  job: unknown,
  progress?: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled())
    const worker = new Worker(workerFile(name), { workerData: job })
    const stop = (): void => settle(() => reject(cancelled()))
    const settle = (answer: () => void): void => {
      signal?.removeEventListener('abort', stop)
      worker.removeAllListeners()
      worker.on('error', () => {}) // a thread that is ended while it allocates may still complain
      void worker.terminate()
      answer()
    }
    signal?.addEventListener('abort', stop)
    worker.on('message', (message: Message<Result>) => {
      if (message.type === 'progress') progress?.(message.fraction)
      else if (message.type === 'done') settle(() => resolve(message.result))
      else settle(() => reject(new LatheError(message.error)))
    })
    worker.on('error', error => settle(() => reject(threadError(error))))
    worker.on('exit', code =>
      settle(() => reject(new Error(`the ${name} thread ended with status ${code} and no answer`))),
    )
  })
}

function threadError(error: Error): LatheError {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return LatheError.from(error)
  return new LatheError({
    code: 'input',
    message: 'There is too little memory to read this file.',
    remedy: 'Close other programs, or import a part of it.',
  })
}
