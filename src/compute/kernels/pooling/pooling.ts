import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { imagesOf, type Part, partsOf, type Places, placesOf, placesUniforms, type Walk } from '../convolution/window'
import placesSource from './places.wgsl?raw'
import poolSource from './pool.wgsl?raw'
import unpoolSource from './unpool.wgsl?raw'

export type Pooling = 'max' | 'average'

export interface PoolingOptions extends Walk {
  /** Rows and columns of the window. */
  window: readonly [number, number]
}

const range = { ...placesUniforms, first: 'u32', count: 'u32', base: 'u32', add: 'u32' } as const

const pools = {
  max: kernel({
    name: 'pooling.max',
    source: poolSource + placesSource,
    bindings: { image: 'read', out: 'write', places: 'write' },
    uniforms: range,
  }),
  average: kernel({
    name: 'pooling.average',
    source: poolSource + placesSource,
    bindings: { image: 'read', out: 'write' },
    uniforms: range,
  }),
}

const unpools = {
  max: kernel({
    name: 'pooling.maxGradient',
    source: unpoolSource + placesSource,
    bindings: { gradient: 'read', image: 'write', places: 'read' },
    uniforms: range,
  }),
  average: kernel({
    name: 'pooling.averageGradient',
    source: unpoolSource + placesSource,
    bindings: { gradient: 'read', image: 'write' },
    uniforms: range,
  }),
}

/** Numbers under windows in a launch: about 50 ms on SwiftShader, by 3 × 3 as by 7 × 7. */
const portion = 9 * 2 ** 21
/** Channels, or quads of them, of an invocation: places are divided out once for all of them. */
const steps = 8

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
  const walked = placesOf(images, window, out, walk)
  if (images.shape[3] !== out.shape[3])
    throw new Error(`Pooling does not take ${describe(images.shape)} to ${describe(out.shape)}.`)
  const work = window[0] * window[1] * 8
  for (const part of partsOf(device, walked, images, out))
    eachPortion(device, part, part.out, (numbers, uniforms, variant, groups) => {
      const plan = { uniforms: { ...uniforms, add: 0 }, groups, work: numbers * work }
      const shared = { image: bound(part.images), out: bound(part.out) }
      if (kind === 'average') {
        device.run(pools.average, { ...plan, bindings: shared, variant: { ...variant, largest: 0 } })
        return
      }
      const found = bound(imagesOf(places!, part.firstImage, part.places.images))
      device.run(pools.max, { ...plan, bindings: { ...shared, places: found }, variant: { ...variant, largest: 1 } })
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
  const walked = placesOf(gradient, window, outGradient, walk)
  if (kind === 'max' && !places) throw new Error('The gradient of max pooling needs the places of the largest.')
  const add = accumulate ? 1 : 0
  const work = window[0] * window[1] * 6
  for (const part of partsOf(device, walked, gradient, outGradient))
    eachPortion(device, part, part.images, (numbers, uniforms, variant, groups) => {
      const plan = { uniforms: { ...uniforms, add }, groups, work: numbers * work }
      const shared = { gradient: bound(part.out), image: bound(part.images) }
      if (kind === 'average') {
        device.run(unpools.average, { ...plan, bindings: shared, variant: { ...variant, largest: 0 } })
        return
      }
      const found = bound(imagesOf(places!, part.firstImage, part.places.images))
      device.run(unpools.max, { ...plan, bindings: { ...shared, places: found }, variant: { ...variant, largest: 1 } })
    })
}

type Uniforms = Places & { first: number; count: number; base: number }

/** Launches for all numbers of `over`, the output or the images of a part. */
function eachPortion(
  device: Device,
  { places, firstImage }: Part,
  over: Tensor,
  launch: (
    numbers: number,
    uniforms: Uniforms,
    variant: { quads: number; steps: number },
    groups: readonly [number],
  ) => void,
): void {
  const quads = places.channels % 4 === 0 ? 1 : 0
  const channels = quads ? places.channels / 4 : places.channels
  const all = (sizeOf(over.shape) / Math.max(1, places.channels)) * Math.ceil(channels / steps)
  const numbers = Math.min(channels, steps) * (quads ? 4 : 1)
  const taps = places.windowHeight * places.windowWidth
  const most = Math.ceil(portion / Math.max(9, taps) / Math.max(1, numbers))
  const base = firstImage * places.height * places.width * places.channels
  for (let first = 0; first < all; first += most) {
    const count = Math.min(most, all - first)
    const groups = Math.max(1, Math.min(device.lanes / 64, Math.ceil(count / 64)))
    launch(count * numbers, { ...places, channels, first, count, base }, { quads, steps }, [groups])
  }
}
