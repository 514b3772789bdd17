import type { Device } from '../../device/device'
import { describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { beyondBinding } from '../pieces'

/** How a window walks over an image; first down, then across. */
export interface Walk {
  /** Steps between places of the window; default 1. */
  stride?: readonly [number, number]
  /** Rows and columns of zeros before the image; what stands behind it follows from the size of the output. Default 0. */
  padding?: readonly [number, number]
}

/** Sizes of a walk over images n × height × width × channels: what the shaders of convolution and pooling need. */
export interface Places {
  images: number
  height: number
  width: number
  channels: number
  windowHeight: number
  windowWidth: number
  outHeight: number
  outWidth: number
  strideY: number
  strideX: number
  padY: number
  padX: number
}

/** Uniforms of a walk, in the order of `struct Places` in the shaders. */
export const placesUniforms = {
  images: 'u32',
  height: 'u32',
  width: 'u32',
  channels: 'u32',
  windowHeight: 'u32',
  windowWidth: 'u32',
  outHeight: 'u32',
  outWidth: 'u32',
  strideY: 'u32',
  strideX: 'u32',
  padY: 'u32',
  padX: 'u32',
} as const satisfies Record<keyof Places, 'u32'>

/** Places of a window over an axis of `size` with `padding` zeros on both sides: ⌊(size + 2 padding − window) ÷ stride⌋ + 1. */
export function outputSize(size: number, window: number, stride = 1, padding = 0): number {
  return Math.max(0, Math.floor((size + 2 * padding - window) / stride) + 1)
}

/** Zeros before an axis so that a stride of 1 keeps its size, as `padding='same'` elsewhere: ⌊(window − 1) ÷ 2⌋. */
export function samePadding(window: number): number {
  return Math.floor((window - 1) / 2)
}

/** The walk of a window over `image` that gives `out`, both n × height × width × channels. */
export function placesOf(
  image: Tensor,
  [windowHeight, windowWidth]: readonly [number, number],
  out: Tensor,
  { stride = [1, 1], padding = [0, 0] }: Walk,
): Places {
  const [images, height, width, channels] = image.shape as [number, number, number, number]
  const [same, outHeight, outWidth] = out.shape as [number, number, number]
  if (image.shape.length !== 4 || out.shape.length !== 4 || same !== images)
    throw new Error(`${describe(image.shape)} and ${describe(out.shape)} are not as many images.`)
  return {
    images,
    height,
    width,
    channels,
    windowHeight,
    windowWidth,
    outHeight,
    outWidth,
    strideY: stride[0],
    strideX: stride[1],
    padY: padding[0],
    padX: padding[1],
  }
}

/** A walk over some of the images. */
export interface Part {
  places: Places
  firstImage: number
  images: Tensor
  out: Tensor
}

/**
 * As many images at a time as a binding holds, with what is made of them. Parts begin at multiples of 64, where bindings may. Errors: a
 * `data` when no binding holds 64 images.
 */
export function* partsOf(device: Device, places: Places, images: Tensor, out: Tensor): Generator<Part> {
  const all = places.images
  const [before, after] = [images, out].map(({ shape }) => sizeOf(shape.slice(1))) as [number, number]
  const fitting = Math.floor(device.bindingLimit / 4 / Math.max(1, before, after))
  const most = fitting >= all ? all : Math.floor(fitting / 64) * 64
  if (most === 0 && all > 0) throw beyondBinding(`64 images of ${describe(images.shape.slice(1))}`)
  for (let first = 0; first < all; first += most) {
    const count = Math.min(most, all - first)
    yield {
      places: { ...places, images: count },
      firstImage: first,
      images: imagesOf(images, first, count),
      out: imagesOf(out, first, count),
    }
  }
}

/** Images `first` … `first` + `count` − 1; `first` is a multiple of 64. */
export function imagesOf({ buffer, offset, shape }: Tensor, first: number, count: number): Tensor {
  const rest = shape.slice(1)
  return { buffer, offset: offset + first * sizeOf(rest) * 4, shape: [count, ...rest] }
}
