import { inflateSync, zipSync } from 'fflate'
import { LatheError } from '../../shared/errors'

/** Deflate cannot pack tighter than this: a file that claims more would only fill the memory. */
const tightest = 1032

/** Files as a zip. The same files give the same bytes: times are fixed and the order is the given one. */
export function packed(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date(1980, 0, 1) })
}

/** The files of a zip, each held against its checksum. Errors: `format` when it was cut short or altered. */
export function unpacked(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readEntries(bytes, view)
  } catch (cause) {
    if (cause instanceof LatheError) throw cause
    // Offsets beyond the end, and streams that do not inflate.
    throw damaged('it was cut short or altered', cause)
  }
}

function readEntries(bytes: Uint8Array, view: DataView): Map<string, Uint8Array> {
  const end = bytes.length - 22
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50)
    throw damaged('its end is missing: it was cut short or altered')
  const count = view.getUint16(end + 10, true)
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw damaged('its list of files is broken')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (files.has(name)) throw damaged(`it holds ${name} twice`)
    files.set(name, readEntry(bytes, view, at, name))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (at !== end) throw damaged('its list of files is broken')
  return files
}

/** One file by its entry in the list at the end. */
function readEntry(bytes: Uint8Array, view: DataView, entry: number, name: string): Uint8Array {
  const method = view.getUint16(entry + 10, true)
  const sum = view.getUint32(entry + 16, true)
  const stored = view.getUint32(entry + 20, true)
  const size = view.getUint32(entry + 24, true)
  const header = view.getUint32(entry + 42, true)
  if (view.getUint32(header, true) !== 0x04034b50 || size > (stored + 1) * tightest) throw damaged(`${name} is broken`)
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const body = bytes.subarray(start, start + stored)
  const file = method === 0 ? body : inflateSync(body, { out: new Uint8Array(size) })
  if (file.length !== size || crc32(file) !== sum) throw damaged(`${name} was altered`)
  return file
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32 as in zip (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = crcTable[(sum ^ byte) & 255] ^ (sum >>> 8)
  return ~sum >>> 0
}

export function damaged(what: string, cause?: unknown): LatheError {
  return new LatheError(
    {
      code: 'format',
      message: `This saved model cannot be read: ${what}.`,
      remedy: 'Take another copy of the file, or train and save the model again.',
    },
    { cause },
  )
}
