export interface Tridiagonal {
  diagonal: Float64Array
  /** `beside[i]` stands between i − 1 and i; `beside[0]` is 0. */
  beside: Float64Array
  /** n × n, row-major: row k is column k of the orthogonal Q with A = Q T Qᵀ. */
  vectors: Float64Array
}

/**
 * Householder reduction of a symmetric matrix (n × n, row-major) to tridiagonal form: EISPACK's tred2 (Martin, Reinsch and
 * Wilkinson, 1968), with Q kept transposed so that every inner loop runs along a row.
 */
export function tridiagonalise(a: Float64Array, n: number): Tridiagonal {
  const v = new Float64Array(n * n)
  // Column c of the textbook's V is row c here; its lower triangle is our upper one.
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) v[j * n + i] = v[i * n + j] = a[i * n + j]
  const d = new Float64Array(n)
  const e = new Float64Array(n)
  for (let j = 0; j < n; j++) d[j] = v[j * n + n - 1]
  for (let i = n - 1; i > 0; i--) reduceRow(v, d, e, i, n)
  accumulate(v, d, n)
  for (let j = 0; j < n; j++) {
    d[j] = v[j * n + n - 1]
    v[j * n + n - 1] = 0
  }
  if (n > 0) v[n * n - 1] = 1
  return { diagonal: d, beside: e, vectors: v }
}

/** Zeroes row i left of the subdiagonal with one reflector, whose vector is kept in row i of v and its factor in d[i]. */
function reduceRow(v: Float64Array, d: Float64Array, e: Float64Array, i: number, n: number): void {
  let scale = 0
  for (let k = 0; k < i; k++) scale += Math.abs(d[k])
  if (scale === 0) {
    e[i] = d[i - 1]
    for (let j = 0; j < i; j++) {
      d[j] = v[j * n + i - 1]
      v[j * n + i] = 0
      v[i * n + j] = 0
    }
    d[i] = 0
    return
  }
  let h = 0
  for (let k = 0; k < i; k++) {
    d[k] /= scale
    h += d[k] * d[k]
  }
  const f = d[i - 1]
  const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h)
  e[i] = scale * g
  h -= f * g
  d[i - 1] = f - g
  e.fill(0, 0, i)
  for (let j = 0; j < i; j++) {
    const dj = d[j]
    v[i * n + j] = dj
    let sum = e[j] + v[j * n + j] * dj
    for (let k = j + 1; k < i; k++) {
      sum += v[j * n + k] * d[k]
      e[k] += v[j * n + k] * dj
    }
    e[j] = sum
  }
  let dot = 0
  for (let j = 0; j < i; j++) {
    e[j] /= h
    dot += e[j] * d[j]
  }
  const half = dot / (h + h)
  for (let j = 0; j < i; j++) e[j] -= half * d[j]
  for (let j = 0; j < i; j++) {
    const dj = d[j]
    const ej = e[j]
    for (let k = j; k < i; k++) v[j * n + k] -= dj * e[k] + ej * d[k]
    d[j] = v[j * n + i - 1]
    v[j * n + i] = 0
  }
  d[i] = h
}

/** Multiplies the reflectors together. */
function accumulate(v: Float64Array, d: Float64Array, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    v[i * n + n - 1] = v[i * n + i]
    v[i * n + i] = 1
    const h = d[i + 1]
    const reflector = v.subarray((i + 1) * n, (i + 1) * n + i + 1)
    if (h !== 0) {
      for (let j = 0; j <= i; j++) {
        const row = v.subarray(j * n, j * n + i + 1)
        let g = 0
        for (let k = 0; k <= i; k++) g += reflector[k] * row[k]
        g /= h
        for (let k = 0; k <= i; k++) row[k] -= g * reflector[k]
      }
    }
    reflector.fill(0)
  }
}
