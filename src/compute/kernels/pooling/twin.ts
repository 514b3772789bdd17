import type { Places } from '../convolution/window'
import type { Pooling } from './pooling'

/** Pixels under the window at a place, as numbers of the image. */
function under(p: Places, n: number, oy: number, ox: number, channel: number): number[] {
  const pixels: number[] = []
  for (let dy = 0; dy < p.windowHeight; dy++)
    for (let dx = 0; dx < p.windowWidth; dx++) {
      const [y, x] = [oy * p.strideY - p.padY + dy, ox * p.strideX - p.padX + dx]
      if (y >= 0 && x >= 0 && y < p.height && x < p.width)
        pixels.push(((n * p.height + y) * p.width + x) * p.channels + channel)
    }
  return pixels
}

/** Calls `each` with every number of the output and the pixels under its window. */
function eachWindow(p: Places, each: (out: number, pixels: number[]) => void): void {
  let out = 0
  for (let n = 0; n < p.images; n++)
    for (let oy = 0; oy < p.outHeight; oy++)
      for (let ox = 0; ox < p.outWidth; ox++)
        for (let channel = 0; channel < p.channels; channel++) each(out++, under(p, n, oy, ox, channel))
}

const largestOf = (pixels: readonly number[], images: ArrayLike<number>): number =>
  pixels.reduce((best, pixel) => (images[pixel] > images[best] ? pixel : best), pixels[0])

/** Windows without a pixel give 0. */
export function poolingTwin(kind: Pooling, p: Places, images: ArrayLike<number>): Float64Array {
  const found = new Float64Array(p.images * p.outHeight * p.outWidth * p.channels)
  eachWindow(p, (out, pixels) => {
    if (pixels.length === 0) return
    found[out] =
      kind === 'max'
        ? images[largestOf(pixels, images)]
        : pixels.reduce((sum, pixel) => sum + images[pixel], 0) / pixels.length
  })
  return found
}

/** ∂/∂images of Σ gradient · out. */
export function poolingGradientTwin(
  kind: Pooling,
  p: Places,
  images: ArrayLike<number>,
  gradient: ArrayLike<number>,
): Float64Array {
  const found = new Float64Array(images.length)
  eachWindow(p, (out, pixels) => {
    if (pixels.length === 0) return
    if (kind === 'max') found[largestOf(pixels, images)] += gradient[out]
    else for (const pixel of pixels) found[pixel] += gradient[out] / pixels.length
  })
  return found
}
