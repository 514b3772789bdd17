import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { LatheError } from '../../../shared/errors'

/** Largest archive that is unpacked, in memory. */
const largestArchive = 512 * 2 ** 20

/** An open file that is read in blocks, from the start, as often as needed. One that is packed with gzip is read as what is in it. */
export class Source {
  /** Length, without what pads the end. */
  readonly size: number
  /** Zero bytes and end marks at the end, which are no text. */
  readonly padding: number
  readonly packed: boolean
  private readonly unpacked: Uint8Array | null = null
  private readonly length: number
  private readonly descriptor: number
  private readonly modified: bigint

  constructor(path: string) {
    try {
      this.descriptor = openSync(path, 'r')
    } catch (error) {
      throw openError(error)
    }
    const info = fstatSync(this.descriptor, { bigint: true })
    this.length = Number(info.size)
    this.modified = info.mtimeNs
    if (info.isDirectory()) {
      this[Symbol.dispose]()
      throw new LatheError({
        code: 'input',
        message: 'This is a folder, not a file.',
        remedy: { text: 'Choose a file inside it.', fix: { set: { parameter: 'path' } } },
      })
    }
    this.size = this.length
    const start = this.read(0, 2)
    this.packed = start[0] === 0x1f && start[1] === 0x8b
    if (this.packed) {
      this.unpacked = this.unpack()
      this.size = this.unpacked.length
    }
    this.padding = this.countPadding()
    this.size -= this.padding
  }

  private unpack(): Uint8Array {
    const fault = (message: string, remedy: string): LatheError => {
      this[Symbol.dispose]()
      return new LatheError({ code: 'input', message, remedy })
    }
    if (this.length > largestArchive)
      throw fault('The gzip archive is too large to be unpacked here.', 'Unpack it first.')
    try {
      return gunzipSync(this.read(0, this.length), { maxOutputLength: 2 ** 31 - 1 })
    } catch {
      throw fault('The gzip archive is damaged, cut short or too large.', 'Unpack it first, or fetch it again.')
    }
  }

  /** Zero bytes at the end (a log that was allocated ahead) or Ctrl-Z (a file of DOS), in text of single bytes. */
  private countPadding(): number {
    const head = this.read(0, 4)
    if (head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 0
    let end = this.size
    for (;;) {
      const from = Math.max(0, end - 65_536)
      const block = this.read(from, end)
      const last = block.findLastIndex(byte => byte !== 0)
      end = from + last + 1
      if (last >= 0 || from === 0) break
    }
    if (end > 0 && this.read(end - 1, end)[0] === 0x1a) end--
    return this.size - end
  }

  /** The bytes from `start` to `end`, fewer at the end of the file. */
  read(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, this.size) - start))
    this.readInto(bytes, start)
    return bytes
  }

  /** Fills `bytes` with those from `start` on, all of which the file must have. */
  readInto(bytes: Uint8Array, start: number): void {
    if (this.unpacked) return bytes.set(this.unpacked.subarray(start, start + bytes.length))
    let done = 0
    while (done < bytes.length) {
      const count = readSync(this.descriptor, bytes, done, bytes.length - done, start + done)
      if (count === 0) throw changed()
      done += count
    }
  }

  /** Throws when the file was written to since it was opened: its parts would not belong together. */
  checkUnchanged(): void {
    const now = fstatSync(this.descriptor, { bigint: true })
    if (Number(now.size) !== this.length || now.mtimeNs !== this.modified) throw changed()
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor)
  }
}

const changed = (): LatheError =>
  new LatheError({
    code: 'input',
    message: 'The file changed while it was read.',
    remedy: 'Wait until it is written, then import it again.',
  })

export function openError(error: unknown): LatheError {
  const code = (error as NodeJS.ErrnoException).code
  const [message, remedy] =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? ['There is no such file.', 'Check the path; a relative one counts from the pipeline file.']
      : code === 'EACCES' || code === 'EPERM'
        ? ['The file may not be read.', 'Change its permissions.']
        : code === 'EISDIR'
          ? ['This is a folder, not a file.', 'Choose a file inside it.']
          : [
              `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
              'Check the disk it is on.',
            ]
  const fix = { set: { parameter: 'path' } }
  return new LatheError({ code: 'input', message, remedy: { text: remedy, fix } }, { cause: error })
}
