import { stat } from 'node:fs/promises'
import type { ImportOptions } from '../../shared/contracts/datasets'
import { fingerprintFile } from './import/fingerprint'

/** A file that changed less long before it was read may change again within one tick of its clock (2 s on FAT). */
const settled = 3000

/** Fingerprints of files, remembered as long as their size and times stay: 87 MB take 0.1 to 0.3 s to read again. */
export class Fingerprints {
  /** By path and options. */
  readonly #known = new Map<string, { state: string; fingerprint: string }>()

  constructor(private readonly read = fingerprintFile) {}

  /** What is remembered of the file as it is now; undefined where it must be read. */
  async recall(path: string, options: ImportOptions): Promise<string | undefined> {
    const known = this.#known.get(keyOf(path, options))
    return known && known.state === (await stateOf(path))?.text ? known.fingerprint : undefined
  }

  /** Reads the file, and remembers it unless it changes meanwhile or did a moment ago. */
  async take(path: string, options: ImportOptions, signal?: AbortSignal): Promise<string> {
    const before = await stateOf(path)
    const fingerprint = await this.read(path, options, signal)
    const after = await stateOf(path)
    const key = keyOf(path, options)
    if (before && before.text === after?.text && Date.now() - before.changed > settled)
      this.#known.set(key, { state: before.text, fingerprint })
    else this.#known.delete(key)
    return fingerprint
  }
}

const keyOf = (path: string, options: ImportOptions): string => JSON.stringify([path, options])

/** Changes when the bytes of a file do, or another file takes its name; undefined where there is none. */
export async function contentOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && [found.ino, found.size, found.mtimeNs].join(' ')
}

/** Size and times in nanoseconds: the time of change is the system's own, so a copied time of modification hides nothing. */
async function stateOf(path: string): Promise<{ text: string; changed: number } | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  if (!found) return undefined
  const { ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = found
  return {
    text: [ino, size, mtimeNs, ctimeNs].join(' '),
    changed: Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs),
  }
}
