import { randomBytes } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Written } from '../../shared/contracts/host'
import { LatheError, throwIfCancelled } from '../../shared/errors'

type Part = string | Uint8Array

/**
 * Writes a file whole or not at all: temporary file in the same folder, written in a loop, fsync, size check, rename, fsync of the folder.
 * A full disk, a crash, a thrown error in `parts` or the signal leaves the old file as it was. (`write-file-atomic` ignores short writes and can
 * replace a good file by half of one, so it is not used.)
 */
export async function writeFileAtomically(
  path: string,
  parts: Part | Iterable<Part> | AsyncIterable<Part>,
  signal?: AbortSignal,
): Promise<Written> {
  let size = 0
  await replaceFile(path, async temporary => {
    const file = await open(temporary, 'wx')
    try {
      size = await writeParts(file, typeof parts === 'string' || parts instanceof Uint8Array ? [parts] : parts, signal)
      const written = (await file.stat()).size
      if (written !== size) throw new Error(`${written} of ${size} bytes reached the disk`)
    } finally {
      await file.close()
    }
  })
  return { path, bytes: size }
}

/** The same for a program that writes the file itself, to the temporary name it is given. */
export async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await write(temporary)
    await sync(temporary, 'r+')
    await renameOver(temporary, path)
    // Makes the new name durable. Windows cannot open a folder; its rename is durable by itself.
    if (process.platform !== 'win32') await sync(dirname(path), 'r')
  } catch (error) {
    await rm(temporary, { force: true })
    throw writeError(path, error)
  }
}

async function writeParts(
  file: FileHandle,
  parts: Iterable<Part> | AsyncIterable<Part>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let size = 0
  for await (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
    size += bytes.length
    throwIfCancelled(signal)
  }
  return size
}

/** Virus scanners on Windows hold fresh files for a moment: try for two seconds. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const held = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error))
      if (!held || attempt === 20) throw error
      await new Promise(done => setTimeout(done, 100))
    }
  }
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? ''

const reasons: Record<string, [string, string]> = {
  ENOSPC: ['the disk is full', 'Free some space and try again; the old file is as it was.'],
  EDQUOT: ['the disk quota is used up', 'Free some space and try again; the old file is as it was.'],
  EACCES: ['writing there is not allowed', 'Choose another folder or change its permissions.'],
  EPERM: ['writing there is not allowed', 'Choose another folder or close the program that holds the file.'],
  EROFS: ['the disk is read-only', 'Choose another folder.'],
  ENOENT: ['its folder does not exist', 'Make the folder first, or choose another.'],
  ENOTDIR: ['its folder is a file', 'Choose another folder.'],
  EISDIR: ['a folder has that name', 'Choose another name.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name.'],
}

function writeError(path: string, error: unknown): LatheError {
  if (error instanceof LatheError) return error
  const [reason, remedy] = reasons[errorCode(error)] ?? [
    error instanceof Error ? error.message : String(error),
    'Try another folder.',
  ]
  return new LatheError(
    { code: 'input', where: path, message: `The file cannot be written: ${reason}.`, remedy },
    { cause: error },
  )
}
