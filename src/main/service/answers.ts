import type { ColumnCells } from '../../shared/contracts/datasets'
import { encodeColumns } from '../../shared/contracts/columns'
import { type ProgressLine, progressType, type Saved, statusOfError } from '../../shared/contracts/calls'
import { binaryMessageType } from '../../shared/contracts/binaryMessage'
import { LatheError } from '../../shared/errors'
import { headersOf } from './headers'
import { Refusal } from './refusal'

/** Long work, started once its request has been read and found right. */
export type Job<T> = (progress: (fraction: number) => void, signal: AbortSignal) => Promise<T>

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: headersOf('application/json') })
}

export function bytes(value: Uint8Array<ArrayBuffer>): Response {
  return new Response(value, {
    headers: headersOf('application/octet-stream', { 'content-length': String(value.length) }),
  })
}

export const saved = (value: Saved): Response => (value instanceof Uint8Array ? bytes(value) : json(value))

/** Columns as they are in memory, part by part. */
export function columns(cells: readonly ColumnCells[]): Response {
  const parts = encodeColumns(cells).values()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = parts.next()
      if (next.done) controller.close()
      else if (next.value.length > 0) controller.enqueue(next.value)
      else return this.pull!(controller)
    },
  })
  return new Response(body, { headers: headersOf(binaryMessageType) })
}

export function fault(error: LatheError): Response {
  return json({ error: error.toJSON() }, error instanceof Refusal ? error.status : statusOfError[error.code])
}

/** Between two lines of progress, in milliseconds. */
const interval = 50

/**
 * Lines of JSON: progress while the work goes on, then `done` or `error`. The work is cancelled when nobody reads on: that is all Electron tells, whose
 * requests have a signal that never fires.
 */
export function progress<T>(job: Job<T>, request: AbortSignal, onFault: (error: LatheError) => void): Response {
  const unread = new AbortController()
  const signal = AbortSignal.any([request, unread.signal])
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: ProgressLine<T>): void => {
        if (!signal.aborted) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`))
      }
      let last = -Infinity
      const tell = (fraction: number): void => {
        const now = performance.now()
        if (now - last < interval) return
        last = now
        write({ progress: fraction })
      }
      try {
        write({ done: await job(tell, signal) })
      } catch (thrown) {
        const error = LatheError.from(thrown)
        onFault(error)
        write({ error: error.toJSON() })
      }
      if (!unread.signal.aborted) controller.close()
    },
    cancel: () => unread.abort(),
  })
  return new Response(body, { headers: headersOf(progressType) })
}
