import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import { matmul } from '../kernels/matmul/matmul'
import { sparseProduct } from '../kernels/sparse/sparse'
import type { Sparse } from '../tensor/csr'
import { SparseMatrix } from '../tensor/sparse'
import { describe, type Tensor } from '../tensor/tensor'

/** Rows X of a linear model on the device (n × p, single precision): what learns by products alone does not ask whether they are dense. */
export interface Design {
  readonly rows: number
  readonly cols: number
  /** out (n × q) = X b, of b (p × q). */
  times(b: Tensor, out: Tensor): void
  /** out (p × q) = Xᵀ c, of c (n × q). */
  transposeTimes(c: Tensor, out: Tensor): void
}

/** Errors of its products: those of `sparseProduct`. */
export function sparseDesign(device: Device, scope: Scope, sparse: Sparse): Design {
  const matrix = new SparseMatrix(scope, sparse)
  return {
    rows: sparse.rows,
    cols: sparse.cols,
    times: (b, out) => sparseProduct(device, matrix, b, out),
    transposeTimes: (c, out) => sparseProduct(device, matrix.transposed(), c, out),
  }
}

/** Of a tensor of n × p. Errors: a plain `Error` for another shape. */
export function denseDesign(device: Device, x: Tensor): Design {
  const [rows, cols] = x.shape
  if (rows === undefined || cols === undefined || x.shape.length !== 2)
    throw new Error(`A design is n × p, not ${describe(x.shape)}.`)
  return {
    rows,
    cols,
    times: (b, out) => matmul(device, x, b, out),
    transposeTimes: (c, out) => matmul(device, x, c, out, { transposeA: true }),
  }
}
