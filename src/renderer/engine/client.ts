import { askAt, type RemoteEngine, remoteEngine } from '../../compute'
import { download } from './download'

/** Calls of the service that this page came from. */
export const ask = askAt(location.origin)

let started: RemoteEngine | undefined

/** The engine in its worker, started when first asked. Files that runs make where the host writes none are downloads. */
export function engine(): RemoteEngine {
  started ??= remoteEngine(
    new Worker(new URL('../../compute/host/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
    (name, bytes) => download(name, bytes),
  )
  return started
}
