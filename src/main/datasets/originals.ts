import { constants } from 'node:fs'
import { access, copyFile, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The files of tables that came as bytes, by the table's id: a dropped file has no path of its own, and reading it another way
 * (another delimiter, another kind) needs the bytes again, after a reload too.
 */
export class Originals {
  constructor(private readonly folder: string) {}

  /** Takes a file over; the one it is made from may be gone afterwards. A copy that breaks off leaves nothing under the name. */
  async keep(id: string, file: string): Promise<void> {
    const target = this.#path(id)
    if (await exists(target)) return
    await mkdir(this.folder, { recursive: true })
    const partial = `${target}.part`
    await copyFile(file, partial, constants.COPYFILE_FICLONE)
    await rename(partial, target)
  }

  /** The kept file of a table, if there is one. */
  async find(id: string): Promise<string | undefined> {
    const path = this.#path(id)
    return (await exists(path)) ? path : undefined
  }

  /** Ids are hexadecimal, so they can hold no separator. */
  #path(id: string): string {
    return join(this.folder, id.replace(/[^0-9a-f]/g, ''))
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
