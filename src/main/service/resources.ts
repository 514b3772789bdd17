import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Template } from '../../shared/contracts/calls'
import { LatheError } from '../../shared/errors'
import { parsePipeline, type Pipeline } from '../../shared/pipeline/document'

const ending = '.lathe.json'

/** The bundled tables and pipelines: `samples/*.csv` and `templates/*.lathe.json` in a folder. */
export class Resources {
  constructor(private readonly folder: string) {}

  /** Names of the sample tables, sorted. */
  samples(): Promise<string[]> {
    return this.#names('samples', '.csv')
  }

  /** The templates, sorted by name. */
  async templates(): Promise<Template[]> {
    const names = await this.#names('templates', ending)
    return Promise.all(
      names.map(async name => {
        const { name: title, description = '' } = await this.#read(name)
        return { name, title, description }
      }),
    )
  }

  /** Errors: `parameter` when there is no such template. */
  async template(name: string): Promise<Pipeline> {
    const names = await this.#names('templates', ending)
    if (names.includes(name)) return this.#read(name)
    const message = `There is no template ${JSON.stringify(name)}.`
    throw new LatheError({
      code: 'parameter',
      where: 'name',
      message,
      remedy: `The templates are ${names.join(', ')}.`,
    })
  }

  async #read(name: string): Promise<Pipeline> {
    return parsePipeline(await readFile(join(this.folder, 'templates', name + ending), 'utf8'))
  }

  async #names(folder: string, end: string): Promise<string[]> {
    const files = await readdir(join(this.folder, folder))
    return files
      .filter(file => file.endsWith(end))
      .map(file => file.slice(0, -end.length))
      .sort()
  }
}
