import type { Device } from '../../device/device'
import { describe, type Tensor } from '../../tensor/tensor'
import type { Activation } from '../activation'
import { direct, suits } from './direct'
import type { Sizes } from './products'
import { unfolded } from './unfolded'
import { partsOf, placesOf, type Walk } from './window'

export interface WayOptions extends Walk {
  /** How to compute it; the direct way is taken where it pays unless this is false. */
  direct?: boolean
}

export interface ConvolutionOptions extends WayOptions {
  /** [outputs] */
  bias?: Tensor
  activation?: Activation
}

/**
 * out = activation(images ⋆ filters + bias): images n × height × width × channels, filters windowHeight × windowWidth × channels × outputs,
 * out n × outHeight × outWidth × outputs; the filter is not turned over, as in every network library. A product of windows and
 * filters: on software adapters with subgroups without unfolding the windows (`direct.ts`), elsewhere as rows of a matrix (`unfolded.ts`).
 * Errors: plain `Error` for shapes that do not fit; `data` when no binding holds 64 images.
 */
export function convolution(
  device: Device,
  images: Tensor,
  filters: Tensor,
  out: Tensor,
  { bias, activation = 'linear', direct: wanted = true, ...walk }: ConvolutionOptions = {},
): void {
  const { sizes, matrix } = shapes(images, filters, out, walk)
  const way = wanted && suits(device, sizes).forward ? direct : unfolded
  for (const part of partsOf(device, sizes.places, images, out))
    way.forward(device, { ...sizes, places: part.places }, part.images, matrix, part.out, { bias, activation })
}

/** ∂loss/∂filters from ∂loss/∂out (after the activation's slope); adds to `gradient` with `accumulate`. */
export function convolutionFilterGradient(
  device: Device,
  images: Tensor,
  outGradient: Tensor,
  gradient: Tensor,
  { direct: wanted = true, ...walk }: WayOptions = {},
  accumulate = false,
): void {
  const { sizes, matrix } = shapes(images, gradient, outGradient, walk)
  const way = wanted && suits(device, sizes).filters ? direct : unfolded
  for (const part of partsOf(device, sizes.places, images, outGradient)) {
    const add = accumulate || part.firstImage > 0
    way.filters(device, { ...sizes, places: part.places }, part.images, part.out, matrix, add)
  }
}

/** ∂loss/∂images from ∂loss/∂out; adds to `gradient` with `accumulate`. */
export function convolutionInputGradient(
  device: Device,
  outGradient: Tensor,
  filters: Tensor,
  gradient: Tensor,
  { direct: wanted = true, ...walk }: WayOptions = {},
  accumulate = false,
): void {
  const { sizes, matrix } = shapes(gradient, filters, outGradient, walk)
  const way = wanted && suits(device, sizes).images ? direct : unfolded
  for (const part of partsOf(device, sizes.places, gradient, outGradient))
    way.images(device, { ...sizes, places: part.places }, part.out, matrix, part.images, accumulate)
}

function shapes(images: Tensor, filters: Tensor, out: Tensor, walk: Walk): { sizes: Sizes; matrix: Tensor } {
  const [windowHeight, windowWidth, channels, outputs] = filters.shape as [number, number, number, number]
  const places = placesOf(images, [windowHeight, windowWidth], out, walk)
  if (filters.shape.length !== 4 || channels !== places.channels || outputs !== out.shape[3])
    throw new Error(
      `Filters of ${describe(filters.shape)} do not take ${describe(images.shape)} to ${describe(out.shape)}.`,
    )
  const inner = windowHeight * windowWidth * channels
  return { sizes: { places, inner, outputs }, matrix: { ...filters, shape: [inner, outputs] } }
}
