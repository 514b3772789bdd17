import { createHash } from 'node:crypto'
import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { LatheError } from '../../shared/errors'
import { parsePipeline, type Pipeline, writePipeline } from '../../shared/pipeline/document'
import { writeFileAtomically } from '../files/write'

/** What the data folder keeps of a project: version 1 of `lathe/project`. */
export interface Record {
  id: string
  file: string | null
  changed: string
  revision: number
  headline: string | null
  document: Pipeline
  /** As last saved, or read from the file; null before it was ever saved. */
  saved: Pipeline | null
}

/** The documents travel as the text of pipeline files, which has its own versions and checks. */
const kept = z.strictObject({
  id: z.string(),
  file: z.string().nullable(),
  changed: z.string(),
  revision: z.number().int(),
  headline: z.string().nullable(),
  document: z.string(),
  saved: z.string().nullable(),
})
const envelope = z.strictObject({
  format: z.literal('lathe/project'),
  version: z.number(),
  sha256: z.string(),
  project: z.unknown(),
})

const version = 1
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** Writes a record whole; when this has answered, a power cut loses nothing of it. */
export async function writeRecord(path: string, { document, saved, ...rest }: Record): Promise<void> {
  const project = { ...rest, document: writePipeline(document), saved: saved && writePipeline(saved) }
  const text = JSON.stringify({ format: 'lathe/project', version, sha256: digest(project), project })
  await writeFileAtomically(path, text)
}

/** Errors: `format` when the record is damaged or newer than this program. */
export async function readRecord(path: string): Promise<Record> {
  const text = await readFile(path, 'utf8')
  const outer = envelope.safeParse(jsonOf(text))
  if (outer.success && outer.data.version > version) {
    const message = `The project has version ${outer.data.version}; this program reads up to version ${version}.`
    throw new LatheError({ code: 'format', where: path, message, remedy: 'Open it with a newer Lathe.' })
  }
  const inner =
    outer.success && digest(outer.data.project) === outer.data.sha256 ? kept.safeParse(outer.data.project) : null
  if (!inner?.success) throw damaged(path)
  const { document, saved, ...rest } = inner.data
  return { ...rest, document: parsePipeline(document), saved: saved === null ? null : parsePipeline(saved) }
}

/** Whether a fault of reading says that the record is damaged, not that it is newer than this program. */
export const isDamaged = (error: unknown): boolean => error instanceof LatheError && error.message === damagedMessage

/** Moves a damaged record aside, so that nothing writes over it. Gives its new path. */
export async function putAside(path: string): Promise<string> {
  const aside = `${path}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`
  await rename(path, aside)
  return aside
}

const damagedMessage = 'The project is damaged.'

const damaged = (path: string): LatheError =>
  new LatheError({
    code: 'format',
    where: path,
    message: damagedMessage,
    remedy: 'It is kept as it is; go on from its saved file.',
  })

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
