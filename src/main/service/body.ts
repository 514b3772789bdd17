import { joined, binaryMessageType, unpackStream } from '../../shared/contracts/binaryMessage'
import { LatheError } from '../../shared/errors'
import { parseFlatJson } from '../../shared/flatJson'
import { Refusal } from './refusal'

export type Bytes = AsyncIterable<Uint8Array<ArrayBuffer>>

/** A name and import options; the bytes of a table or file come behind. */
const messageHeadLimit = 16 * 2 ** 20

/** The JSON of a request, and the bytes that come with it. The content types are ones that pages of other origins cannot send unasked. */
export async function readRequest(
  request: Request,
  isBinary: boolean,
  limit: number,
): Promise<{ input: unknown; bytes: Bytes }> {
  const wanted = isBinary ? binaryMessageType : 'application/json'
  const type = request.headers.get('content-type')?.split(';')[0]!.trim().toLowerCase()
  if (type !== wanted) throw new Refusal(415, `This call takes ${wanted}.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  const bytes = limited(request, limit)
  if (!isBinary) return { input: parseJson(await gather(bytes)), bytes: nothing() }
  const { head, body } = await unpackStream(bytes, messageHeadLimit)
  return { input: head, bytes: body }
}

/** All bytes as one. */
export async function gather(bytes: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return joined(parts)
}

async function* limited(request: Request, limit: number): Bytes {
  let size = 0
  try {
    for await (const part of request.body ?? []) {
      size += part.length
      if (size > limit) throw tooLarge(limit)
      yield part
    }
  } catch (error) {
    if (error instanceof LatheError) throw error
    throw new LatheError({ code: 'cancelled', message: 'The request broke off.' }, { cause: error })
  }
}

async function* nothing(): Bytes {}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return parseFlatJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const why = error instanceof RangeError ? ` that can be read: ${error.message}` : ''
    throw new Refusal(400, `The request is not JSON${why}.`)
  }
}

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, `The request is larger than ${Math.round(limit / 2 ** 20)} MB.`, 'Send less at once.')
