import { z } from '../zod'
import type { Pipeline } from '../pipeline/document'
import type { Results } from '../results/results'
import { pipelineSchema, resultsSchema } from './report'

/** A document that people work on, with its unsaved state and its runs. It is kept in the data folder, wherever its file is. */
export interface Project {
  id: string
  name: string
  /** Absolute path of the `*.lathe` it is saved to; null: it lives in the data folder only. */
  file: string | null
  /** When it was last changed or opened, ISO 8601. */
  changed: string
  /** Whether everything is as it was last saved. */
  saved: boolean
  /** One line about the last run: "accuracy 0.977 (test)". */
  headline: string | null
}

/** A project as it was when it was last seen. */
export interface OpenProject {
  project: Project
  /** Grows with every change that is kept. Who keeps another one names the revision it started from. */
  revision: number
  document: Pipeline
  /** As last saved; null before it ever was. */
  savedDocument: Pipeline | null
  /** The file was changed by another program while there are unsaved changes here. */
  conflict: boolean
}

/** A past run in a list. */
export interface RunEntry {
  number: number
  /** ISO 8601. */
  at: string
  seconds: number
  /** `damaged`: what is kept of it cannot be read. */
  status: Results['status'] | 'damaged'
  headline: string | null
}

/** A past run: its document, to go back to, and its results without heavy blocks. */
export interface KeptRun extends RunEntry {
  document: Pipeline
  results: Results
}

/** What ran last in a project, a part of the document or all of it, for a page that opens the project again. */
export interface LastRun {
  /** Grows when `nodes` change their shape. */
  shape: number
  /** How each node stands: the page's own matter. */
  nodes: readonly unknown[]
  /** Null where nothing ever ran to its end. */
  results: Results | null
  document: Pipeline | null
}

export interface ProjectCalls {
  /** The newest first. Also tells which were found damaged and put aside. */
  'projects.list'(input: Record<string, never>): { projects: Project[]; damaged: string[] }
  /** Opens a project of the list, as it was: after a crash too. */
  'projects.open'(input: { id: string }): OpenProject
  /** Opens a pipeline file by its absolute path. */
  'projects.read'(input: { path: string }): OpenProject
  /** A new project that is in no file. */
  'projects.create'(input: { document: Pipeline }): OpenProject
  /** Keeps a change. When it has answered, a power cut loses nothing of it. Gives the new revision. */
  'projects.keep'(input: { id: string; revision: number; document: Pipeline }): { revision: number }
  /**
   * Saves: to the project's file, to the data folder where it has none, or to a new file at `path`. A file that another program changed since is
   * replaced only with `replace`.
   */
  'projects.save'(input: {
    id: string
    revision: number
    document: Pipeline
    path?: string
    replace?: boolean
  }): OpenProject
  /** Takes a project from the list. Its file stays; what is kept here is put aside, for `restore`. */
  'projects.remove'(input: { id: string }): null
  'projects.restore'(input: { id: string }): Project
  /** Keeps what ran. A run of the whole document, which took `seconds`, goes into the history as well: its entry is the answer. */
  'projects.keepRun'(input: { id: string; last: LastRun; seconds: number | null }): RunEntry | null
  'projects.lastRun'(input: { id: string }): LastRun | null
  /** The newest first. */
  'projects.runs'(input: { id: string }): RunEntry[]
  'projects.run'(input: { id: string; number: number }): KeptRun
  /** Whether pipelines may open or write the file at an absolute path. The person is asked by the host, outside of the page. */
  'paths.ask'(input: { path: string }): boolean
}

/** Projects are named by random ids: 16 hexadecimal digits. */
export const projectId = z.string().regex(/^[0-9a-f]{16}$/, 'a project id has 16 hexadecimal digits')

const path = z.string().min(1).max(4096)
const revision = z.number().int().min(0)
const seconds = z.number().nonnegative()

const megabyte = 2 ** 20
const small = { answer: 'json', limit: megabyte } as const
const large = { answer: 'json', limit: 64 * megabyte } as const

export const lastRunSchema: z.ZodType<LastRun> = z.strictObject({
  shape: z.number(),
  nodes: z.array(z.unknown()),
  results: resultsSchema.nullable(),
  document: pipelineSchema.nullable(),
})

/** The calls of `ProjectCalls`: input, way of the answer, largest request. */
export const projectCalls = {
  'projects.list': { ...small, input: z.strictObject({}) as z.ZodType<Record<string, never>> },
  'projects.open': { ...small, input: z.strictObject({ id: projectId }) },
  'projects.read': { ...small, input: z.strictObject({ path }) },
  'projects.create': { ...large, input: z.strictObject({ document: pipelineSchema }) },
  'projects.keep': { ...large, input: z.strictObject({ id: projectId, revision, document: pipelineSchema }) },
  'projects.save': {
    ...large,
    input: z.strictObject({
      id: projectId,
      revision,
      document: pipelineSchema,
      path: path.exactOptional(),
      replace: z.boolean().exactOptional(),
    }),
  },
  'projects.remove': { ...small, input: z.strictObject({ id: projectId }) },
  'projects.restore': { ...small, input: z.strictObject({ id: projectId }) },
  'projects.keepRun': {
    answer: 'json',
    limit: 256 * megabyte,
    input: z.strictObject({ id: projectId, last: lastRunSchema, seconds: seconds.nullable() }),
  },
  'projects.lastRun': { ...small, input: z.strictObject({ id: projectId }) },
  'projects.runs': { ...small, input: z.strictObject({ id: projectId }) },
  'projects.run': { ...small, input: z.strictObject({ id: projectId, number: z.number().int().min(1) }) },
  'paths.ask': { ...small, input: z.strictObject({ path }) },
} as const
