import { isUtf8 } from 'node:buffer'
import { LatheError } from '../../../shared/errors'

/** The name of an encoding as `TextDecoder` gives it. */
export type Encoding = string

/** The encoding that a label means. */
export function encodingOf(label: string): Encoding {
  try {
    return new TextDecoder(label).encoding
  } catch (cause) {
    throw new LatheError(
      {
        code: 'parameter',
        where: 'encoding',
        message: `There is no encoding ${JSON.stringify(label)}.`,
        remedy: {
          text: 'Name it as browsers do: utf-8, windows-1251, shift_jis, macintosh …',
          fix: { set: { parameter: 'encoding' } },
        },
      },
      { cause },
    )
  }
}

/** The encoding that a byte-order mark or the pattern of zero bytes names, and the length of the mark. */
export function sniffEncoding(head: Uint8Array): { encoding: Encoding | null; bomLength: number } {
  refuseUtf32(head)
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomLength: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomLength: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomLength: 2 }
  const zeros = [0, 0]
  head.forEach((byte, i) => byte === 0 && zeros[i & 1]++)
  const half = head.length / 2
  if (zeros[1] > half * 0.3 && zeros[0] < half * 0.1) return { encoding: 'utf-16le', bomLength: 0 }
  if (zeros[0] > half * 0.3 && zeros[1] < half * 0.1) return { encoding: 'utf-16be', bomLength: 0 }
  return { encoding: null, bomLength: 0 }
}

/** No decoder knows UTF-32: three of four bytes are mostly zero in it. */
function refuseUtf32(head: Uint8Array): void {
  const mark = Buffer.from(head.subarray(0, 4)).toString('hex')
  const zeros = [0, 0, 0, 0]
  head.forEach((byte, i) => byte === 0 && zeros[i & 3]++)
  const most = head.length / 4 / 1.25
  const little = zeros[0] < most / 4 && zeros[2] > most && zeros[3] > most
  const big = zeros[3] < most / 4 && zeros[0] > most && zeros[1] > most
  if (mark !== 'fffe0000' && mark !== '0000feff' && !little && !big) return
  throw new LatheError({
    code: 'input',
    message: 'This is UTF-32 text, which is not read.',
    remedy: 'Save it as UTF-8 and open that.',
  })
}

/** Turns the bytes of a file, cut anywhere, into text; bytes that the encoding does not know are an error that names their offset. */
export interface Decoder {
  decode(bytes: Uint8Array): string
  end(): string
}

export function createDecoder(encoding: Encoding, offset: number): Decoder {
  if (encoding === 'windows-1252') return { decode: decodeWindows1252, end: () => '' }
  if (encoding === strayUtf8) return new StrayDecoder()
  return new StrictDecoder(encoding, offset)
}

/** UTF-8 with a few bytes that are none: those are read as windows-1252. */
export const strayUtf8 = 'utf-8 with stray bytes'

class StrayDecoder implements Decoder {
  private rest: Uint8Array = new Uint8Array(0)

  decode(bytes: Uint8Array): string {
    const all = Buffer.concat([this.rest, bytes])
    const end = wholeCharacters(all, all.length)
    this.rest = all.subarray(end)
    return this.read(all.subarray(0, end))
  }

  end(): string {
    return this.read(this.rest)
  }

  private read(bytes: Uint8Array): string {
    const pieces: string[] = []
    let from = 0
    while (from < bytes.length) {
      const stray = from + invalidUtf8(bytes.subarray(from))
      pieces.push(Buffer.from(bytes.subarray(from, stray)).toString('utf8'))
      if (stray < bytes.length) pieces.push(decodeWindows1252(bytes.subarray(stray, stray + 1)))
      from = stray + 1
    }
    return pieces.join('')
  }
}

/** Length up to `end` without a character of UTF-8 that is cut there. */
export function wholeCharacters(bytes: Uint8Array, end: number): number {
  let start = end - 1
  while (start > end - 4 && (bytes[start] & 0xc0) === 0x80) start--
  const lead = bytes[start]
  const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  return start + length > end ? start : end
}

