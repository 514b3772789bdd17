import { askAt, type RemoteEngine, remoteEngine } from '../../compute'
import { download } from './download'
import { keyHeaders } from './key'

/** Calls of the service that this page came from. */
export const ask = askAt(location.origin, keyHeaders)

let started: RemoteEngine | undefined

/** The engine in its worker, started when first asked. Files that runs make where the host writes none are downloads. */
export function engine(): RemoteEngine {
  started ??= remoteEngine(openWorker(), (name, bytes) => download(name, bytes))
  return started
}

function openWorker(): Worker {
  const worker = new Worker(new URL('../../compute/host/worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  })
  worker.postMessage({ headers: keyHeaders })
  return worker
}
