import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LatheError } from '../../shared/errors'
import type { Bytes } from './body'

/** A folder of one's own for a file that is on its way in or out; gone with its scope. */
export async function scratchFolder(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'lathe-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Writes what a page sent to a file in the folder and gives its path. The name is what the page calls it: only its looks are kept. */
export async function receive(folder: string, name: string, bytes: Bytes, signal: AbortSignal): Promise<string> {
  const path = join(folder, plainName(name))
  try {
    await writeFile(path, bytes, { flag: 'wx', signal })
    return path
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error
    const remedy = 'Free some space and open the file again.'
    throw new LatheError({ code: 'input', message: 'The disk is full.', where: name, remedy }, { cause: error })
  }
}

/** A name that every file system takes: no separators, no control characters, not reserved by Windows, at most 200 bytes. */
export function plainName(name: string): string {
  const plain = name
    .replace(/\p{Surrogate}/gu, '_')
    .replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(/^(?=(con|prn|aux|nul|com\d|lpt\d)(\.|$))/i, '_')
  const dot = plain.lastIndexOf('.')
  const [stem, ending] = dot > 0 && plain.length - dot <= 12 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, '']
  return `${shortened(stem, 150) || 'file'}${ending}`
}

/** The longest start of a text within so many bytes of UTF-8. */
function shortened(text: string, limit: number): string {
  let bytes = 0
  let kept = ''
  for (const letter of text) {
    bytes += Buffer.byteLength(letter)
    if (bytes > limit) break
    kept += letter
  }
  return kept
}

/** The same fault with the name that people know in place of the path on this machine. */
export function shownAs(error: unknown, path: string, name: string): LatheError {
  const fault = LatheError.from(error)
  const plain = (text: string): string => text.replaceAll(path, name)
  const parts = fault.toJSON()
  return new LatheError(
    { ...parts, message: plain(parts.message), ...(parts.where !== undefined && { where: plain(parts.where) }) },
    { cause: fault },
  )
}
