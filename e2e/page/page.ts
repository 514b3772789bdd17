import { askAt, type RemoteEngine, remoteEngine, type RunEvent } from '../../src/compute'
import { importDefaults } from '../../src/shared/contracts/datasets'
import type { Pipeline } from '../../src/shared/pipeline/document'
import type { Results } from '../../src/shared/results/results'
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

const ask = askAt(location.origin)
const files: Record<string, string> = {}
const save = (name: string, bytes: Uint8Array<ArrayBuffer>) => void (files[name] = new TextDecoder().decode(bytes))

/** There is no door here. */
function opened(worker: Worker): Worker {
  worker.postMessage({ headers: {} })
  return worker
}

let started: RemoteEngine | undefined
function engine(): RemoteEngine {
  const load = () => new Worker(new URL('../../src/compute/host/worker.ts', import.meta.url), { type: 'module' })
  return (started ??= remoteEngine(opened(load()), save))
}

interface Ran {
  results: Results
  events: RunEvent[]
  /** From the cancel to the end of the run; only where it was cancelled. */
  milliseconds?: number
  /** Files that the run made, by name. */
  files: Record<string, string>
}

/** Runs a pipeline in the engine's worker; cancels it at the first event of that type. */
async function run(document: Pipeline, cancelAt?: { type: RunEvent['type']; node: string }): Promise<Ran> {
  const events: RunEvent[] = []
  const cancel = new AbortController()
  let cancelled = Infinity
  const onEvent = (event: RunEvent) => {
    events.push(event)
    if (
      cancelAt &&
      event.type === cancelAt.type &&
      'node' in event &&
      event.node === cancelAt.node &&
      !cancel.signal.aborted
    ) {
      cancelled = performance.now()
      cancel.abort()
    }
  }
  const results = await engine().run(document, { signal: cancel.signal, onEvent })
  return { results, events, files, ...(cancel.signal.aborted && { milliseconds: performance.now() - cancelled }) }
}

/** Runs a pipeline in a worker whose first device is destroyed at a submission. */
async function runLosing(document: Pipeline, submission: number): Promise<Ran> {
  const worker = new Worker(new URL('./loss.worker.ts', import.meta.url), {
    type: 'module',
    name: `lose at ${submission}`,
  })
  const events: RunEvent[] = []
  try {
    const results = await remoteEngine(opened(worker), save).run(document, { onEvent: event => events.push(event) })
    return { results, events, files }
  } finally {
    worker.terminate()
  }
}

/** Gives a file to the store, as one dropped onto the page. */
async function upload(name: string, text: string) {
  const progress: number[] = []
  const call = { name, options: importDefaults }
  const dataset = await ask('datasets.upload', call, {
    bytes: [new Blob([text])],
    progress: f => progress.push(f),
  }).catch((error: Error) => ({ error: JSON.stringify(error) }))
  return { dataset, progress }
}

/** What the specs call. */
const page = { double, doubleInWorker, run, runLosing, upload, clear: () => engine().clear() }
export type Page = typeof page
Object.assign(globalThis, { page })
