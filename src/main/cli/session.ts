import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provide } from '../../compute'
import { createNodeGpu } from '../../compute/host/node'
import type { Host } from '../../shared/contracts/host'
import { LatheError } from '../../shared/errors'
import { openStore, type Store } from '../datasets/store'
import { fileOutputs } from '../outputs'
import { dataFolder } from '../projects/dataFolder'
import { tuningFile } from '../tuningFile'
import { driverWords } from './driverWords'
import { noAdapter } from './noAdapter'

/** Folder of the sample tables: beside the build in a checkout, in the resources of an installed app. */
export function resourcesFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return (
    process.env['LATHE_RESOURCES'] ?? resolve(here, here.includes('dist') ? '../../resources' : '../../../resources')
  )
}

/** The store of one command: private to it and gone with it. */
export async function openSession(
  folderOfPaths: string,
  command?: string,
): Promise<{ store: Store; host: Host; refuseSource: (path: string) => void } & AsyncDisposable> {
  const store = await openStore({ folder: null, samples: resolve(resourcesFolder(), 'samples') })
  const place = (path: string): string =>
    isAbsolute(path) || path.startsWith('dataset:') ? path : resolve(folderOfPaths, path)
  const sources = new Set<string>()
  const refuseSource = (path: string): void => {
    if (!sources.has(real(path))) return
    throw new LatheError({
      code: 'input',
      message: 'This is the file that was read: writing to it would lose what the import left out.',
      where: path,
      remedy: 'Choose another name.',
    })
  }
  const files = fileOutputs(place, command)
  const host: Host = {
    tuning: tuningFile(dataFolder()),
    datasets: {
      open: (path, ...rest) => {
        sources.add(real(place(path)))
        return store.open(place(path), ...rest)
      },
      sample: name => store.sample(name),
      columns: (id, names) => store.columns(id, names),
    },
    outputs: {
      ...files,
      table: (path, ...rest) => {
        refuseSource(place(path))
        return files.table(path, ...rest)
      },
    },
  }
  return { store, host, refuseSource, [Symbol.asyncDispose]: () => store.close() }
}

/** The file behind links, or the path itself where there is none yet. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Makes the engine compute on Dawn in this process. */
export function useNodeGpu(): void {
  let made: ReturnType<typeof createNodeGpu> | undefined
  provide({
    gpu: async () => (await (made ??= createNodeGpu())).gpu,
    wait: async promise => (await (made ??= createNodeGpu())).wait(promise),
    none: () => noAdapter(driverWords(), process.platform, process.env),
  })
}
