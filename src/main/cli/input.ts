import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The data file that an argument names; `-` is what standard input holds, in a file that is gone with it. */
export async function openInput(argument: string): Promise<{ path: string } & AsyncDisposable> {
  if (argument !== '-') return { path: argument, [Symbol.asyncDispose]: () => Promise.resolve() }
  const folder = await mkdtemp(join(tmpdir(), 'lathe-input-'))
  const path = join(folder, 'standard input')
  await pipeline(process.stdin, createWriteStream(path))
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
