import {
  type Answer,
  type CallName,
  calls,
  callsPath,
  errorAnswer,
  type Input,
  progressLine,
  progressType,
} from '../../shared/contracts/calls'
import { decodeColumns } from '../../shared/contracts/columns'
import { pack, binaryMessageType } from '../../shared/contracts/binaryMessage'
import { jsonInTurns } from '../../shared/jsonInTurns'
import { LatheError, throwIfCancelled } from '../../shared/errors'

export interface CallOptions {
  /** The bytes that come with the call. A `Blob` or `File` is read from the disk as it is sent. */
  bytes?: readonly (Blob | Uint8Array<ArrayBuffer>)[]
  /** 0 … 1, for calls that answer with progress. */
  progress?: ((fraction: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** Asks the service. Errors: those of the call, as the service threw them; `cancelled`; `internal` when nobody answers. */
export type Ask = <K extends CallName>(name: K, input: Input<K>, options?: CallOptions) => Promise<Answer<K>>

/** A client of the service at `base` (`https://host:port`, `lathe://app`). `headers` go with every call. */
export function askAt(base: string, headers: Readonly<Record<string, string>> = {}): Ask {
  return async (name, input, options = {}) => {
    throwIfCancelled(options.signal)
    const response = await send(new URL(callsPath + name, base), name, input, headers, options)
    if (!response.ok) throw await refusal(response)
    return (await read(response, calls[name].answer, options)) as Answer<typeof name>
  }
}

async function send(
  url: URL,
  name: CallName,
  input: unknown,
  headers: Readonly<Record<string, string>>,
  { bytes = [], signal }: CallOptions,
): Promise<Response> {
  const { binary } = calls[name]
  const body = binary ? new Blob([...pack(input, []), ...bytes]) : await jsonInTurns(input)
  const type = { 'content-type': binary ? binaryMessageType : 'application/json' }
  try {
    return await fetch(url, { method: 'POST', headers: { ...headers, ...type }, body, ...(signal && { signal }) })
  } catch (error) {
    throwIfCancelled(signal)
    throw silent(error)
  }
}

async function read(
  response: Response,
  answer: (typeof calls)[CallName]['answer'],
  options: CallOptions,
): Promise<unknown> {
  try {
    switch (answer) {
      case 'json':
        return await response.json()
      case 'progress':
        return await lastLine(response, options.progress)
      case 'columns':
        return decodeColumns(await bytesOf(response))
      case 'bytes':
        return await bytesOf(response)
      case 'saved':
        if (isOf(response, progressType)) return await lastLine(response, options.progress)
        return isOf(response, 'application/json') ? await response.json() : await bytesOf(response)
    }
  } catch (error) {
    throwIfCancelled(options.signal)
    throw error instanceof LatheError ? error : silent(error)
  }
}

const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer())

const isOf = (response: Response, type: string): boolean => response.headers.get('content-type') === type

/** Reads lines until the answer, telling progress. */
async function lastLine(response: Response, progress: CallOptions['progress']): Promise<unknown> {
  for await (const line of linesOf(response)) {
    const known = progressLine.parse(JSON.parse(line))
    if ('error' in known) throw new LatheError(known.error)
    if ('done' in known) return known.done
    progress?.(known.progress)
  }
  throw new Error('the answer broke off')
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split('\n')
      rest = lines.pop()!
      yield* lines
    }
  } finally {
    await reader.cancel().catch(() => {}) // nothing more is wanted of it
  }
}

async function refusal(response: Response): Promise<LatheError> {
  const answer = errorAnswer.safeParse(await response.json().catch(() => undefined))
  if (answer.success) return new LatheError(answer.data.error)
  return silent(new Error(`the service answered ${response.status}`))
}

function silent(cause: unknown): LatheError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new LatheError(
    {
      code: 'internal',
      message: `Lathe does not answer (${why}).`,
      // A program that has ended gives no page either: to reload would lose what this one holds.
      remedy:
        'Do not reload: this page still holds your work, and Download a copy saves the pipeline. If Lathe has ended, start it again and open its new address.',
    },
    { cause },
  )
}
