import { LatheError } from '../../shared/errors'
import type { AdapterInfo } from '../../shared/results/results'

/** Where WebGPU comes from: the page or worker itself, or Dawn in Node (`host/node.ts`). */
export interface Provider {
  gpu(): Promise<GPU | undefined>
  /** Waits for a promise of the GPU. Node naps meanwhile: a pending promise of Dawn keeps a core busy. */
  wait<T>(promise: Promise<T>): Promise<T>
  /** Why there is no adapter, where more is known than a page knows. */
  none?(): { message: string; remedy: string }
}

const pageProvider: Provider = {
  gpu: () => Promise.resolve(typeof navigator === 'undefined' ? undefined : navigator.gpu),
  wait: promise => promise,
}

let current = pageProvider
let given = false

/** Sets where WebGPU comes from, for this thread. */
export function provide(provider: Provider): void {
  current = provider
}

export function provider(): Provider {
  return current
}

/**
 * The best adapter. `requestAdapter` may answer null in the first 100 ms of a page's life (Electron 40, Windows), so it is
 * asked again for two seconds; null is never remembered. Errors: `adapter`, and what the provider says of WebGPU that does not load.
 */
export async function requestAdapter(): Promise<GPUAdapter> {
  const gpu = await current.gpu()
  for (let attempt = 0; gpu && attempt < 8; attempt++) {
    const adapter = await current.wait(gpu.requestAdapter({ powerPreference: 'high-performance' }))
    if (adapter) {
      given = true
      return adapter
    }
    await new Promise(resolve => setTimeout(resolve, 20 * 2 ** Math.min(attempt, 4)))
  }
  const userAgent = typeof navigator === 'undefined' ? '' : navigator.userAgent
  const why = current.none?.() ?? noneInPage({ webgpu: gpu !== undefined, given }, userAgent)
  throw new LatheError({ code: 'adapter', ...why })
}

/** What a page can tell: `given`, there was an adapter before in this thread. A browser whose GPU process crashed three times in a few minutes gives no adapter until it is started again, and does not say so. */
export function noneInPage(
  { webgpu, given }: { webgpu: boolean; given: boolean },
  userAgent: string,
): { message: string; remedy: string } {
  const desktop = userAgent.includes('Electron/')
  const again = desktop ? 'Close Lathe and open it again' : 'Close every window of the browser and open it again'
  if (!webgpu)
    return {
      message: 'This browser gives no WebGPU.',
      remedy: 'Use Chrome, Edge or Chromium, of this year or the last, and turn on WebGPU there.',
    }
  if (given)
    return {
      message: 'The GPU was switched off after it had crashed several times.',
      remedy: `${again}: the pipeline is kept. If it crashes again, run with less data.`,
    }
  return {
    message: `${desktop ? 'Chromium' : 'The browser'} offers no GPU.`,
    remedy: `If the GPU has crashed before: ${again.toLowerCase()}. Else its page chrome://gpu tells what keeps WebGPU off.`,
  }
}

/** A device of an adapter. Errors: `adapter` when it cannot be opened. */
export async function requestDevice(adapter: GPUAdapter, descriptor: GPUDeviceDescriptor): Promise<GPUDevice> {
  try {
    return await current.wait(adapter.requestDevice(descriptor))
  } catch (cause) {
    const message = `The GPU does not open: ${(cause as Error).message.split('\n')[0]}.`
    const remedy = 'Close other programs that use the GPU, or run with --adapter software.'
    throw new LatheError({ code: 'adapter', message, remedy }, { cause })
  }
}

/** How an adapter calls itself, and whether it computes in software. */
export function infoOf({ info }: GPUAdapter): AdapterInfo {
  const { vendor, architecture, description } = info
  const software =
    info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software/i.test(`${architecture} ${description}`)
  return { vendor, architecture, description, software }
}
