import { LatheError } from '../../shared/errors'

/** WebGPU in Node, by Dawn. */
export interface NodeGpu {
  gpu: GPU
  /** Waits for a promise of `gpu` without burning a core. */
  wait: <T>(promise: Promise<T>) => Promise<T>
}

// Dawn crashes once the object that create() returned has been collected, so it is held here for good.
let held: Promise<GPU> | undefined

/**
 * Dawn's WebGPU, one per process or worker thread. The constants (`GPUBufferUsage`, …) become globals; `navigator` is left alone.
 * On Linux the process must have been started in the environment of `scripts/adapter.mjs`.
 */
export async function createNodeGpu(): Promise<NodeGpu> {
  held ??= load()
  return { gpu: await held, wait: nap }
}

async function load(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu')
    Object.assign(globalThis, globals)
    return create([])
  } catch (cause) {
    const message = `Dawn, which gives Node WebGPU, does not load on ${process.platform} ${process.arch}.`
    throw new LatheError(
      { code: 'adapter', message, remedy: 'Run npm ci on Linux (glibc), macOS or Windows.' },
      { cause },
    )
  }
}

const spinMilliseconds = 0.4
const napMilliseconds = 0.15
const bell = new Int32Array(new SharedArrayBuffer(4))

/**
 * Dawn polls in a busy loop while a promise is pending, which takes a core from a software adapter: 32 GFLOPS instead of 57 in a matrix
 * product on two cores. Spinning first keeps tiny dispatches quick (17 µs each, against 55 µs napping); then the thread sleeps in steps.
 */
async function nap<T>(promise: Promise<T>): Promise<T> {
  let settled = false
  const mark = () => {
    settled = true
  }
  promise.then(mark, mark)
  const start = performance.now()
  while (!settled) {
    if (performance.now() - start > spinMilliseconds) Atomics.wait(bell, 0, 0, napMilliseconds)
    await new Promise(resolve => setImmediate(resolve))
  }
  return promise
}
