import type { Scope } from '../device/scope'
import type { Matrix } from '../tensor/matrix'

/** Weights of the rows on the device, one buffer a block of a matrix, and their sum in double precision. */
export interface RowWeights {
  blocks: GPUBuffer[]
  total: number
}

/** n weights as the kernels over a matrix of n rows take them, padded with zeros as its blocks are. */
export const weightsOn = (scope: Scope, matrix: Matrix, weights: Float64Array): RowWeights => ({
  blocks: perBlock(scope, matrix, stride => new Float32Array(stride), weights),
  total: weights.reduce((sum, w) => sum + w, 0),
})

/** n numbers of any kind, cut and padded as the blocks of a matrix of n rows are. */
export const perBlock = (
  scope: Scope,
  { blocks }: Pick<Matrix, 'blocks'>,
  make: (length: number) => Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  values: Float64Array | Int32Array,
): GPUBuffer[] =>
  blocks.map(({ start, rows, stride }) => {
    const padded = make(stride)
    padded.set(values.subarray(start, start + rows))
    return scope.upload(padded)
  })
