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

  /**
   * A zip of the logs and what machine it was. Nothing of the data is in it but names in messages: there are no crash dumps, which hold the
   * memory of a process and with it rows of tables.
   */
  async bundle(about: Record<string, unknown>): Promise<Uint8Array> {
    const machine = { platform: platform(), release: release(), arch: arch(), memory: totalmem(), ...about }
    const names = (await readdir(this.folder)).filter(name => name.endsWith('.log'))
    const logs = names.map(async name => [name, await readFile(join(this.folder, name))] as const)
    return zipSync({
      'about.json': strToU8(JSON.stringify(machine, null, 2)),
      ...Object.fromEntries(await Promise.all(logs)),
    })
  }
}
