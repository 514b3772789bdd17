import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { appVersion } from '../../compute'
import { decodeColumns } from '../../shared/contracts/columns'
import type { Answer, CallName, Input, LongCall, Saved } from '../../shared/contracts/calls'
import type { Outputs, TuningStore, Written } from '../../shared/contracts/host'
import type { Store } from '../datasets/store'
import { fileOutputs } from '../outputs'
import type { Job } from './answers'
import { type Bytes, gather } from './body'
import { type Kept, projectHandlers } from './projects'
import { Refusal } from './refusal'
import type { Resources } from './resources'
import { receive, scratchFolder, shownAs } from './scratch'

/** What came with a call beside its input. */
export interface Received {
  bytes: Bytes
  signal: AbortSignal
}

/** A long call reads its request first and then gives the work to do; so does one that writes a file for the page. */
export type Handlers = {
  readonly [K in CallName]: (
    input: Input<K>,
    received: Received,
  ) => Promise<K extends LongCall ? Job<Answer<K>> : Answer<K> extends Saved ? Job<Written> | Answer<K> : Answer<K>>
}

export interface Rooms {
  store: Store
  resources: Resources
  /** Where a path of a pipeline lies on this machine. Absent, or undefined for a path: the host opens and writes none, and the page saves what is made. */
  place?: (path: string) => string | undefined
  /** Projects, and the paths that pipelines may use; absent where nothing is kept. */
  kept?: Kept
  /** Where the tuner's findings are kept; absent where nothing is. */
  tuning?: TuningStore
}

export function handlersOf({ store, resources, place, kept, tuning }: Rooms): Handlers {
  const placed = (path: string): string => {
    const target = place?.(path)
    if (target !== undefined) return target
    throw new Refusal(403, 'Files are not opened by their path here.', 'Drop the file onto the page.')
  }
  return {
    version: () => Promise.resolve({ app: appVersion, paths: place !== undefined, ...(place && { home: homedir() }) }),

    'datasets.list': () => Promise.resolve(store.list()),
    async 'datasets.open'({ path, options }) {
      const target = isStored(path) ? path : placed(path)
      return named(path, target, (progress, signal) => store.open(target, options, progress, signal))
    },
    async 'datasets.inspect'({ path, options }) {
      if (isStored(path)) return (progress, signal) => store.inspect(path, options, progress, signal)
      const target = placed(path)
      return named(path, target, (progress, signal) => store.inspect(target, options, progress, signal))
    },
    async 'datasets.upload'({ name, options }, { bytes, signal }) {
      const scratch = await scratchFolder()
      const remove = (): PromiseLike<void> => scratch[Symbol.asyncDispose]()
      const path = await receive(scratch.folder, name, bytes, signal).catch(async (error: unknown) => {
        await remove()
        throw error
      })
      const open = named(name, path, (progress, stop) => store.open(path, options, progress, stop))
      return async (progress, stop) => {
        try {
          const dataset = await open(progress, stop)
          await store.keepOriginal(dataset.id, path)
          return dataset
        } finally {
          await remove()
        }
      }
    },
    'datasets.columns': ({ id, names }) => store.columns(id, names),

    'samples.list': () => resources.samples(),
    'samples.open': ({ name }) => store.sample(name),
    'templates.list': () => resources.templates(),
    'templates.read': ({ name }) => resources.template(name),

    async 'outputs.table'({ path, exact }, { bytes, signal }) {
      const columns = decodeColumns(await gather(bytes))
      return made(path, place, signal, (outputs, stop) => outputs.table(path, columns, { exact, signal: stop }))
    },
    'outputs.report': ({ path, request }, { signal }) =>
      made(path, place, signal, (outputs, stop) => outputs.report(path, request, stop)),
    async 'outputs.read'({ path }) {
      const target = placed(path)
      return Uint8Array.from(await fileOutputs(() => target).read(path))
    },
    async 'outputs.write'({ path }, { bytes }) {
      const whole = await gather(bytes)
      const target = place?.(path)
      return target === undefined ? whole : fileOutputs(() => target).write(path, whole)
    },
    'tuning.read': async () => (await tuning?.read()) ?? '',
    async 'tuning.write'({ text }) {
      await tuning?.write(text)
      return null
    },
    ...projectHandlers(kept),
  }
}

const isStored = (path: string): boolean => path.startsWith('dataset:')

/** Work on a file whose faults name it as people do. */
function named<T>(name: string, path: string, job: Job<T>): Job<T> {
  return async (progress, signal) => {
    try {
      return await job(progress, signal)
    } catch (error) {
      throw shownAs(error, path, name)
    }
  }
}

/** Gives the writing of a file where the host allows it; else makes it in a scratch folder and gives its bytes, for the page to save. */
async function made(
  path: string,
  place: Rooms['place'],
  signal: AbortSignal,
  make: (outputs: Outputs, signal: AbortSignal) => Promise<Written>,
): Promise<Job<Written> | Uint8Array<ArrayBuffer>> {
  const target = place?.(path)
  if (target !== undefined)
    return (_, stop) =>
      make(
        fileOutputs(() => target),
        stop,
      )
  await using scratch = await scratchFolder()
  const file = join(scratch.folder, 'file')
  await make(
    fileOutputs(() => file, undefined, true),
    signal,
  ).catch((error: unknown) => {
    throw shownAs(error, file, path)
  })
  return Uint8Array.from(await readFile(file))
}