/** Characters of UTF-8 beyond ASCII, and bytes that are of none. */
export function countUtf8(bytes: Uint8Array): { characters: number; strays: number } {
  let [strays, from, letters] = [0, 0, 0]
  while (from < bytes.length) {
    const stray = from + invalidUtf8(bytes.subarray(from))
    for (let i = from; i < stray; i++) if (bytes[i] >= 0xc0) letters++
    if (stray < bytes.length) strays++
    from = stray + 1
  }
  return { characters: letters, strays }
}

/** One streaming, fatal TextDecoder over the whole file. */
class StrictDecoder implements Decoder {
  private readonly decoder: TextDecoder
  private readonly encoding: Encoding
  private offset: number
  /** The last bytes before this block: an invalid character may begin there. */
  private tail: Uint8Array = new Uint8Array(0)

  constructor(encoding: Encoding, offset: number) {
    this.encoding = encoding
    this.offset = offset
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  }

  decode(bytes: Uint8Array): string {
    const text = this.run(bytes, true)
    this.offset += bytes.length
    this.tail = bytes.length >= 4 ? bytes.slice(-4) : Buffer.concat([this.tail, bytes]).subarray(-4)
    return text
  }

  end(): string {
    return this.run(new Uint8Array(0), false)
  }

  private run(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream })
    } catch (cause) {
      throw new EncodingError(this.encoding, this.locate(bytes), cause)
    }
  }

  private locate(bytes: Uint8Array): number {
    const all = Buffer.concat([this.tail, bytes])
    const from = this.offset - this.tail.length
    if (this.encoding.startsWith('utf-16')) return from + invalidUtf16(all, from, this.encoding === 'utf-16be')
    if (this.encoding !== 'utf-8') return this.offset + this.invalidByte(bytes)
    let start = 0
    while (start < this.tail.length && (all[start] & 0xc0) === 0x80) start++ // the tail may begin inside a character
    return from + start + invalidUtf8(all.subarray(start))
  }

  /** Place in a block up to which it decodes, by halving. */
  private invalidByte(bytes: Uint8Array): number {
    let [good, bad] = [0, bytes.length]
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      try {
        new TextDecoder(this.encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
        good = middle
      } catch {
        bad = middle
      }
    }
    return good
  }
}

/** Bytes that are not of the encoding, at a byte offset of the file. */
export class EncodingError extends LatheError {
  readonly offset: number

  constructor(encoding: Encoding, offset: number, cause: unknown) {
    super(
      {
        code: 'input',
        where: `byte ${offset}`,
        message: `The file is not ${encoding} text: the bytes at offset ${offset} are no character of it.`,
        remedy: {
          text: 'Choose the encoding it was written in, or save it as UTF-8.',
          fix: { set: { parameter: 'encoding' } },
        },
      },
      { cause },
    )
    this.offset = offset
  }
}

/** Offset of the first byte that begins no valid character; the length when the text is only cut short. */
export function invalidUtf8(bytes: Uint8Array): number {
  let low = 0
  let i = 0
  while (i < bytes.length) {
    const end = Math.min(i + 65_536, bytes.length)
    if (isUtf8(bytes.subarray(i, end))) {
      i = end
      continue
    }
    low = i
    break
  }
  if (i >= bytes.length) return bytes.length
  for (i = low; i < bytes.length;) {
    const lead = bytes[i]
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : (lead & 0xf0) === 0xe0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0
    if (length === 0 || i + length > bytes.length || !isUtf8(bytes.subarray(i, i + length))) return i
    i += length
  }
  return bytes.length
}

function invalidUtf16(bytes: Uint8Array, from: number, bigEndian: boolean): number {
  const start = from & 1
  const unit = (i: number): number => (bigEndian ? (bytes[i] << 8) | bytes[i + 1] : bytes[i] | (bytes[i + 1] << 8))
  for (let i = start; i + 1 < bytes.length; i += 2) {
    const high = unit(i) >= 0xd800 && unit(i) < 0xdc00
    const low = unit(i) >= 0xdc00 && unit(i) < 0xe000
    const paired = high && i + 3 < bytes.length && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000
    if (paired) i += 2
    else if ((high && i + 3 < bytes.length) || (low && i > start)) return i
  }
  return bytes.length - ((bytes.length - start) & 1)
}

const upper = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** By a table of our own: some versions of Node decode windows-1252 as ISO 8859-1. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\x80-\x9f]/g, c => upper[c.charCodeAt(0) - 0x80])
}
