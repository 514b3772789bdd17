import { type Activation, activationValue } from '../activation'
import type { Places } from './window'

/** One filter's place over one pixel: image, filter and output numbers that meet there. */
function meet(p: Places, outputs: number, each: (image: number, filter: number, out: number) => void): void {
  for (let n = 0; n < p.images; n++)
    for (let oy = 0; oy < p.outHeight; oy++)
      for (let ox = 0; ox < p.outWidth; ox++)
        for (let dy = 0; dy < p.windowHeight; dy++)
          for (let dx = 0; dx < p.windowWidth; dx++) {
            const [y, x] = [oy * p.strideY - p.padY + dy, ox * p.strideX - p.padX + dx]
            if (y < 0 || x < 0 || y >= p.height || x >= p.width) continue
            for (let c = 0; c < p.channels; c++)
              for (let o = 0; o < outputs; o++)
                each(
                  ((n * p.height + y) * p.width + x) * p.channels + c,
                  ((dy * p.windowWidth + dx) * p.channels + c) * outputs + o,
                  ((n * p.outHeight + oy) * p.outWidth + ox) * outputs + o,
                )
          }
}

const outSize = (p: Places, outputs: number): number => p.images * p.outHeight * p.outWidth * outputs

/** activation(images ⋆ filters + bias) by its definition. */
export function convolutionTwin(
  p: Places,
  images: ArrayLike<number>,
  filters: ArrayLike<number>,
  bias: ArrayLike<number>,
  activation: Activation,
): Float64Array {
  const outputs = bias.length
  const out = new Float64Array(outSize(p, outputs)).map((_, i) => bias[i % outputs])
  meet(p, outputs, (i, f, o) => (out[o] += images[i] * filters[f]))
  return out.map(x => activationValue(activation, x))
}

/** ∂/∂images and ∂/∂filters of Σ gradient · out. */
export function convolutionGradientsTwin(
  p: Places,
  images: ArrayLike<number>,
  filters: ArrayLike<number>,
  gradient: ArrayLike<number>,
  outputs: number,
): { images: Float64Array; filters: Float64Array } {
  const found = { images: new Float64Array(images.length), filters: new Float64Array(filters.length) }
  meet(p, outputs, (i, f, o) => {
    found.images[i] += gradient[o] * filters[f]
    found.filters[f] += gradient[o] * images[i]
  })
  return found
}
