import { double, type Doubled } from './doubling'

function doubleInWorker(values: number[]): Promise<Doubled> {
  const worker = new Worker(new URL('./doubling.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Doubled>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<{ result: Doubled } | { error: string }>) =>
      'result' in event.data ? resolve(event.data.result) : reject(new Error(event.data.error)),
    )
    worker.addEventListener('error', event => reject(new Error(event.message)))
    worker.postMessage(values)
  }).finally(() => worker.terminate())
}

/** What the specs call. */
const page = { double, doubleInWorker }
export type Page = typeof page
Object.assign(globalThis, { page })
