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
import type { Written } from '../shared/contracts/host'
import { LatheError } from '../shared/errors'
import { pathOf } from '../shared/pipeline/document'
import { bytes, columns, fault, type Job, json, progress, saved } from './service/answers'
import { readRequest } from './service/body'
import { handlersOf, type Rooms } from './service/handlers'
import { Refusal } from './service/refusal'
import { Resources } from './service/resources'
import { serveStatic, type StaticFiles } from './service/static'

export interface ServiceOptions extends Omit<Rooms, 'resources'> {
  /** Folder of `samples` and `templates`. */
  resources: string
  /** The page: `staticFilesOf` a built folder. */
  staticFiles: StaticFiles
  /** Told of every fault of ours (`internal`), which the page sees without its cause. */
  onFault?: (error: LatheError) => void
}

/** The whole program behind a page. It never throws: every fault is an answer. */
export type Service = (request: Request) => Promise<Response>

/**
 * Makes the service: `POST /api/<call>` for the calls of `contracts/calls.ts`, GET and HEAD for a fixed list of files, 404 for the rest.
 * It knows nothing of who asks: a host that others can reach checks origin and token before it hands a request on.
 */
export function createService({ resources, staticFiles, onFault = () => {}, ...rooms }: ServiceOptions): Service {
  const handlers = handlersOf({ ...rooms, resources: new Resources(resources) })
  const report = (error: LatheError): void => {
    if (error.code === 'internal') onFault(error)
  }

  async function call<K extends CallName>(name: K, request: Request): Promise<Response> {
    const { input: schema, binary: isBinary = false, limit, answer } = calls[name]
    const received = await readRequest(request, isBinary, limit)
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
