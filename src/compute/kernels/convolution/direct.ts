import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { bound, empty, reshape, type Tensor } from '../../tensor/tensor'
import { type Activation, activationSource } from '../activation'
import { endedBy } from '../matmul/kernels'
import { panelsOf } from '../matmul/pack'
import { transpose } from '../transpose/transpose'
import addPartsSource from './addParts.wgsl?raw'
import filterSumsSource from './filterSums.wgsl?raw'
import type { Products, Sizes } from './products'
import { foldProduct } from './unfolded'
import { type Places, placesUniforms } from './window'
import windowsSource from './windows.wgsl?raw'

const portionUniforms = { ...placesUniforms, first: 'u32', count: 'u32' } as const

const windowsKernel = kernel({
  name: 'convolution.windows',
  source: `${windowsSource}\n${activationSource}`,
  bindings: { image: 'read', filters: 'read', bias: 'read', out: 'write' },
  uniforms: {
    ...portionUniforms,
    sign: 'u32',
    inner: 'u32',
    outputs: 'u32',
    filterLine: 'u32',
    filterStep: 'u32',
    biased: 'u32',
    add: 'u32',
    slope: 'f32',
  },
})

const filterSumsKernel = kernel({
  name: 'convolution.filterSums',
  source: filterSumsSource,
  bindings: { image: 'read', gradient: 'read', parts: 'write' },
  uniforms: { ...portionUniforms, inner: 'u32', outputs: 'u32', partSize: 'u32' },
})

const addPartsKernel = kernel({
  name: 'convolution.addParts',
  source: addPartsSource,
  bindings: { parts: 'read', out: 'write' },
  uniforms: { quads: 'u32', count: 'u32', add: 'u32' },
})

/** Multiply-adds of a launch: below 100 ms of SwiftShader. */
const mostWork = 3e8
/** Places whose share is one sum: few enough that it keeps its digits, many enough that adding the sums costs nothing. */
const [longestPart, shortestPart] = [2048, 64]
/** Workgroups that keep the cores busy. */
const fewestGroups = 16
/** Workgroups in a dimension. */
const mostGroups = 65_535

/** Lanes of a subgroup where a product without unfolding pays: software adapters with subgroups of 4 or 8; otherwise 0. */
const lanesOf = ({ info, subgroupSize }: Device): number =>
  info.software && [4, 8].includes(subgroupSize) ? subgroupSize : 0

/** Columns of a product that make it worth a tile: narrower, most of it is empty. */
const fewest = 8

/** Which products are quicker without unfolding. */
export function suits(device: Device, { inner, outputs }: Sizes): Record<keyof Products, boolean> {
  const able = lanesOf(device) > 0
  return {
    forward: able && outputs >= fewest,
    filters: able && outputs >= fewest && outputs % 4 === 0,
    images: able && inner >= fewest,
  }
}

/** Products in which every pixel under a window is loaded where it stands: 62 GFLOPS on lavapipe, where unfolding and a product come to 36. */
export const direct: Products = {
  forward(device, { places }, images, filters, out, ending) {
    windowProduct(device, { places, images, filters, out, ...ending })
  },
  filters: filterSums,
  images(device, sizes, outGradient, filters, gradient, add) {
    const { strideY, strideX, channels } = sizes.places
    if (strideY === 1 && strideX === 1 && channels >= fewest) turned(device, sizes, outGradient, filters, gradient, add)
    else
      // Whole quads of columns are stored at once.
      foldProduct(device, sizes, Math.ceil(sizes.inner / 4) * 4, outGradient, gradient, add, (rows, windows) =>
        windowProduct(device, { places: rowsAsImage(rows), images: rows, filters, across: true, out: windows }),
      )
  },
}

/** Where the window moves by 1, the images' gradient is a convolution: of the gradient, with the filters turned over. */
function turned(
  device: Device,
  { places, outputs }: Sizes,
  outGradient: Tensor,
  filters: Tensor,
  gradient: Tensor,
  add: boolean,
): void {
  using scratch = device.scope()
  const { windowHeight, windowWidth, channels, height, width, outHeight, outWidth, padY, padX } = places
  const inner = windowHeight * windowWidth * outputs
  const over = empty(scratch, [windowHeight, windowWidth, outputs, channels])
  transpose(device, reshape(filters, [windowHeight, windowWidth, channels, outputs]), over, [0, 1, 3, 2])
  const back = { ...places, height: outHeight, width: outWidth, channels: outputs, outHeight: height, outWidth: width }
  windowProduct(device, {
    // Its window stands at the pixel's own place and reaches back.
    places: { ...back, padY: -padY, padX: -padX },
    sign: -1,
    images: outGradient,
    filters: reshape(over, [inner, channels]),
    out: gradient,
    add,
  })
}

