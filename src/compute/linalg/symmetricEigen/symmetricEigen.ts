import { LatheError } from '../../../shared/errors'
import { tridiagonalise } from './tridiagonalise'

export interface SymmetricEigen {
  /** Eigenvalues, largest first. */
  values: Float64Array
  /** n × n, row-major: row k is the unit eigenvector of `values[k]`. Signs are arbitrary. */
  vectors: Float64Array
}

/** Each eigenvalue takes about 1.7 sweeps; EISPACK gives up at 30. */
const maxSweeps = 60

/**
 * All eigenvalues and eigenvectors of a symmetric matrix (n × n, row-major, only its lower triangle is read) by Householder
 * tridiagonalisation and implicit QL. Errors are about n · 2⁻⁵² × the largest eigenvalue.
 * Martin, Reinsch and Wilkinson (1968); Dubrulle, Martin and Wilkinson (1968): EISPACK's tred2 and tql2.
 */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  if (!a.every(Number.isFinite)) throw notFound()
  const largest = a.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  // A power of two, so that scaling rounds nothing and products of entries stay in range.
  const scale = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1
  const { diagonal, beside, vectors } = tridiagonalise(
    a.map(value => value / scale),
    n,
  )
  implicitQL(diagonal, beside, vectors, n)
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i])
  const sorted = new Float64Array(n * n)
  order.forEach((from, to) => sorted.set(vectors.subarray(from * n, from * n + n), to * n))
  return { values: Float64Array.from(order, i => diagonal[i] * scale), vectors: sorted }
}

const notFound = (): LatheError =>
  new LatheError({
    code: 'numeric',
    message: 'The eigenvalues of a matrix could not be found.',
    remedy: 'Check the features for infinite or extreme values.',
  })

/** Diagonalises in place: `d` becomes the eigenvalues and the rows of `v` the eigenvectors. `e[i]` stands between i − 1 and i. */
function implicitQL(d: Float64Array, e: Float64Array, v: Float64Array, n: number): void {
  e.copyWithin(0, 1)
  if (n > 0) e[n - 1] = 0
  let shift = 0
  let size = 0
  for (let l = 0; l < n; l++) {
    size = Math.max(size, Math.abs(d[l]) + Math.abs(e[l]))
    let m = l
    while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * size) m++
    for (let sweeps = 0; m > l && Math.abs(e[l]) > Number.EPSILON * size; sweeps++) {
      if (sweeps === maxSweeps) throw notFound()
      shift += shiftOnce(d, e, l, n)
      sweep(d, e, v, l, m, n)
    }
    d[l] += shift
    e[l] = 0
  }
}

/** Moves the spectrum by the Wilkinson shift of the leading 2 × 2 block and returns by how much. */
function shiftOnce(d: Float64Array, e: Float64Array, l: number, n: number): number {
  const g = d[l]
  const p = (d[l + 1] - g) / (2 * e[l])
  const r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1)
  d[l] = e[l] / (p + r)
  d[l + 1] = e[l] * (p + r)
  const h = g - d[l]
  for (let i = l + 2; i < n; i++) d[i] -= h
  return h
}

/** One QL sweep from m down to l; the rotations turn rows i and i + 1 of the eigenvectors. */
function sweep(d: Float64Array, e: Float64Array, v: Float64Array, l: number, m: number, n: number): void {
  const next = d[l + 1]
  const first = e[l + 1]
  let p = d[m]
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0]
  for (let i = m - 1; i >= l; i--) {
    c3 = c2
    c2 = c
    s2 = s
    const g = c * e[i]
    const h = c * p
    const r = Math.hypot(p, e[i])
    e[i + 1] = s * r
    s = e[i] / r
    c = p / r
    p = c * d[i] - s * g
    d[i + 1] = h + s * (c * g + s * d[i])
    rotate(v, i * n, n, c, s)
  }
  p = (-s * s2 * c3 * first * e[l]) / next
  e[l] = s * p
  d[l] = c * p
}

function rotate(v: Float64Array, at: number, n: number, c: number, s: number): void {
  for (let k = at; k < at + n; k++) {
    const h = v[k + n]
    v[k + n] = s * v[k] + c * h
    v[k] = c * v[k] - s * h
  }
}
