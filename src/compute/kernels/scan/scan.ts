import type { Device } from '../../device/device'
import { boundPart, describe, empty, sizeOf, type Tensor } from '../../tensor/tensor'
import { groupsOf } from '../pieces'
import { ShapedKernel } from '../shapedKernel'
import source from './scan.wgsl?raw'

const kernels = new ShapedKernel(
  'scan',
  source,
  {
    kept: 'u32',
    n: 'u32',
    width: 'u32',
    chunks: 'u32',
    length: 'u32',
    chunk0: 'u32',
    allChunks: 'u32',
    neutral: 'u32',
  },
  { x: 'read', before: 'read', out: 'write' },
)

/** Numbers in the shader, and bits of what changes nothing: 0, 1, ∞, −∞. */
const operations = {
  sum: [0, 0],
  product: [1, 0x3f800000],
  min: [2, 0x7f800000],
  max: [3, 0xff800000],
} as const
export type ScanOperation = keyof typeof operations
export const scanOperations = Object.keys(operations) as ScanOperation[]

export interface ScanOptions {
  /** What stands before each number, itself left out; 0, 1, ∞ or −∞ at the first. */
  exclusive?: boolean
  /** From the last number to the first. */
  reverse?: boolean
}

/**
 * out = running op of `input` along an axis (negative: counted from the back), in the same shape and another buffer. Long axes go in
 * chunks whose totals are scanned first (Blelloch, 1990). Sums are told to 1e-5 of Σ |x|.
 * Errors: a plain `Error` for shapes or an axis that do not fit.
 */
export function scan(
  device: Device,
  op: ScanOperation,
  input: Tensor,
  out: Tensor,
  axis = -1,
  { exclusive = false, reverse = false }: ScanOptions = {},
): void {
  const { shape } = input
  const place = axis < 0 ? shape.length + axis : axis
  if (String(shape) !== String(out.shape) || !(place >= 0 && place < shape.length))
    throw new Error(`scan: ${describe(shape)} along ${axis} does not go into ${describe(out.shape)}.`)
  if (sizeOf(shape) === 0) return
  const [n, inner] = [shape[place], sizeOf(shape.slice(place + 1))]
  const kept = sizeOf(shape.slice(0, place))
  const options = { exclusive, reverse }
  const held = Math.floor(device.bindingLimit / 256) * 64
  // Parts begin at multiples of 64 numbers, where bindings may: at multiples of 64 rows, or of 64 numbers of n.
  const rows = kept * n * inner <= held ? kept : Math.floor(held / (n * inner) / 64) * 64
  if (rows === 0 && (kept > 1 || inner * 64 > held))
    return scanAside(device, op, [input, out], [kept, n, inner], options)
  const view = ({ buffer, offset }: Tensor, start: number): Tensor => ({
    buffer,
    offset: offset + start * n * inner * 4,
    shape: [Math.min(rows || 1, kept - start), n, inner],
  })
  for (let start = 0; start < kept; start += rows || 1)
    scanRows(device, op, view(input, start), view(out, start), options)
}

/** Rows too long to be bound where they are: one by one, and of those beyond a binding some columns, in a place of their own. */
function scanAside(
  device: Device,
  op: ScanOperation,
  [input, out]: readonly [Tensor, Tensor],
  [kept, n, inner]: readonly [number, number, number],
  options: Required<ScanOptions>,
): void {
  const held = Math.floor(device.bindingLimit / 256) * 64
  const most = inner * 64 <= held ? inner : Math.max(64, Math.floor(held / n / 64) * 64)
  for (let row = 0; row < kept; row++)
    for (let column = 0; column < inner; column += most) {
      using scope = device.scope()
      const width = Math.min(most, inner - column)
      const [from, to] = [empty(scope, [1, n, width]), empty(scope, [1, n, width])]
      // Whole rows are one copy.
      const [lines, length] = width === inner ? [1, n * inner] : [n, width]
      const place = (line: number): number => ((row * n + line) * inner + column) * 4
      for (let line = 0; line < lines; line++)
        device.copy(input.buffer, input.offset + place(line), from.buffer, line * length * 4, length * 4)
      scanRows(device, op, from, to, options)
      for (let line = 0; line < lines; line++)
        device.copy(to.buffer, line * length * 4, out.buffer, out.offset + place(line), length * 4)
    }
}

