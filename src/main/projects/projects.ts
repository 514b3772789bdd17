import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { KeptRun, LastRun, OpenProject, Project, RunEntry } from '../../shared/contracts/projects'
import { LatheError } from '../../shared/errors'
import { type Pipeline, writePipeline } from '../../shared/pipeline/document'
import { isNewer, readPipelineFile, writePipelineFile } from './pipelineFile'
import { isDamaged, putAside, readRecord, type Record, writeRecord } from './record'
import { Runs } from './runs'

export interface SaveTo {
  path?: string
  replace?: boolean
}

/**
 * Opens the projects in a folder: `<id>.json` each, its runs in `<id>.runs`, removed ones in `removed`. A record that is damaged is put
 * aside, not touched again, and told in `damaged`.
 */
export async function openProjects(folder: string): Promise<Projects> {
  await mkdir(join(folder, 'removed'), { recursive: true })
  const records = new Map<string, Record>()
  const damaged: string[] = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (name.endsWith('.tmp')) await rm(path, { force: true }) // half a write that a crash left
    if (!/^[0-9a-f]{16}\.json$/.test(name)) continue
    try {
      const record = await readRecord(path)
      records.set(record.id, record)
    } catch (error) {
      const { message } = LatheError.from(error)
      damaged.push(isDamaged(error) ? `${message} It was moved to ${await putAside(path)}.` : `${message} (${path})`)
    }
  }
  // Whoever removed a project has had the time to take it back.
  for (const name of await readdir(join(folder, 'removed')))
    await new Runs(join(folder, name.replace(/json$/, 'runs'))).forgetLast()
  return new Projects(folder, records, damaged)
}

/** The projects of a person. Changes of one project are written one after the other; each is on the disk when it is answered. */
export class Projects {
  readonly #queues = new Map<string, Promise<unknown>>()

  constructor(
    private readonly folder: string,
    private readonly records: Map<string, Record>,
    /** What was found damaged when the folder was opened. */
    readonly damaged: readonly string[],
  ) {}

  /** The newest first. */
  list(): Project[] {
    return [...this.records.values()].map(projectOf).sort((a, b) => b.changed.localeCompare(a.changed))
  }

  create(document: Pipeline): Promise<OpenProject> {
    const id = randomBytes(8).toString('hex')
    return this.#put({ id, file: null, changed: now(), revision: 0, headline: null, document, saved: null })
  }

  /** As it was. What another program did to the file comes in where nothing is unsaved here. Errors: `input` when there is no such project. */
  open(id: string): Promise<OpenProject> {
    return this.#inTurn(id, async () => {
      const record = this.#find(id)
      const onDisk = record.file === null ? null : await readPipelineFile(record.file).catch(() => null)
      if (!onDisk || !isNewer(onDisk, record.saved)) return this.#touch(record)
      // A kill after the file was written, before the record said so.
      if (!isNewer(onDisk, record.document)) return this.#touch({ ...record, saved: onDisk })
      if (!projectOf(record).saved) return { ...(await this.#touch(record)), conflict: true }
      return this.#put({ ...record, document: onDisk, saved: onDisk, changed: now(), revision: record.revision + 1 })
    })
  }

  /** The project of a pipeline file, a new one where it is not known yet. Errors: `input`, `pipeline`. */
  async read(path: string): Promise<OpenProject> {
    const document = await readPipelineFile(path)
    const known = [...this.records.values()].find(({ file }) => file === path)
    if (known) return this.open(known.id)
    const id = randomBytes(8).toString('hex')
    return this.#put({ id, file: path, changed: now(), revision: 0, headline: null, document, saved: document })
  }

