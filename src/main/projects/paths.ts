import { isAbsolute, relative, resolve, sep } from 'node:path'
import { LatheError } from '../../shared/errors'

/**
 * Which files pipelines may open and write in a window. What lies in the folder of an open pipeline file needs no asking; any other
 * absolute path is asked for, and allowed until the program ends. Pipelines come from other people too: without this, one could read any file.
 */
export class Paths {
  readonly #files = new Set<string>()

  /** @param folders the folders of the pipeline files that are known */
  constructor(private readonly folders: () => readonly string[]) {}

  allow(path: string): void {
    if (isAbsolute(path)) this.#files.add(resolve(path))
  }

  /** Where a path lies on this machine; undefined for a relative one, which belongs to a pipeline that is in no file yet. Errors: `usage` when nobody allowed it. */
  readonly place = (path: string): string | undefined => {
    if (!isAbsolute(path)) return undefined
    const file = resolve(path)
    if (this.#files.has(file) || this.folders().some(folder => isInside(folder, file))) return file
    const message = 'The pipeline names a file outside of its folder.'
    throw new LatheError({ code: 'usage', where: path, message, remedy: 'Allow it, or choose the file yourself.' })
  }
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
