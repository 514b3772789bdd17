import { dirname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provide } from '../../compute'
import { createNodeGpu } from '../../compute/host/node'
import type { Host } from '../../shared/contracts/host'
import { openStore, type Store } from '../datasets/store'
import { fileOutputs } from '../outputs'

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
): Promise<{ store: Store; host: Host } & AsyncDisposable> {
  const store = await openStore({ folder: null, samples: resolve(resourcesFolder(), 'samples') })
  const place = (path: string): string =>
    isAbsolute(path) || path.startsWith('dataset:') ? path : resolve(folderOfPaths, path)
  const host: Host = {
    datasets: {
      open: (path, ...rest) => store.open(place(path), ...rest),
      sample: name => store.sample(name),
      columns: (id, names) => store.columns(id, names),
    },
    outputs: fileOutputs(place, command),
  }
  return { store, host, [Symbol.asyncDispose]: () => store.close() }
}

/** Makes the engine compute on Dawn in this process. */
export function useNodeGpu(): void {
  let made: ReturnType<typeof createNodeGpu> | undefined
  provide({
    gpu: async () => (await (made ??= createNodeGpu())).gpu,
    wait: async promise => (await (made ??= createNodeGpu())).wait(promise),
  })
}