/** Of kept × n × inner numbers along n. */
function scanRows(device: Device, op: ScanOperation, x: Tensor, out: Tensor, options: Required<ScanOptions>): void {
  const [kept, n, inner] = x.shape as [number, number, number]
  const pieces = piecesOf(device, kept, n, inner)
  const allChunks = pieces.reduce((sum, piece) => sum + piece.chunks, 0)
  const launches = (to: Tensor, totals: boolean, before?: Tensor): void => {
    let chunk0 = 0
    for (const piece of pieces) {
      launch(device, op, { x, out: to, ...(before && { before }) }, { ...piece, chunk0, allChunks }, totals, options)
      chunk0 += piece.chunks
    }
  }
  if (allChunks === 1) return launches(out, false)
  using scope = device.scope()
  const [totals, before] = [empty(scope, [kept, allChunks, inner]), empty(scope, [kept, allChunks, inner])]
  launches(totals, true)
  scanRows(device, op, totals, before, { ...options, exclusive: true })
  launches(out, false, before)
}

/** Numbers `from` … `to` − 1 of n, in so many chunks of `length`. */
interface Piece {
  from: number
  to: number
  chunks: number
  length: number
}

function piecesOf(device: Device, kept: number, n: number, inner: number): Piece[] {
  const held = Math.floor(device.bindingLimit / 256) * 64
  const most = kept * n * inner <= held ? n : Math.floor(held / inner / 64) * 64
  const tasks = kept * Math.ceil(inner / 4)
  const short = device.info.software ? 2048 : 128
  const pieces: Piece[] = []
  for (let from = 0; from < n; from += most) {
    const to = Math.min(n, from + most)
    const wanted = to - from <= short ? 1 : Math.min(Math.ceil(device.lanes / tasks), Math.ceil((to - from) / 128))
    const length = Math.ceil((to - from) / wanted / 4) * 4
    pieces.push({ from, to, length, chunks: Math.ceil((to - from) / length) })
  }
  return pieces
}

function launch(
  device: Device,
  op: ScanOperation,
  arrays: { x: Tensor; before?: Tensor; out: Tensor },
  piece: Piece & { chunk0: number; allChunks: number },
  totals: boolean,
  { exclusive, reverse }: Required<ScanOptions>,
): void {
  const [kept, , inner] = arrays.x.shape as [number, number, number]
  const n = piece.to - piece.from
  const mode = inner > 1 ? Number(inner % 4 === 0) : n % 4 === 0 ? 2 : 0
  const width = mode === 1 ? inner / 4 : inner
  const [number, neutral] = operations[op]
  // Only arrays of one row are cut along n.
  const part = (tensor: Tensor): GPUBufferBinding =>
    boundPart(tensor, piece.from * inner, piece.from * inner + kept * n * inner)
  const whole = (tensor: Tensor): GPUBufferBinding => boundPart(tensor, 0, sizeOf(tensor.shape))
  const bindings = {
    x: part(arrays.x),
    ...(arrays.before && { before: whole(arrays.before) }),
    out: totals ? whole(arrays.out) : part(arrays.out),
  }
  const names = Object.keys(bindings)
  device.run(kernels.of(names), {
    bindings,
    uniforms: {
      kept,
      n,
      width,
      chunks: piece.chunks,
      length: piece.length,
      chunk0: piece.chunk0,
      allChunks: piece.allChunks,
      neutral,
    },
    groups: groupsOf(kept * piece.chunks * width),
    variant: {
      op: number,
      mode,
      totals: Number(totals),
      carried: Number('before' in bindings),
      exclusive: Number(exclusive),
      reverse: Number(reverse),
      ...kernels.slots(names),
    },
    work: 2 * kept * n * inner,
  })
}
