import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { LatheError } from '../../../shared/errors'

/** An open file that is read in blocks, from the start, as often as needed. */
export class Source {
  readonly size: number
  private readonly descriptor: number
  private readonly modified: bigint

  constructor(path: string) {
    try {
      this.descriptor = openSync(path, 'r')
    } catch (error) {
      throw openError(error)
    }
    const info = fstatSync(this.descriptor, { bigint: true })
    this.size = Number(info.size)
    this.modified = info.mtimeNs
    if (info.isDirectory()) {
      this[Symbol.dispose]()
      throw new LatheError({
        code: 'input',
        message: 'This is a folder, not a file.',
        remedy: { text: 'Choose a file inside it.', fix: { set: { parameter: 'path' } } },
      })
    }
  }

  /** The bytes from `start` to `end`, fewer at the end of the file. */
  read(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, this.size) - start))
    this.readInto(bytes, start)
    return bytes
  }

  /** Fills `bytes` with those from `start` on, all of which the file must have. */
  readInto(bytes: Uint8Array, start: number): void {
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
    if (Number(now.size) !== this.size || now.mtimeNs !== this.modified) throw changed()
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
