import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import source from '../../random/philox.wgsl?raw'

const philoxKernel = kernel({
  name: 'philox',
  source,
  bindings: { out: 'write' },
  uniforms: { count: 'u32', offset: 'u32', keyLow: 'u32', keyHigh: 'u32' },
})

export interface Draw {
  /** Key, as in `Random`: the same seed and stream give the same numbers on every adapter and on the host. */
  seed: number
  stream?: number
  /** Numbers to write. */
  count: number
  /** Numbers of the stream to leave out before the first; a multiple of 4. */
  skip?: number
}

/** Fills a buffer with 32-bit words of a stream: `count` u32, equal bit for bit to `Random.word`. */
export function randomWords(device: Device, out: GPUBuffer, draw: Draw): void {
  launch(device, out, draw, 0)
}

/** Fills a buffer with uniforms in [0, 1): `count` f32, equal bit for bit to `Random.uniform`. */
export function randomUniforms(device: Device, out: GPUBuffer, draw: Draw): void {
  launch(device, out, draw, 1)
}

function launch(device: Device, out: GPUBuffer, { seed, stream = 0, count, skip = 0 }: Draw, asUniform: number): void {
  const groups = Math.ceil(count / 256)
  const x = Math.min(65_535, groups)
  device.run(philoxKernel, {
    bindings: { out },
    uniforms: { count, offset: skip / 4, keyLow: seed >>> 0, keyHigh: stream >>> 0 },
    groups: [x, Math.ceil(groups / Math.max(1, x))],
    constants: { asUniform },
    // Ten rounds of two products a block of four words.
    work: count * 20,
  })
}
