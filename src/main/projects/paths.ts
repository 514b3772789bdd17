import { realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path'
import { LatheError } from '../../shared/errors'
import { isPipelineName } from '../../shared/pipeline/ending'

/** Asks the person, outside of the page, whether pipelines may use a file. */
export type Confirm = (path: string) => Promise<boolean>

/**
 * Which files pipelines may open and write in a window. What lies in the folder of an open pipeline file needs no asking; any other
 * absolute path is allowed by a person, in a dialog, by a drop or where the program runs, until the program ends. Pipelines come from other
 * people, and a page can be deceived: without this, one could read any file.
 */
export class Paths {
  /** How a person can be asked; null where nobody can be. */
  confirm: Confirm | null = null
  /** The folder that the program was started for, if any. */
  started: string | null = null
  readonly #files = new Set<string>()
  readonly #folders: () => readonly string[]

  /** @param folders the folders of the pipeline files that are known */
  constructor(folders: () => readonly string[]) {
    this.#folders = folders
  }

  allow(path: string): void {
    if (isAbsolute(path)) this.#files.add(trueName(path))
  }

  /** Whether pipelines may use a file; a person is asked where that is not known yet. */
  async ask(path: string): Promise<boolean> {
    if (!isAbsolute(path) || path.includes('\0')) return false
    if (this.#isAllowed(trueName(path))) return true
    if (!(await this.confirm?.(path))) return false
    this.allow(path)
    return true
  }

  /** Before a pipeline file is opened or written by its path, which opens its folder to it. Errors: `usage` when nobody allowed it. */
  check(path: string): void {
    if (isAbsolute(path) && !path.includes('\0') && this.#isAllowed(trueName(path))) return
    throw new LatheError({
      code: 'usage',
      where: path,
      message: 'Nobody allowed the window to use this file.',
      remedy: 'Allow it where Lathe asks, on the terminal it was started in, or start Lathe in the folder of the file.',
    })
  }

  /**
   * Where a path lies on this machine, links followed; undefined for a relative one, which belongs to a pipeline that is in no file yet.
   * Errors: `usage` when nobody allowed it; `input` for what is no file (pipes and devices may never answer).
   */
  readonly place = (path: string): string | undefined => {
    if (!isAbsolute(path)) return undefined
    if (path.includes('\0')) throw notAllowed(path)
    const file = trueName(path)
    if (!this.#isAllowed(file)) throw notAllowed(path)
    checkFile(file, path)
    return file
  }

  #isAllowed(file: string): boolean {
    if (this.#files.has(file)) return true
    return [...this.#folders(), ...(this.started === null ? [] : [this.started])].some(folder => {
      const own = trueName(folder)
      return !isTooWide(own) && isInside(own, file)
    })
  }
}

/** Errors: `input` for what is there and no file: reading a pipe may hold a thread of the program for good. */
export function checkFile(file: string, shown = file): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found || found.isFile()) return
  const message = found.isDirectory() ? 'This is a folder.' : 'This is a pipe or a device, no file.'
  throw new LatheError({ code: 'input', where: shown, message, remedy: 'Name a file.' })
}

function notAllowed(path: string): LatheError {
  return new LatheError({
    code: 'usage',
    where: path,
    message: 'The pipeline names a file outside of its folder.',
    remedy: 'Allow it where Lathe runs, drop the file onto the window, or put it beside the pipeline.',
  })
}

/** The path without links; of a file that is not there yet, that of its folder with its name. */
function trueName(path: string): string {
  const whole = resolve(path)
  for (let folder = whole; ; folder = dirname(folder)) {
    try {
      return join(realpathSync(folder), relative(folder, whole))
    } catch {
      if (folder === dirname(folder)) return whole
    }
  }
}

/** The root of a disk, the home folder, and what holds it: a pipeline there opens no folder. */
function isTooWide(folder: string): boolean {
  const home = trueName(homedir())
  return folder === parse(folder).root || folder === home || isInside(folder, home, true)
}

/** Whether a file lies in a folder, and in no hidden one of it: keys and settings are there. */
function isInside(folder: string, file: string, hidden = false): boolean {
  const path = relative(folder, file)
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return false
  return hidden || !path.split(sep).some(part => part.startsWith('.'))
}

/** Names a file for a question on a terminal or in a dialog. */
export function questionOf(asked: string): string {
  // A name that breaks the line, or turns its direction, could write a question of its own.
  const path = asked.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    c => `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
  const folder = dirname(path)
  if (!isPipelineName(path)) return `A pipeline in the window wants to use the file ${basename(path)} in ${folder}.`
  const more = isTooWide(trueName(folder)) ? '' : ' It may then use the files of that folder.'
  return `The window wants to use the pipeline ${basename(path)} in ${folder}.${more}`
}
