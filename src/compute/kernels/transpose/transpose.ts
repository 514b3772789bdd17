import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { boundPart, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { type Axis, axesOf, type Part, partsOf, spanOf } from './axes'
import source from './transpose.wgsl?raw'

const transposeKernel = kernel({
  name: 'transpose',
  source,
  bindings: { a: 'read', out: 'write' },
  uniforms: {
    aBase: 'u32',
    outBase: 'u32',
    rows: 'u32',
    aRow: 'u32',
    outRow: 'u32',
    columns: 'u32',
    outColumn: 'u32',
    width: 'u32',
    across: 'u32',
    down: 'u32',
    count: 'u32',
    size0: 'u32',
    size1: 'u32',
    size2: 'u32',
    a0: 'u32',
    a1: 'u32',
    a2: 'u32',
    a3: 'u32',
    out0: 'u32',
    out1: 'u32',
    out2: 'u32',
    out3: 'u32',
  },
})

/** Numbers of one launch: a tenth of a second of SwiftShader, which moves about 200 million a second in quads, one by one a fifth of it. */
const mostNumbers = 2 ** 24
const mostSingly = 2 ** 22
const groupsAcross = 65_535

/**
 * Moves the axes of an array of up to six: axis i of `out` is axis order[i] of `a`; without an order they turn round, as in numpy.
 * Any type of 4 bytes; bits are moved as they are. Errors: plain `Error` when the shape of `out` is not that of the result.
 */
export function transpose(device: Device, a: Tensor, out: Tensor, order?: readonly number[]): void {
  const { shape } = a
  const moved = order ?? shape.map((_, i) => shape.length - 1 - i)
  const permuted = moved.length === shape.length && moved.toSorted((x, y) => x - y).every((axis, i) => axis === i)
  const fits = permuted && out.shape.length === shape.length && moved.every((axis, i) => shape[axis] === out.shape[i])
  if (!fits || shape.length > 6)
    throw new Error(`${describe(shape)} with its axes in the order ${moved.join(', ')} is not ${describe(out.shape)}.`)
  const numbers = sizeOf(shape)
  if (numbers === 0) return
  const axes = axesOf(shape, moved)
  if (axes.length <= 1) return device.copy(a.buffer, a.offset, out.buffer, out.offset, numbers * 4)
  const limit = Math.floor(device.bindingLimit / 4) - 64
  const most = device.info.software && !inQuads(axes) ? mostSingly : mostNumbers
  for (const part of partsOf({ axes, from: 0, to: 0 }, limit, most)) move(device, a, out, part)
}

function move(device: Device, a: Tensor, out: Tensor, { axes, from, to }: Part): void {
  const columns = axes.find(axis => axis.from === 1)!
  const last = axes.find(axis => axis.to === 1)!
  const block = columns === last ? 1 : 4
  // Where the last axis stays, the longest of the others serves as rows.
  const rows = block === 4 ? last : longest(axes.filter(axis => axis !== columns))
  const outer = axes.filter(axis => axis !== columns && axis !== rows)
  const other = (i: number): Axis => outer[i] ?? { size: 1, from: 0, to: 0 }
  const source = boundPart(a, from, from + spanOf(axes, 'from'))
  const target = boundPart(out, to, to + spanOf(axes, 'to'))
  const quads = source.skip % 4 === 0 && target.skip % 4 === 0 && inQuads(axes)
  const pieces = [Math.ceil(columns.size / 4), Math.ceil(rows.size / block)] as const
  const width = widthOf(pieces[0], block === 4 ? 8 : 64)
  const [across, down] = [Math.ceil(pieces[0] / width), Math.ceil((pieces[1] * width) / 64)]
  const count = outer.reduce((product, { size }) => product * size, 1)
  const groups = across * down * count
  device.run(transposeKernel, {
    bindings: { a: source, out: target },
    uniforms: {
      aBase: source.skip,
      outBase: target.skip,
      rows: rows.size,
      aRow: rows.from,
      outRow: rows.to,
      columns: columns.size,
      outColumn: columns.to,
      width,
      across,
      down,
      count,
      size0: other(0).size,
      size1: other(1).size,
      size2: other(2).size,
      a0: other(0).from,
      a1: other(1).from,
      a2: other(2).from,
      a3: other(3).from,
      out0: other(0).to,
      out1: other(1).to,
      out2: other(2).to,
      out3: other(3).to,
    },
    groups: [Math.min(groups, groupsAcross), Math.ceil(groups / groupsAcross)],
    variant: { quads: quads ? 1 : 0, block },
    work: groups * 64 * block * 4 * (quads ? 8 : 32),
  })
}

/** Whether rows on both sides are whole quads. */
const inQuads = (axes: readonly Axis[]): boolean =>
  axes.every(({ from, to, size }) => (from === 1 ? size : from) % 4 === 0 && (to === 1 ? size : to) % 4 === 0)

/** The largest power of two, at most `most`, that leaves at most a tenth of the invocations idle at the end of a row of pieces. */
function widthOf(pieces: number, most: number): number {
  let width = most
  while (Math.ceil(pieces / width) * width > 1.1 * pieces) width /= 2
  return width
}

const longest = (axes: readonly Axis[]): Axis => axes.reduce((a, b) => (b.size > a.size ? b : a))