/** Rows of a matrix as pixels, for a product that is no convolution. */
function rowsAsImage({ shape: [rows, channels] }: Tensor): Places {
  const [size, one] = [
    { height: 1, width: rows, channels: channels },
    { windowHeight: 1, windowWidth: 1 },
  ]
  return { images: 1, ...size, ...one, outHeight: 1, outWidth: rows, strideY: 1, strideX: 1, padY: 0, padX: 0 }
}

interface WindowProduct {
  /** What the window walks over. */
  places: Places
  /** −1 turns the window over. */
  sign?: 1 | -1
  images: Tensor
  /** inner × outputs; outputs × inner when `across`, and outputs beyond them are 0. */
  filters: Tensor
  across?: boolean
  out: Tensor
  bias?: Tensor | undefined
  activation?: Activation
  add?: boolean
}

/** out = activation(windows · filters + bias), or out + windows · filters. */
function windowProduct(
  device: Device,
  { places, sign = 1, images, filters, across = false, out, bias, activation = 'linear', add = false }: WindowProduct,
): void {
  const [inner, lines] = across ? [filters.shape[1], filters.shape[0]] : [filters.shape[0], filters.shape[1]]
  const outputs = out.shape.at(-1)!
  const { rows, columns, lanes } = tileOf(device, outputs)
  using scratch = device.scope()
  const strides = across ? { line: inner, step: 1 } : { line: 1, step: lines }
  const side = { binding: bound(filters), base: 0, ...strides, batch: 0 }
  const panels = panelsOf(device, scratch, side, { lines, steps: inner, matrices: 1 }, lanes * columns, true)
  const wide = Math.ceil(outputs / (lanes * columns))
  const ended = endedBy(activation)
  // SwiftShader only, by 47 to 38 ms with 32 channels; lavapipe has no use for it.
  const deep = lanes === 4 && places.channels >= 16 ? 1 : 0
  // What is stored costs as much as 16 steps.
  const each = (inner + 16) * wide * lanes * columns
  eachPortion(places, rows, each, (first, count) => {
    device.run(windowsKernel, {
      bindings: { image: bound(images), filters: panels.binding, bias: bound(bias ?? filters), out: bound(out) },
      uniforms: {
        ...places,
        first,
        count,
        sign,
        inner,
        outputs,
        filterLine: panels.line / 4,
        filterStep: panels.step / 4,
        biased: bias ? 1 : 0,
        add: add ? 1 : 0,
        slope: ended.slope,
      },
      groups: [wide, Math.ceil(count / rows)],
      variant: { rows, columns, lanes, deep, quads: outputs % 4 === 0 ? 1 : 0, activation: ended.activation },
      work: count * each,
    })
  })
}

function filterSums(
  device: Device,
  { places, inner, outputs }: Sizes,
  images: Tensor,
  outGradient: Tensor,
  gradient: Tensor,
  add: boolean,
): void {
  const { columns, lanes, ...tile } = tileOf(device, outputs)
  const rows = Math.min(tile.rows, Math.ceil(inner / lanes) * lanes)
  const [across, down] = [Math.ceil(outputs / (lanes * columns)), Math.ceil(inner / rows)]
  const each = down * rows * across * lanes * columns
  const quads = (inner * outputs) / 4
  const wanted = Math.ceil(fewestGroups / (across * down))
  eachPortion(places, shortestPart, each, (first, count) => {
    using scratch = device.scope()
    const most = Math.max(Math.ceil(count / longestPart), Math.min(wanted, Math.ceil(count / shortestPart)))
    const partSize = Math.ceil(count / most)
    const number = Math.ceil(count / partSize)
    const accumulate = add || first > 0
    const parts = number === 1 && !accumulate ? gradient : empty(scratch, [number, inner, outputs])
    device.run(filterSumsKernel, {
      bindings: { image: bound(images), gradient: bound(outGradient), parts: bound(parts) },
      uniforms: { ...places, first, count, inner, outputs, partSize },
      groups: [across, down, number],
      variant: { rows, columns, lanes },
      work: count * each,
    })
    if (parts === gradient) return
    device.run(addPartsKernel, {
      bindings: { parts: bound(parts), out: bound(gradient) },
      uniforms: { quads, count: number, add: accumulate ? 1 : 0 },
      groups: [Math.ceil(quads / 64)],
      work: number * quads * 16,
    })
  })
}

/** Places and outputs of an invocation; a workgroup is one subgroup. 4 outputs where twice as many would leave lanes without work. */
function tileOf(device: Device, outputs: number): { rows: number; columns: number; lanes: number } {
  const lanes = lanesOf(device)
  return { rows: 4 * lanes, columns: outputs <= 4 * lanes ? 4 : 8, lanes }
}

function eachPortion(
  { images, outHeight, outWidth }: Places,
  rows: number,
  each: number,
  launch: (first: number, count: number) => void,
): void {
  const all = images * outHeight * outWidth
  const most = Math.max(1, Math.min(mostGroups, Math.floor(mostWork / each / rows))) * rows
  for (let first = 0; first < all; first += most) launch(first, Math.min(most, all - first))
}