  keep(id: string, revision: number, document: Pipeline): Promise<{ revision: number }> {
    return this.#inTurn(id, async () => {
      const record = sameRevision(this.#find(id), revision)
      await this.#put({ ...record, document, changed: now(), revision: revision + 1 })
      return { revision: revision + 1 }
    })
  }

  /** Errors: `input` when the file cannot be written, or was changed by another program and `replace` is not given. */
  save(id: string, revision: number, document: Pipeline, { path, replace }: SaveTo = {}): Promise<OpenProject> {
    return this.#inTurn(id, async () => {
      const record = sameRevision(this.#find(id), revision)
      const file = path ?? record.file
      if (file !== null) {
        // The record has the document before the file does: whatever ends the program in between, what the file then holds is known to be ours.
        await this.#put({ ...record, document, changed: now() })
        const seen = file === record.file && record.saved ? [record.saved, record.document, document] : [document]
        await writePipelineFile(file, document, replace ? 'replace' : seen)
        this.records.set(id, { ...record, file, document, saved: document })
      }
      return this.#put({ ...record, file, document, saved: document, changed: now(), revision: revision + 1 })
    })
  }

  /** Takes it from the list; what is kept of it goes to the folder `removed`. */
  remove(id: string): Promise<null> {
    return this.#inTurn(id, async () => {
      this.#find(id)
      await rename(this.#path(id), this.#removed(id))
      this.records.delete(id)
      return null
    })
  }

  restore(id: string): Promise<Project> {
    return this.#inTurn(id, async () => {
      const record = await readRecord(this.#removed(id)).catch((cause: unknown) => {
        throw missing(id, cause)
      })
      await rename(this.#removed(id), this.#path(id))
      this.records.set(id, record)
      return projectOf(record)
    })
  }

  /** Keeps what ran last; a run of the whole document, which took `seconds`, in the history as well. */
  keepRun(id: string, last: LastRun, seconds: number | null): Promise<RunEntry | null> {
    return this.#inTurn(id, async () => {
      const record = this.#find(id)
      const runs = this.#runsOf(id)
      await runs.keepLast(last)
      const { document, results } = last
      if (seconds === null || !document || !results) return null
      const entry = await runs.add(document, results, seconds)
      await this.#put({ ...record, headline: entry.headline })
      return entry
    })
  }

  async lastRun(id: string): Promise<LastRun | null> {
    return this.#runsOf(this.#find(id).id).last()
  }

  async runs(id: string): Promise<RunEntry[]> {
    return this.#runsOf(this.#find(id).id).list()
  }

  async run(id: string, number: number): Promise<KeptRun> {
    return this.#runsOf(this.#find(id).id).read(number)
  }

  /** Folders of the files that are projects: what lies in them may be read by relative paths. */
  folders(): string[] {
    return [...this.records.values()].flatMap(({ file }) => (file === null ? [] : [dirname(file)]))
  }

  /** Notes that it was opened. Where that cannot be written, on a full disk, it opens all the same. */
  #touch(record: Record): Promise<OpenProject> {
    const touched = { ...record, changed: now() }
    return this.#put(touched).catch(() => this.#hold(touched))
  }

  async #put(record: Record): Promise<OpenProject> {
    await writeRecord(this.#path(record.id), record)
    return this.#hold(record)
  }

  #hold(record: Record): OpenProject {
    this.records.set(record.id, record)
    const { revision, document, saved } = record
    return { project: projectOf(record), revision, document, savedDocument: saved, conflict: false }
  }

  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(id) ?? Promise.resolve()
    const after = before.then(work, work)
    this.#queues.set(
      id,
      after.catch(() => {}),
    )
    return after
  }

  #find(id: string): Record {
    const record = this.records.get(id)
    if (!record) throw missing(id)
    return record
  }

  readonly #path = (id: string): string => join(this.folder, `${id}.json`)
  readonly #removed = (id: string): string => join(this.folder, 'removed', `${id}.json`)
  readonly #runsOf = (id: string): Runs => new Runs(join(this.folder, `${id}.runs`))
}

const now = (): string => new Date().toISOString()

function projectOf({ id, file, changed, headline, document, saved }: Record): Project {
  const same = saved !== null && writePipeline(saved) === writePipeline(document)
  return { id, name: document.name, file, changed, saved: same, headline }
}

/** Two windows on one project would each undo what the other did. */
function sameRevision(record: Record, revision: number): Record {
  if (record.revision === revision) return record
  const message = 'The project was changed in another window.'
  throw new LatheError({
    code: 'input',
    where: record.document.name,
    message,
    remedy: 'Open it again to go on from there, or save this state under another name.',
  })
}

const missing = (id: string, cause?: unknown): LatheError =>
  new LatheError(
    { code: 'input', where: id, message: 'There is no such project.', remedy: 'Open its file.' },
    { cause },
  )
