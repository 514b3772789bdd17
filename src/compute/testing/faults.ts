import type { Device } from '../device/device'
import type { Kernel } from '../device/kernel'
import type { Random } from '../random/random'

/**
 * Lets one allocation of a device fail as on a full adapter: WebGPU answers with an invalid buffer and says so in the error scope
 * around it. `failAt(k)` counts from here: the k-th buffer that is made from now on, 0 the next; `made` counts them.
 */
export function allocations({ gpu }: Pick<Device, 'gpu'>): { failAt(k: number): void; readonly made: number } {
  let [made, at, told] = [0, -1, false]
  const create = gpu.createBuffer.bind(gpu)
  const pop = gpu.popErrorScope.bind(gpu)
  gpu.createBuffer = descriptor => {
    if (made++ !== at) return create(descriptor)
    told = true
    gpu.pushErrorScope('validation')
    // Usages that exclude each other make it invalid, whatever its size.
    const invalid = create({ ...descriptor, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE })
    void pop()
    return invalid
  }
  gpu.popErrorScope = () => {
    const error = pop()
    if (!told) return error
    told = false
    return error.then(() => new GPUOutOfMemoryError('no room for it'))
  }
  return {
    failAt(k) {
      ;[made, at] = [0, k]
    },
    get made() {
      return made
    },
  }
}

/** From now on every kernel's source goes through `corrupt` before it is compiled. */
export function corruptShaders(device: Device, corrupt: (kernel: Kernel) => string): void {
  const run = device.run.bind(device)
  device.run = (kernel, launch) => run({ ...kernel, source: corrupt(kernel) }, launch)
}

/** The source cut off somewhere behind its first third: an open brace, or no entry point. */
export function damaged(source: string, random: Random): string {
  const body = source.lastIndexOf('}')
  return source.slice(0, Math.floor(body / 3) + random.integer(Math.ceil((2 * body) / 3)))
}
