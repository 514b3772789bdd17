import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { matmul } from '../matmul/matmul'
import { loopGroups } from '../pieces'
import foldSource from './fold.wgsl?raw'
import unfoldSource from './unfold.wgsl?raw'
import type { Products, Sizes } from './products'
import { type Places, placesUniforms } from './window'

const rowUniforms = { ...placesUniforms, firstRow: 'u32', rows: 'u32' } as const

const unfoldKernel = kernel({
  name: 'convolution.unfold',
  source: unfoldSource,
  bindings: { image: 'read', unfolded: 'write' },
  uniforms: rowUniforms,
})

const foldKernel = kernel({
  name: 'convolution.fold',
  source: foldSource,
  bindings: { unfolded: 'read', image: 'write' },
  uniforms: { ...rowUniforms, firstPixel: 'u32', pixels: 'u32', rowSize: 'u32', add: 'u32' },
})

/**
 * Products by windows as rows of a matrix (Chellapilla, Puri and Simard, 2006), on every adapter and for every walk: 9 times the memory of
 * the images for 3 × 3, cut to 32 MiB at a time.
 */
export const unfolded: Products = {
  forward(device, { places, inner, outputs }, images, matrix, out, { bias, activation }) {
    for (const rows of portions(device, places, inner)) {
      using scratch = device.scope()
      const windows = empty(scratch, [rows.count, inner])
      unfold(device, images, windows, places, rows)
      matmul(device, windows, matrix, rowsOf(out, outputs, rows), { activation, ...(bias && { bias }) })
    }
  },
  filters(device, { places, inner, outputs }, images, outGradient, gradient, add) {
    for (const rows of portions(device, places, inner)) {
      using scratch = device.scope()
      const windows = empty(scratch, [rows.count, inner])
      unfold(device, images, windows, places, rows)
      const accumulate = add || rows.first > 0
      matmul(device, windows, rowsOf(outGradient, outputs, rows), gradient, { transposeA: true, accumulate })
    }
  },
  images(device, sizes, outGradient, matrix, gradient, add) {
    foldProduct(device, sizes, sizes.inner, outGradient, gradient, add, (rows, windows) =>
      matmul(device, rows, matrix, windows, { transposeB: true }),
    )
  },
}

/** The images' gradient from that of their windows, which `multiply` makes: rows × `columns`, `inner` or more, from rows × outputs. */
export function foldProduct(
  device: Device,
  { places, outputs }: Sizes,
  columns: number,
  outGradient: Tensor,
  gradient: Tensor,
  add: boolean,
  multiply: (rows: Tensor, windows: Tensor) => void,
): void {
  for (const rows of portions(device, places, columns)) {
    using scratch = device.scope()
    const windows = empty(scratch, [rows.count, columns])
    multiply(rowsOf(outGradient, outputs, rows), windows)
    fold(device, windows, gradient, places, rows, add || rows.first > 0)
  }
}

interface Rows {
  first: number
  count: number
}

const portionBytes = 32 * 2 ** 20

/** Rows of the unfolded matrix, as many as 32 MiB hold; portions begin at multiples of 64 rows, so that their parts of `out` can be bound. */
function portions(device: Device, { images, outHeight, outWidth }: Places, inner: number): Rows[] {
  const all = images * outHeight * outWidth
  const most = Math.min(portionBytes, device.bindingLimit) / (4 * inner)
  const size = Math.max(64, Math.floor(most / 64) * 64)
  return Array.from({ length: Math.ceil(all / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, all - i * size),
  }))
}

/** Rows of n × outputs numbers of a tensor. */
function rowsOf({ buffer, offset }: Tensor, outputs: number, { first, count }: Rows): Tensor {
  return { buffer, offset: offset + first * outputs * 4, shape: [count, outputs] }
}

function unfold(device: Device, images: Tensor, unfolded: Tensor, places: Places, rows: Rows): void {
  const { quads, uniforms } = inQuads(places)
  device.run(unfoldKernel, {
    bindings: { image: bound(images), unfolded: bound(unfolded) },
    uniforms: { ...uniforms, firstRow: rows.first, rows: rows.count },
    groups: [loopGroups(device, rows.count)],
    variant: { quads },
    work: sizeOf(unfolded.shape) * 2,
  })
}

/** Numbers, or quads, that pixels of one launch gather: about 50 ms of SwiftShader. */
const foldSteps = 2 ** 23

function fold(device: Device, unfolded: Tensor, image: Tensor, places: Places, rows: Rows, add: boolean): void {
  const { quads, uniforms } = inQuads(places)
  // Pixels of the images that these rows belong to.
  const perImage = places.outHeight * places.outWidth
  const pixels = places.height * places.width
  const firstImage = add ? Math.floor(rows.first / perImage) : 0
  const lastImage = add ? Math.ceil((rows.first + rows.count) / perImage) : places.images
  const end = lastImage * pixels
  const each =
    uniforms.channels * Math.ceil(places.windowHeight / places.strideY) * Math.ceil(places.windowWidth / places.strideX)
  const most = device.info.software ? Math.ceil(foldSteps / each) : end
  for (let firstPixel = firstImage * pixels; firstPixel < end; firstPixel += most) {
    const count = Math.min(most, end - firstPixel)
    device.run(foldKernel, {
      bindings: { unfolded: bound(unfolded), image: bound(image) },
      uniforms: {
        ...uniforms,
        firstRow: rows.first,
        rows: rows.count,
        firstPixel,
        pixels: count,
        rowSize: quads ? unfolded.shape[1] / 4 : unfolded.shape[1],
        add: add ? 1 : 0,
      },
      groups: [loopGroups(device, count)],
      variant: { quads },
      work: count * each * 16,
    })
  }
}

function inQuads(places: Places): { quads: number; uniforms: Places } {
  const quads = places.channels % 4 === 0 ? 1 : 0
  return { quads, uniforms: quads ? { ...places, channels: places.channels / 4 } : places }
}
