import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { Writable } from 'node:stream'

/**
 * What native libraries print on file descriptor 2 by themselves. Dawn tells there of every driver it looks at, also of those that do. The launcher
 * (`scripts/launch.mjs`) lets descriptor 2 be a nameless file then and hands the terminal over as another, named in the environment: the file is read
 * when no adapter is found, emptied when the program has ended as it meant to, and shown by the launcher otherwise.
 */
const terminal = Number(process.env['LATHE_TERMINAL'] ?? 0)
delete process.env['LATHE_TERMINAL']

/** Lets `process.stderr` be the terminal where the launcher holds descriptor 2 back. */
export function writeToTerminal(): void {
  if (terminal > 0) Object.defineProperty(process, 'stderr', { configurable: true, value: streamTo(terminal) })
}

/** What the drivers said so far: the first line of each warning, once. Empty where descriptor 2 is not held back. */
export function driverWords(): string[] {
  if (!(terminal > 0)) return []
  const bytes = Buffer.alloc(Math.min(fstatSync(2).size, 2 ** 16))
  readSync(2, bytes, 0, bytes.length, 0)
  const lines = bytes.toString('utf8').matchAll(/^(?:Warning|Error): (.+)$/gm)
  return [...new Set([...lines].map(([, line]) => line.trim()))].filter(line => !line.includes('artificially reduced'))
}

/** What was held back is not worth telling: the program says itself how it ended. */
export function forgetDriverWords(): void {
  if (terminal > 0) ftruncateSync(2)
}

/** Written at once, as standard error is: a program that ends has said everything. */
function streamTo(descriptor: number): Writable & { isTTY: boolean } {
  const stream = new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      done(writeAll(descriptor, chunk))
    },
  })
  return Object.assign(stream, { isTTY: isatty(descriptor), fd: descriptor })
}

const bell = new Int32Array(new SharedArrayBuffer(4))

function writeAll(descriptor: number, bytes: Buffer): Error | null {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') return null // nobody listens any more
      if (code !== 'EAGAIN') return error as Error
      Atomics.wait(bell, 0, 0, 1)
    }
  }
  return null
}
