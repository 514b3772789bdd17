import { LatheError } from '../errors'
import { parseFlatJson } from '../flatJson'

/**
 * A binary message carries JSON and bytes in one body. Little-endian layout: 4 bytes "LTH1", the head's length in bytes (u32, a multiple
 * of 8), the head as JSON in UTF-8 padded with spaces, then the bytes. They start at a multiple of 8, so typed arrays lie on them as they are.
 */
export const binaryMessageType = 'application/x-lathe-message'

const mark = 0x3148544c
const fixedBytes = 8
/** A head holds names and, in columns, the distinct texts. */
const headLimit = 512 * 2 ** 20

/** The parts of a binary message, in order; nothing is copied but the head. */
export function pack(head: unknown, parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer>[] {
  const text = new TextEncoder().encode(JSON.stringify(head))
  const length = Math.ceil(text.length / 8) * 8
  const start = new Uint8Array(fixedBytes + length).fill(0x20)
  const view = new DataView(start.buffer)
  view.setUint32(0, mark, true)
  view.setUint32(4, length, true)
  start.set(text, fixedBytes)
  return [start, ...parts]
}

/** The head and the bytes behind it, as a view. Errors: `format`. */
export function unpack(bytes: Uint8Array<ArrayBuffer>): { head: unknown; body: Uint8Array<ArrayBuffer> } {
  const end = headEnd(bytes)
  if (end === undefined || bytes.length < end) throw damaged('it ends within its head')
  return { head: parseHead(bytes.subarray(fixedBytes, end)), body: bytes.subarray(end) }
}

/** The same from a stream: answers when the head is there, and hands on the bytes behind it as they come. Errors: `format`. */
export async function unpackStream(
  source: AsyncIterable<Uint8Array<ArrayBuffer>>,
  limit = headLimit,
): Promise<{ head: unknown; body: AsyncIterable<Uint8Array<ArrayBuffer>> }> {
  const blocks = source[Symbol.asyncIterator]()
  let read = new Uint8Array(0)
  const readTo = async (needed: number): Promise<void> => {
    const pieces = [read]
    for (let have = read.length; have < needed; have += pieces.at(-1)!.length) {
      const next = await blocks.next()
      if (next.done) throw damaged('it ends within its head')
      pieces.push(next.value)
    }
    read = joined(pieces)
  }
  await readTo(fixedBytes)
  const end = headEnd(read, limit)!
  await readTo(end)
  async function* body(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    yield read.subarray(end)
    for (let next = await blocks.next(); !next.done; next = await blocks.next()) yield next.value
  }
  return { head: parseHead(read.subarray(fixedBytes, end)), body: body() }
}

/** Several pieces as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Where the head ends; undefined while too few bytes are there to tell. */
function headEnd(bytes: Uint8Array<ArrayBuffer>, limit = headLimit): number | undefined {
  if (bytes.length < fixedBytes) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (view.getUint32(0, true) !== mark) throw damaged('it does not start as one')
  const length = view.getUint32(4, true)
  if (length % 8 !== 0 || length > limit) throw damaged(`its head is said to have ${length} bytes`)
  return fixedBytes + length
}

function parseHead(bytes: Uint8Array): unknown {
  try {
    return parseFlatJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw damaged('its head is not JSON', cause)
  }
}

export function damaged(why: string, cause?: unknown): LatheError {
  return new LatheError(
    {
      code: 'format',
      message: `The bytes are not a binary message of this version: ${why}.`,
      remedy: 'Reload the page, so that it fits the running program.',
    },
    { cause },
  )
}
