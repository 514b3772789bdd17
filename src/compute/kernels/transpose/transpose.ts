import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { windowOf } from '../matmul/operand'
import { type Axis, axesOf, type Part, partsOf, spanOf } from './axes'
import source from './transpose.wgsl?raw'

const transposeKernel = kernel({
  name: 'transpose',
  source,
  bindings: { a: 'read', out: 'write' },
  uniforms: {
    count: 'u32',
    aBase: 'u32',
    outBase: 'u32',
    rows: 'u32',
    far: 'u32',
    columns: 'u32',
    apart: 'u32',
    size0: 'u32',
    size1: 'u32',
    size2: 'u32',
    size3: 'u32',
    a0: 'u32',
    a1: 'u32',
    a2: 'u32',
    a3: 'u32',
    a4: 'u32',
    out0: 'u32',
    out1: 'u32',
    out2: 'u32',
    out3: 'u32',
    out4: 'u32',
  },
})

/** Numbers of one launch: a tenth of a second of SwiftShader, which moves about 200 million a second. */
const mostNumbers = 2 ** 24
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
  for (const part of partsOf({ axes, from: 0, to: 0 }, limit, mostNumbers)) move(device, a, out, part)
}

function move(device: Device, a: Tensor, out: Tensor, { axes, from, to }: Part): void {
  const columns = axes.find(axis => axis.from === 1)!
  const rows = axes.find(axis => axis.to === 1)!
  const outer = axes.filter(axis => axis !== columns && axis !== rows)
  const same = rows === columns
  const axis = (i: number): Axis => outer[i] ?? { size: 1, from: 0, to: 0 }
  const source = windowOf(a, from, from + spanOf(axes, 'from'))
  const target = windowOf(out, to, to + spanOf(axes, 'to'))
  const strides = axes.flatMap(({ from, to, size }) => [from === 1 ? size : from, to === 1 ? size : to])
  const quads = [source.base, target.base, ...strides].every(n => n % 4 === 0)
  const block = same ? 1 : 4
  const count =
    Math.ceil(columns.size / 4) *
    (same ? 1 : Math.ceil(rows.size / 4)) *
    outer.reduce((product, { size }) => product * size, 1)
  const groups = Math.ceil(count / 64)
  device.run(transposeKernel, {
    bindings: { a: source.binding, out: target.binding },
    uniforms: {
      count,
      aBase: source.base,
      outBase: target.base,
      rows: same ? 1 : rows.size,
      far: same ? 0 : rows.from,
      columns: columns.size,
      apart: columns.to,
      size0: axis(0).size,
      size1: axis(1).size,
      size2: axis(2).size,
      size3: axis(3).size,
      a0: axis(0).from,
      a1: axis(1).from,
      a2: axis(2).from,
      a3: axis(3).from,
      a4: axis(4).from,
      out0: axis(0).to,
      out1: axis(1).to,
      out2: axis(2).to,
      out3: axis(3).to,
      out4: axis(4).to,
    },
    groups: [Math.min(groups, groupsAcross), Math.ceil(groups / groupsAcross)],
    variant: { quads: quads ? 1 : 0, block },
    work: count * block * 4 * 16,
  })
}
