import { askAt, type RemoteEngine, remoteEngine } from '../../compute'

/** Calls of the service that this page came from. */
export const ask = askAt(location.origin)

let engine: RemoteEngine | undefined

/** The engine in its worker, started when first asked. `save` is given the files that runs make where the host writes none. */
export function startEngine(save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void): RemoteEngine {
  engine ??= remoteEngine(
    new Worker(new URL('../../compute/host/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
    save,
  )
  return engine
}

/** Hands bytes to the person as a download. */
export function download(name: string, bytes: BlobPart, type = 'application/octet-stream'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
