import { type ErrorCode, type ErrorParts } from '../errors'
import { kinds } from '../frame'
import type { Pipeline } from '../pipeline/document'
import {
  cellFormats,
  type ColumnCells,
  type Dataset,
  dateOrders,
  type ImportOptions,
  type Inspection,
} from './datasets'
import type { ReportRequest, Written } from './host'
import { type ProjectCalls, projectCalls } from './projects'
import { z } from '../zod'
import { remedySchema } from './remedy'
import { reportRequest } from './report'

/**
 * Everything that a page can ask of the program, by name. The handlers in `src/main/service.ts`, the client in
 * `src/compute/host/calls.ts` and the checks below take their types from here.
 */
export interface Calls extends ProjectCalls {
  version(input: Nothing): Version
  /** Tables in the store. */
  'datasets.list'(input: Nothing): Dataset[]
  /** `dataset:<fingerprint>`, or a path where the host allows paths. */
  'datasets.open'(input: { path: string; options: ImportOptions }): Dataset
  /** The bytes of a file, which come with the call; afterwards it is `dataset:<fingerprint>`. */
  'datasets.upload'(input: { name: string; options: ImportOptions }): Dataset
  /** What an import of the file would decide. */
  'datasets.inspect'(input: { path: string; options: ImportOptions }): Inspection
  'datasets.columns'(input: { id: string; names: readonly string[] }): ColumnCells[]
  'samples.list'(input: Nothing): string[]
  'samples.open'(input: { name: string }): Dataset
  'templates.list'(input: Nothing): Template[]
  'templates.read'(input: { name: string }): Pipeline
  /** The columns come with the call, as a binary message of `columns.ts`. */
  'outputs.table'(input: { path: string; exact: boolean }): Saved
  'outputs.report'(input: { path: string; request: ReportRequest }): Saved
  'outputs.read'(input: { path: string }): Uint8Array<ArrayBuffer>
  /** The bytes come with the call. */
  'outputs.write'(input: { path: string }): Saved
  /** What the tuner of kernels wrote last; empty when nothing is kept. */
  'tuning.read'(input: Nothing): string
  'tuning.write'(input: { text: string }): null
}

export type CallName = keyof Calls
export type Input<K extends CallName> = Parameters<Calls[K]>[0]
export type Answer<K extends CallName> = ReturnType<Calls[K]>

export type Nothing = Record<string, never>

export interface Version {
  /** Version of Lathe. */
  app: string
  /** Whether the host opens and writes files by path. */
  paths: boolean
  /** The person's home folder on the host; absent where `paths` is false. */
  home?: string
}

export interface Template {
  name: string
  title: string
  description: string
}

/** A file that the host wrote; or, where it writes none, the file itself for the page to save. */
export type Saved = Written | Uint8Array<ArrayBuffer>

/** How an answer travels: JSON; progress and then the answer as lines of JSON; columns as a binary message; plain bytes; a file (where it is written as with `progress` or JSON, else its bytes). */
export type Carriage = 'json' | 'progress' | 'columns' | 'bytes' | 'saved'

interface Call<K extends CallName> {
  input: z.ZodType<Input<K>>
  answer: Carriage
  /** Bytes come with the input: the request is a binary message. */
  binary?: true
  /** The largest request in bytes. */
  limit: number
}

const megabyte = 2 ** 20
const nothing = z.strictObject({}) as z.ZodType<Nothing>
const path = z.string().min(1).max(4096)
const name = z.string().min(1).max(255)

const options: z.ZodType<ImportOptions> = z.strictObject({
  format: z.enum(['auto', 'csv', 'tsv', 'json', 'ndjson']),
  delimiter: z.string().max(8).nullable(),
  quote: z.enum(['auto', 'none', '"', "'"]),
  header: z.enum(['auto', 'yes', 'no']),
  skipLines: z.int().min(0).nullable(),
  comment: z.string().max(8),
  decimal: z.enum(['auto', '.', ',']),
  dateFormat: z.enum(['auto', ...dateOrders]),
  encoding: z.string().max(40),
  nullValues: z.array(z.string()),
  types: z.record(z.string(), z.enum(kinds)),
  formats: z.record(z.string(), z.enum(cellFormats)),
})

