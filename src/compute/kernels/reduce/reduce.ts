import type { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { bound, boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { elementwise } from '../elementwise/elementwise'
import { groupsOf } from '../pieces'
import { ShapedKernel } from '../shapedKernel'
import { transpose } from '../transpose/transpose'
import folds from './folds.wgsl?raw'
import { axesFromFront, type Layout, layoutOf, type Piece, piecesOf } from './layout'
import places from './places.wgsl?raw'
import sums from './sums.wgsl?raw'
import walk from './walk.wgsl?raw'

const uniforms = {
  kept: 'u32',
  n: 'u32',
  inner: 'u32',
  width: 'u32',
  chunks: 'u32',
  length: 'u32',
  chunk0: 'u32',
  allChunks: 'u32',
  place0: 'u32',
  share: 'f32',
} as const
const kernels = {
  sums: new ShapedKernel('reduce sums', sums + walk + activationSource, uniforms, {
    x: 'read',
    y: 'read',
    centre: 'read',
    out: 'write',
    squares: 'write',
  }),
  folds: new ShapedKernel('reduce folds', folds + walk, uniforms, { x: 'read', out: 'write' }),
  places: new ShapedKernel('reduce places', places + walk, uniforms, {
    x: 'read',
    y: 'read',
    out: 'write',
    places: 'write',
  }),
}

/** Operations, their numbers in the shaders, and which shader. */
const operations = {
  sum: [0, 'sums'],
  mean: [1, 'sums'],
  /** Σ x² */
  sumOfSquares: [2, 'sums'],
  /** Of the population: Σ (x − mean)² ÷ n. */
  variance: [3, 'sums'],
  /** ln Σ eˣ */
  logsumexp: [4, 'sums'],
  product: [5, 'folds'],
  min: [6, 'folds'],
  max: [7, 'folds'],
  argmin: [8, 'places'],
  argmax: [9, 'places'],
} as const
export type Reduction = keyof typeof operations

export const reductions = Object.keys(operations) as Reduction[]

/**
 * out = op of `input` along `axes` (all of them unless given; negative ones count from the back). `out` has the shape of the other axes,
 * or theirs with 1 for those that went; f32, of argmin and argmax u32: the place along the axes, row by row, the first of equal ones.
 *
 * Sums are made of partials in blocks of 64 terms: 10⁶ numbers keep 1e-5 of Σ |x|. Variance takes off the mean first and corrects for
 * its rounding (Chan, Golub and LeVeque, 1983), so that offsets do no harm. Of no numbers: sum and sumOfSquares 0, product 1.
 * A NaN gives NaN, but for min, max, argmin and argmax, which give what the adapter's own comparisons do. Errors: a plain `Error` for shapes that do not fit and for other
 * operations on no numbers.
 */
export function reduce(device: Device, op: Reduction, input: Tensor, out: Tensor, axes?: readonly number[]): void {
  const { shape } = input
  const gone = axesFromFront(shape, axes ?? shape.map((_, axis) => axis))
  const left = shape.filter((_, axis) => !gone.includes(axis))
  const withOnes = shape.map((size, axis) => (gone.includes(axis) ? 1 : size))
  if (![left, withOnes].some(fit => String(fit) === String(out.shape)))
    throw new Error(
      `${op} of ${describe(shape)} along ${gone.join(', ')} is ${describe(left)}, not ${describe(out.shape)}.`,
    )
  if (sizeOf(left) === 0) return
  if (sizeOf(shape) === 0) return ofNothing(device, op, out)
  using scope = device.scope()
  let layout = layoutOf(shape, gone)
  if (!layout) {
    const order = [...shape.keys()].filter(axis => !gone.includes(axis))
    const moved = empty(scope, [...left, ...gone.map(axis => shape[axis])])
    transpose(device, input, moved, [...order, ...gone])
    input = moved
    layout = layoutOf(moved.shape, [...moved.shape.keys()].slice(left.length))!
  }
  walkAll(device, scope, op, input, layout, out)
}

function ofNothing(device: Device, op: Reduction, out: Tensor): void {
  if (op !== 'sum' && op !== 'sumOfSquares' && op !== 'product') throw new Error(`${op} of no numbers.`)
  elementwise(device, 'linear', [op === 'product' ? 1 : 0], out)
}

/** Numbers of rows that a launch takes on a software adapter: 60 ms of SwiftShader where rows are short. */
const softwareNumbers = 2 ** 22

/** Cuts `kept` where a binding does not hold it all, or a launch were too long. */
function walkAll(device: Device, scope: Scope, op: Reduction, input: Tensor, layout: Layout, out: Tensor): void {
  const limit = Math.floor(device.bindingLimit / 256) * 64
  const { kept, n, inner } = layout
  const row = n * inner
  // Along n a row is cut at multiples of 64.
  if (row > limit && inner * 64 > limit && inner > 1) return inColumns(device, scope, op, input, layout, out)
  const most = device.info.software ? Math.min(limit, softwareNumbers) : limit
  const rows = Math.floor(most / row / 64) * 64
  if (kept === 1 || kept * row <= (rows > 0 ? most : limit)) return centred(device, op, input, layout, out)
  if (rows > 0) {
    for (let start = 0; start < kept; start += rows) {
      const count = Math.min(rows, kept - start)
      const [from, to] = [viewOf(input, start * row, count * row), viewOf(out, start * inner, count * inner)]
      centred(device, op, from, { kept: count, n, inner }, to)
    }
    return
  }
  // Rows so long that 64 of them are beyond the limit: one by one, in a place where a binding may begin.
  const [from, to] = [empty(scope, [row]), empty(scope, [inner])]
  for (let i = 0; i < kept; i++) {
    device.copy(input.buffer, input.offset + i * row * 4, from.buffer, 0, row * 4)
    centred(device, op, from, { kept: 1, n, inner }, to)
    device.copy(to.buffer, 0, out.buffer, out.offset + i * inner * 4, inner * 4)
  }
}

/** Rows of which a binding holds less than 64: stretches of all n of them, side by side in a place of their own. */
function inColumns(
  device: Device,
  scope: Scope,
  op: Reduction,
  input: Tensor,
  { kept, n, inner }: Layout,
  out: Tensor,
): void {
  const most = Math.max(64, Math.floor(device.bindingLimit / 4 / n / 64) * 64)
  for (let i = 0; i < kept; i++)
    for (let start = 0; start < inner; start += most) {
      const width = Math.min(most, inner - start)
      const [from, to] = [empty(scope, [n * width]), empty(scope, [width])]
      for (let j = 0; j < n; j++)
        device.copy(
          input.buffer,
          input.offset + ((i * n + j) * inner + start) * 4,
          from.buffer,
          j * width * 4,
          width * 4,
        )
      centred(device, op, from, { kept: 1, n, inner: width }, to)
      device.copy(to.buffer, 0, out.buffer, out.offset + (i * inner + start) * 4, width * 4)
      scope.free(from.buffer)
      scope.free(to.buffer)
    }
}

const viewOf = ({ buffer, offset }: Tensor, from: number, size: number): Tensor => ({
  buffer,
  offset: offset + from * 4,
  shape: [size],
})

/** All stages of one layout, after those of what is taken off first. */
function centred(device: Device, op: Reduction, input: Tensor, layout: Layout, out: Tensor): void {
  using scope = device.scope()
  let centre: Tensor | undefined
  if (op === 'variance' || op === 'logsumexp') {
    centre = empty(scope, [layout.kept * layout.inner])
    stages(device, scope, op === 'variance' ? 'mean' : 'max', layout, { x: input, out: centre })
  }
  stages(device, scope, op, layout, { x: input, out, ...(centre && { centre }) })
}

interface Arrays {
  x: Tensor
  out: Tensor
  centre?: Tensor
}

function stages(device: Device, scope: Scope, op: Reduction, layout: Layout, { x, out, centre }: Arrays): void {
  const limit = Math.floor(device.bindingLimit / 256) * 64
  const { kept, n, inner } = layout
  const [, shader] = operations[op]
  const paired = shader === 'places' || op === 'variance'
  const pair = shader === 'places' ? 'places' : 'squares'
  let stage: Layout = layout
  let from: Record<string, Tensor> = { x }
  for (let first = true; ; first = false) {
    const pieces = piecesOf(device, stage, limit)
    const allChunks = pieces.reduce((sum, piece) => sum + piece.chunks, 0)
    const final = allChunks === 1
    const partial = [kept, allChunks, inner]
    const to: Record<string, Tensor> = final
      ? { [shader === 'places' ? 'places' : 'out']: out }
      : { out: empty(scope, partial), ...(paired && { [pair]: empty(scope, partial) }) }
    const usesCentre = centre && (first || (final && op === 'logsumexp'))
    let chunk0 = 0
    for (const piece of pieces) {
      launch(device, op, { stage, piece, first, final, chunk0, allChunks, share: 1 / n }, from, {
        ...to,
        ...(usesCentre && { centre }),
      })
      chunk0 += piece.chunks
    }
    if (final) return
    stage = { kept, n: allChunks, inner }
    from = { x: to['out'], ...(paired && { y: to[pair] }) }
  }
}

interface Step {
  stage: Layout
  piece: Piece
  first: boolean
  final: boolean
  chunk0: number
  allChunks: number
  share: number
}

function launch(
  device: Device,
  op: Reduction,
  { stage, piece, first, final, chunk0, allChunks, share }: Step,
  from: Record<string, Tensor>,
  whole: Record<string, Tensor>,
): void {
  const { kept, inner } = stage
  const [number, shader] = operations[op]
  const n = piece.to - piece.from
  const across = inner > 1
  const width = across ? Math.ceil(inner / 4) : 1
  const bindings: Record<string, GPUBufferBinding> = {}
  // Only arrays of one row are cut along n.
  for (const [name, tensor] of Object.entries(from))
    bindings[name] = boundPart(tensor, piece.from * inner, piece.from * inner + kept * n * inner)
  for (const [name, tensor] of Object.entries(whole)) bindings[name] = bound(tensor)
  const names = Object.keys(bindings)
  device.run(kernels[shader].of(names), {
    bindings,
    uniforms: { kept, n, inner, width, ...chunksOf(piece), chunk0, allChunks, place0: piece.from, share },
    groups: groupsOf(kept * piece.chunks * width),
    variant: {
      op: number,
      across: Number(across),
      quads: Number((across ? inner : n) % 4 === 0 || (!across && kept === 1)),
      whole: Number(across || n % 4 === 0),
      first: Number(first),
      final: Number(final),
      centred: Number('centre' in whole),
      activation: 0,
      ...kernels[shader].slots(names),
    },
    // A software adapter begins a task in the time of a hundred multiply-adds.
    work: kept * n * inner * (op === 'logsumexp' ? 16 : 4) + kept * piece.chunks * width * 64,
  })
}

const chunksOf = ({ chunks, length }: Piece): { chunks: number; length: number } => ({ chunks, length })
