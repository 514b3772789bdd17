import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { sort } from '../sort/sort'
import source from './philox.wgsl?raw'

const philoxKernel = kernel({
  name: 'philox',
  source,
  bindings: { out: 'write' },
  uniforms: { count: 'u32', offset: 'u32', keyLow: 'u32', keyHigh: 'u32', threshold: 'u32', value: 'f32' },
})

/** Key, as in `Random`: the same seed and stream give the same numbers on every adapter and on the host. */
export interface Draw {
  seed: number
  stream?: number
  /** Numbers of the stream to leave out before the first; a multiple of 4. */
  skip?: number
}

/** Fills a tensor with 32-bit words of a stream (u32), equal bit for bit to `Random.word`. */
export function randomWords(device: Device, out: Tensor, draw: Draw): void {
  fill(device, out, draw, { form: 0 })
}

/** Fills a tensor with uniforms in [0, 1), equal bit for bit to `Random.uniform`. */
export function randomUniforms(device: Device, out: Tensor, draw: Draw): void {
  fill(device, out, draw, { form: 1 })
}

/** Fills a tensor with standard normals, equal to `Random.normal` within 1e-6 of their size. */
export function randomNormals(device: Device, out: Tensor, draw: Draw): void {
  fill(device, out, draw, { form: 2 })
}

/**
 * Fills a tensor with a Bernoulli mask: `value` (1 unless given) with probability p, where `Random.uniform` is below p, else 0. Dropout
 * with the share q of units kept multiplies by a mask of p = q and value 1 ÷ q.
 */
export function randomMask(
  device: Device,
  out: Tensor,
  { p, value = 1, ...draw }: Draw & { p: number; value?: number },
): void {
  fill(device, out, draw, { form: 3, threshold: Math.ceil(Math.max(0, Math.min(1, p)) * 2 ** 24), value })
}

/**
 * Fills a tensor of n places with 0 … n − 1 (u32) in random order: places sorted by a random word each, the earlier first of equal
 * ones. The same on every adapter; another order than `Random.permutation` of the same seed gives.
 */
export function randomPermutation(device: Device, out: Tensor, draw: Draw): void {
  using scope = device.scope()
  const shape = [sizeOf(out.shape)]
  const [words, sorted] = [empty(scope, shape), empty(scope, shape)]
  randomWords(device, words, draw)
  sort(device, words, sorted, { type: 'u32', values: { to: { ...out, shape } } })
}

/** Numbers of one launch: about 50 ms on a slow software adapter. */
const launchNumbers = 2 ** 22

function fill(
  device: Device,
  out: Tensor,
  { seed, stream = 0, skip = 0 }: Draw,
  { form, threshold = 0, value = 0 }: { form: number; threshold?: number; value?: number },
): void {
  const size = sizeOf(out.shape)
  const step = Math.min(launchNumbers, Math.floor(device.bindingLimit / 256) * 64)
  for (let first = 0; first < size; first += step) {
    const count = Math.min(step, size - first)
    device.run(philoxKernel, {
      bindings: { out: bound({ buffer: out.buffer, offset: out.offset + first * 4, shape: [count] }) },
      uniforms: { count, offset: (skip + first) / 4, keyLow: seed >>> 0, keyHigh: stream >>> 0, threshold, value },
      groups: [Math.ceil(count / 256)],
      constants: { form },
      // Ten rounds of two products a block of four words.
      work: count * 20,
    })
  }
}
