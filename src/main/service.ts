import {
  type Answer,
  type CallName,
  calls,
  callsPath,
  isCall,
  type LongCall,
  type Saved,
} from '../shared/contracts/calls'
import type { ColumnCells } from '../shared/contracts/datasets'
import type { TuningStore, Written } from '../shared/contracts/host'
import { LatheError } from '../shared/errors'
import { pathOf } from '../shared/pipeline/document'
import type { Store } from './datasets/store'
import { bytes, columns, fault, type Job, json, progress, saved } from './service/answers'
import { readRequest } from './service/body'
import { handlersOf } from './service/handlers'
import type { Kept } from './service/projects'
import { Refusal } from './service/refusal'
import { Resources } from './service/resources'
import { serveStatic, type StaticFiles } from './service/static'

export interface ServiceOptions {
  store: Store
  /** Folder of `samples` and `templates`. */
  resources: string
  /** The page: `staticFilesOf` a built folder. */
  staticFiles: StaticFiles
  /** Where a path of a pipeline lies on this machine. Absent, or undefined for a path: the host opens and writes none, and the page saves what is made. */
  place?: (path: string) => string | undefined
  /** Projects, and the paths that pipelines may use: absent where nothing is kept. */
  kept?: Kept
  /** Where the tuner's findings are kept; absent where nothing is. */
  tuning?: TuningStore
  /** Told of every fault of ours (`internal`), which the page sees without its cause. */
  onFault?: (error: LatheError) => void
}

/** The whole program behind a page. It never throws: every fault is an answer. */
export type Service = (request: Request) => Promise<Response>

/**
 * Makes the service: `POST /api/<call>` for the calls of `contracts/calls.ts`, GET and HEAD for a fixed list of files, 404 for the rest.
 * It knows nothing of who asks: a host that others can reach checks origin and token before it hands a request on.
 */
export function createService({
  store,
  resources,
  staticFiles,
  place,
  kept,
  tuning,
  onFault = () => {},
}: ServiceOptions): Service {
  const handlers = handlersOf({ store, resources: new Resources(resources), place, kept, tuning })
  const report = (error: LatheError): void => {
    if (error.code === 'internal') onFault(error)
  }

  async function call<K extends CallName>(name: K, request: Request): Promise<Response> {
    const { input: schema, parcel = false, limit, answer } = calls[name]
    const received = await readRequest(request, parcel, limit)
    const checked = schema.safeParse(received.input)
    if (!checked.success) throw wrongInput(name, checked.error.issues)
    const result = await handlers[name](checked.data, { bytes: received.bytes, signal: request.signal })
    switch (answer) {
      case 'json':
        return json(result)
      case 'progress':
        return progress(result as Job<Answer<LongCall>>, request.signal, report)
      case 'columns':
        return columns(result as ColumnCells[])
      case 'bytes':
        return bytes(result as Uint8Array<ArrayBuffer>)
      case 'saved':
        return isJob(result) ? progress(result, request.signal, report) : saved(result as Saved)
    }
  }

  return async request => {
    try {
      const { pathname } = new URL(request.url)
      if (!pathname.startsWith(callsPath)) return await serveStatic(staticFiles, request.method, pathname)
      const name = pathname.slice(callsPath.length)
      if (!isCall(name)) throw new Refusal(404, 'There is no such call.')
      if (request.method !== 'POST') throw new Refusal(405, `${request.method} is not for calls.`)
      return await call(name, request)
    } catch (thrown) {
      const error = LatheError.from(thrown)
      report(error)
      return fault(error)
    }
  }
}

const isJob = (result: unknown): result is Job<Written> => typeof result === 'function'

function wrongInput(name: string, [issue]: { path: PropertyKey[]; message: string }[]): Refusal {
  const place = pathOf(issue.path)
  return new Refusal(400, `The call ${name} is wrong${place ? ` at ${place}` : ''}: ${issue.message}.`)
}
