import { LatheError } from '../../shared/errors'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'

/**
 * An n × p matrix on the device, feature by feature: code u of row i, column j stands at `block.start ≤ i`,
 * buffer[j · stride + i − start]; value = shift[j] + scale[j] · u. It is cut into blocks of rows below the adapter's binding
 * limit. `stride` is a multiple of 4 and the rows between `rows` and `stride` are 0, so kernels may load four rows at a time.
 */
export interface Matrix {
  rows: number
  cols: number
  shift: Float64Array
  scale: Float64Array
  blocks: readonly Block[]
}

export interface Block {
  buffer: GPUBuffer
  start: number
  rows: number
  stride: number
}

/** A block should not exceed this: one launch over it stays well below 100 ms on a software adapter. */
const blockBytes = 32 * 2 ** 20

/** An n × p matrix of zeros with identity coding. */
export function emptyMatrix(scope: Scope, rows: number, cols: number): Matrix {
  const limit = Math.min(blockBytes, scope.device.bindingLimit)
  const perBlock = Math.max(4, Math.floor(limit / 4 / Math.max(1, cols) / 4) * 4)
  if (perBlock * cols * 4 > scope.device.bindingLimit)
    throw new LatheError({
      code: 'data',
      message: `${cols} columns are more than this adapter can hold side by side.`,
      remedy: {
        text: 'Keep fewer features in table.columns, or give a smaller degree in prep.polynomial.',
        fix: { set: { node: 'table.columns', parameter: 'features' } },
      },
    })
  const blocks: Block[] = []
  for (let start = 0; start < rows; start += perBlock) {
    const count = Math.min(perBlock, rows - start)
    const stride = Math.ceil(count / 4) * 4
    blocks.push({ buffer: scope.buffer(stride * cols * 4), start, rows: count, stride })
  }
  return { rows, cols, shift: new Float64Array(cols), scale: new Float64Array(cols).fill(1), blocks }
}

/** Shift and scale of columns: value = shift + scale · u. */
export interface Coding {
  shift: Float64Array
  scale: Float64Array
}

/** All codes of a matrix, column by column: p arrays of n. */
export async function readMatrix(device: Device, matrix: Matrix): Promise<Float32Array[]> {
  const columns = Array.from({ length: matrix.cols }, () => new Float32Array(matrix.rows))
  for (const { buffer, start, rows, stride } of matrix.blocks) {
    const codes = await device.readFloats(buffer, stride * matrix.cols)
    for (let j = 0; j < matrix.cols; j++) columns[j].set(codes.subarray(j * stride, j * stride + rows), start)
  }
  return columns
}