const table = {
  version: { input: nothing, answer: 'json', limit: megabyte },
  'datasets.list': { input: nothing, answer: 'json', limit: megabyte },
  'datasets.open': { input: z.strictObject({ path, options }), answer: 'progress', limit: 16 * megabyte },
  'datasets.upload': {
    input: z.strictObject({ name, options }),
    answer: 'progress',
    binary: true,
    limit: 64 * 1024 * megabyte,
  },
  'datasets.inspect': { input: z.strictObject({ path, options }), answer: 'progress', limit: 16 * megabyte },
  'datasets.columns': {
    input: z.strictObject({ id: name, names: z.array(z.string()) }),
    answer: 'columns',
    limit: 16 * megabyte,
  },
  'samples.list': { input: nothing, answer: 'json', limit: megabyte },
  'samples.open': { input: z.strictObject({ name }), answer: 'json', limit: megabyte },
  'templates.list': { input: nothing, answer: 'json', limit: megabyte },
  'templates.read': { input: z.strictObject({ name }), answer: 'json', limit: megabyte },
  'outputs.table': {
    input: z.strictObject({ path, exact: z.boolean() }),
    answer: 'saved',
    binary: true,
    limit: 2048 * megabyte,
  },
  'outputs.report': { input: z.strictObject({ path, request: reportRequest }), answer: 'saved', limit: 256 * megabyte },
  'outputs.read': { input: z.strictObject({ path }), answer: 'bytes', limit: megabyte },
  'outputs.write': { input: z.strictObject({ path }), answer: 'saved', binary: true, limit: 2048 * megabyte },
  'tuning.read': { input: nothing, answer: 'json', limit: megabyte },
  'tuning.write': { input: z.strictObject({ text: z.string() }), answer: 'json', limit: megabyte },
  ...projectCalls,
} satisfies { readonly [K in CallName]: Call<K> }

export const calls: { readonly [K in CallName]: Call<K> } = table

/** The calls whose answers travel with progress. */
export type LongCall = { [K in CallName]: (typeof table)[K]['answer'] extends 'progress' ? K : never }[CallName]

export const isCall = (text: string): text is CallName => Object.hasOwn(calls, text)

/** Where calls live: `POST <this><name>`. */
export const callsPath = '/api/'

/** Names the key that a host with a door wants with every call. No cookie carries it: those reach all ports of a name. */
export const keyHeader = 'x-lathe-key'

/** Before the key in the fragment of the address that a page is sent on to, once. */
export const keyFragment = '#key='

/** The HTTP status of each fault. */
export const statusOfError: Readonly<Record<ErrorCode, number>> = {
  usage: 400,
  pipeline: 422,
  parameter: 422,
  input: 422,
  data: 422,
  format: 422,
  numeric: 422,
  cancelled: 499,
  adapter: 503,
  device: 503,
  internal: 500,
}

const codes = Object.keys(statusOfError) as ErrorCode[]

export const errorParts: z.ZodType<ErrorParts> = z.object({
  code: z.enum(codes),
  message: z.string(),
  where: z.string().exactOptional(),
  remedy: remedySchema.exactOptional(),
})

/** The body of every refusal. */
export const errorAnswer = z.object({ error: errorParts })

export const progressType = 'application/x-ndjson'

/** One line of an answer with progress; the last is `done` or `error`. */
export type ProgressLine<T> = { progress: number } | { done: T } | { error: ErrorParts }
export const progressLine = z.union([
  z.strictObject({ progress: z.number() }),
  z.strictObject({ done: z.unknown() }),
  errorAnswer,
])
