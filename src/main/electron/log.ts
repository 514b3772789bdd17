import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { arch, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'

/** A log is at most twice this long: the newest half megabyte or more. */
const limit = 2 ** 19

/** Lines with their time, in `<folder>/lathe.log`; what is older in `lathe.old.log`. Logging never stops the program. */
export class Log {
  readonly #path: string

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#path = join(folder, 'lathe.log')
  }

  write(text: string): void {
    try {
      if ((statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) > limit)
        renameSync(this.#path, join(this.folder, 'lathe.old.log'))
      appendFileSync(this.#path, `${new Date().toISOString()} ${text.replace(/\r?\n/g, '\n    ')}\n`)
    } catch {
      // a full disk: the next line may fit
    }
  }

  error(what: string, error: unknown): void {
    this.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  /** A zip of the logs, the newest crash dumps and what machine it was. Nothing of the data is in it but names in messages. */
  async bundle(dumps: string, about: Record<string, unknown>): Promise<Uint8Array> {
    const machine = { platform: platform(), release: release(), arch: arch(), memory: totalmem(), ...about }
    const files = [...(await filesIn(this.folder, /\.log$/, 2)), ...(await filesIn(dumps, /\.dmp$/, 5))]
    return zipSync({ 'about.json': strToU8(JSON.stringify(machine, null, 2)), ...Object.fromEntries(files) })
  }
}

/** The files of a folder and its subfolders that were written last, as parts of a zip. A crash dump's name tells no time. */
async function filesIn(folder: string, wanted: RegExp, count: number): Promise<[string, Uint8Array][]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const age = (name: string): number => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const chosen = names
    .filter(name => wanted.test(name))
    .sort((a, b) => age(b) - age(a))
    .slice(0, count)
  return Promise.all(
    chosen.map(async (name): Promise<[string, Uint8Array]> => [
      name.replaceAll('\\', '/'),
      await readFile(join(folder, name)),
    ]),
  )
}
