import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { placesOf, placesUniforms, type Walk } from '../convolution/window'
import poolSource from './pool.wgsl?raw'
import unpoolSource from './unpool.wgsl?raw'

export type Pooling = 'max' | 'average'

export interface PoolingOptions extends Walk {
  /** Rows and columns of the window. */
  window: readonly [number, number]
}

const range = { ...placesUniforms, first: 'u32', count: 'u32' } as const

const pools = {
  max: kernel({
    name: 'pooling.max',
    source: poolSource,
    bindings: { image: 'read', out: 'write', places: 'write' },
    uniforms: range,
  }),
  average: kernel({
    name: 'pooling.average',
    source: poolSource,
    bindings: { image: 'read', out: 'write' },
    uniforms: range,
  }),
}

const unpools = {
  max: kernel({
    name: 'pooling.maxGradient',
    source: unpoolSource,
    bindings: { gradient: 'read', image: 'write', places: 'read' },
    uniforms: { ...range, add: 'u32' },
  }),
  average: kernel({
    name: 'pooling.averageGradient',
    source: unpoolSource,
    bindings: { gradient: 'read', image: 'write' },
    uniforms: { ...range, add: 'u32' },
  }),
}

/** Numbers in a launch: about 50 ms of a 3 × 3 window on SwiftShader. */
const portion = 2 ** 21

/**
 * Largest number or mean of every window of images n × height × width × channels; out is n × outHeight × outWidth × channels. Padding
 * takes no part: it is never the largest, and a mean is over the pixels inside. max writes to `places` (u32, out's shape) where in
 * the images each stands, the first of equals; its gradient needs them. Errors: plain `Error` for shapes that do not fit.
 */
export function pooling(device: Device, kind: 'average', images: Tensor, out: Tensor, options: PoolingOptions): void
export function pooling(
  device: Device,
  kind: 'max',
  images: Tensor,
  out: Tensor,
  options: PoolingOptions & { places: Tensor },
): void
export function pooling(
  device: Device,
  kind: Pooling,
  images: Tensor,
  out: Tensor,
  { window, places, ...walk }: PoolingOptions & { places?: Tensor },
): void {
  const uniforms = placesOf(images, window, out, walk)
  if (images.shape[3] !== out.shape[3])
    throw new Error(`Pooling does not take ${describe(images.shape)} to ${describe(out.shape)}.`)
  const work = window[0] * window[1] * 4
  eachPortion(device, sizeOf(out.shape), (first, count, groups) => {
    const plan = { uniforms: { ...uniforms, first, count }, groups, work: count * work }
    const shared = { image: bound(images), out: bound(out) }
    if (kind === 'max')
      device.run(pools.max, { ...plan, bindings: { ...shared, places: bound(places!) }, variant: { largest: 1 } })
    else device.run(pools.average, { ...plan, bindings: shared, variant: { largest: 0 } })
  })
}

/** ∂loss/∂images from ∂loss/∂out; adds to `gradient` with `accumulate`. max takes the `places` that the way forward wrote. */
export function poolingGradient(
  device: Device,
  kind: Pooling,
  outGradient: Tensor,
  gradient: Tensor,
  { window, places, accumulate = false, ...walk }: PoolingOptions & { places?: Tensor; accumulate?: boolean },
): void {
  const uniforms = { ...placesOf(gradient, window, outGradient, walk), add: accumulate ? 1 : 0 }
  const work = window[0] * window[1] * 6
  eachPortion(device, sizeOf(gradient.shape), (first, count, groups) => {
    const plan = { uniforms: { ...uniforms, first, count }, groups, work: count * work }
    const shared = { gradient: bound(outGradient), image: bound(gradient) }
    if (kind === 'max') {
      if (!places) throw new Error('The gradient of max pooling needs the places of the largest.')
      device.run(unpools.max, { ...plan, bindings: { ...shared, places: bound(places) }, variant: { largest: 1 } })
    } else device.run(unpools.average, { ...plan, bindings: shared, variant: { largest: 0 } })
  })
}

function eachPortion(
  device: Device,
  size: number,
  launch: (first: number, count: number, groups: readonly [number]) => void,
): void {
  for (let first = 0; first < size; first += portion) {
    const count = Math.min(portion, size - first)
    launch(first, count, [Math.max(1, Math.min(device.lanes / 64, Math.ceil(count / 256)))])
  }
}
