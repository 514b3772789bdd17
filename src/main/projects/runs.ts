import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type KeptRun, type LastRun, lastRunSchema, type RunEntry } from '../../shared/contracts/projects'
import { resultsSchema } from '../../shared/contracts/report'
import { LatheError } from '../../shared/errors'
import { type Pipeline, readPipeline } from '../../shared/pipeline/document'
import { lightResults } from '../../shared/results/light'
import type { Results } from '../../shared/results/results'
import { writeFileAtomically } from '../files/write'
import { headlineOf } from './headline'
import { sealed, unsealed } from './seal'

/** Runs kept of a project; the oldest go. */
const limit = 50

const kept = z.strictObject({
  number: z.number(),
  at: z.string(),
  seconds: z.number(),
  status: z.enum(['done', 'failed', 'cancelled']),
  headline: z.string().nullable(),
  document: z.unknown(),
  results: resultsSchema,
})

/** The runs of one project: a folder of `<number>.json`, and what ran last, whole, in `last.json`. */
export class Runs {
  constructor(private readonly folder: string) {}

  async add(document: Pipeline, results: Results, seconds: number): Promise<RunEntry> {
    await mkdir(this.folder, { recursive: true })
    const numbers = await this.#numbers()
    const number = (numbers[0] ?? 0) + 1
    const { status } = results
    const entry = { number, at: new Date().toISOString(), seconds, status, headline: headlineOf(results) }
    const run: KeptRun = { ...entry, document, results: lightResults(results) }
    await writeFileAtomically(this.#path(number), sealed(JSON.stringify(run)))
    for (const old of numbers.slice(limit - 1)) await rm(this.#path(old), { force: true })
    return entry
  }

  async keepLast(last: LastRun): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    await writeFileAtomically(this.#lastPath, sealed(JSON.stringify(last)))
  }

  /** Null where nothing is kept, or what is cannot be read: it can be computed again. */
  async last(): Promise<LastRun | null> {
    const text = await readFile(this.#lastPath, 'utf8').catch(() => 'null')
    try {
      return lastRunSchema.nullable().parse(JSON.parse(unsealed(text)))
    } catch {
      return null
    }
  }

  async forgetLast(): Promise<void> {
    await rm(this.#lastPath, { force: true })
  }

  /** The newest first. One that cannot be read is listed as such. */
  async list(): Promise<RunEntry[]> {
    return Promise.all(
      (await this.#numbers()).map(async number => {
        try {
          const { document: _, results: __, ...entry } = await this.read(number)
          return entry
        } catch {
          const written = await stat(this.#path(number)).catch(() => null)
          const at = (written?.mtime ?? new Date(0)).toISOString()
          return { number, at, seconds: 0, status: 'damaged', headline: 'Damaged: cannot be read' }
        }
      }),
    )
  }

  /** Errors: `input` when there is no such run, `format` when it is damaged. */
  async read(number: number): Promise<KeptRun> {
    const where = `run ${number}`
    const text = await readFile(this.#path(number), 'utf8').catch((cause: unknown) => {
      const message = 'There is no such run.'
      throw new LatheError({ code: 'input', where, message, remedy: 'Choose one of the list.' }, { cause })
    })
    try {
      const run = kept.parse(JSON.parse(unsealed(text)))
      return { ...run, document: readPipeline(run.document) }
    } catch (cause) {
      const message = 'The run is damaged.'
      throw new LatheError({ code: 'format', where, message, remedy: 'Run the pipeline again.' }, { cause })
    }
  }

  get #lastPath(): string {
    return join(this.folder, 'last.json')
  }

  #path(number: number): string {
    return join(this.folder, `${number}.json`)
  }

  async #numbers(): Promise<number[]> {
    const files = await readdir(this.folder).catch(() => [])
    return files.flatMap(name => (/^[1-9]\d*\.json$/.test(name) ? [parseInt(name, 10)] : [])).sort((a, b) => b - a)
  }
}
