/**
 * A sparse matrix by rows (CSR): row i has components `columns[starts[i]]` … `columns[starts[i + 1] − 1]`, rising, with their `values`;
 * what is not named is 0.
 */
export interface Sparse {
  readonly rows: number
  readonly cols: number
  /** rows + 1 places. */
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float64Array
}

/** The rows `index` in their order, repeats included; all of them where it is undefined. */
export function sparseRows(matrix: Sparse, index: Uint32Array | undefined): Sparse {
  if (!index) return matrix
  const starts = new Uint32Array(index.length + 1)
  for (let i = 0; i < index.length; i++)
    starts[i + 1] = starts[i] + matrix.starts[index[i] + 1] - matrix.starts[index[i]]
  const columns = new Uint32Array(starts[index.length])
  const values = new Float64Array(columns.length)
  for (let i = 0; i < index.length; i++) {
    const [from, to] = [matrix.starts[index[i]], matrix.starts[index[i] + 1]]
    columns.set(matrix.columns.subarray(from, to), starts[i])
    values.set(matrix.values.subarray(from, to), starts[i])
  }
  return { rows: index.length, cols: matrix.cols, starts, columns, values }
}

/** One row, zeros included: m doubles. */
export function sparseRow({ cols, starts, columns, values }: Sparse, row: number): Float64Array {
  const out = new Float64Array(cols)
  for (let at = starts[row]; at < starts[row + 1]; at++) out[columns[at]] = values[at]
  return out
}

/** A · v: n doubles of an n × m matrix and m doubles. */
export function sparseTimes({ rows, starts, columns, values }: Sparse, v: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let at = starts[i]; at < starts[i + 1]; at++) sum += values[at] * v[columns[at]]
    out[i] = sum
  }
  return out
}

/** Aᵀ · u: m doubles of an n × m matrix and n doubles. */
export function sparseTransposeTimes(
  { rows, cols, starts, columns, values }: Sparse,
  u: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(cols)
  for (let i = 0; i < rows; i++)
    for (let at = starts[i]; at < starts[i + 1]; at++) out[columns[at]] += values[at] * u[i]
  return out
}

/** n × m of m columns of n doubles each; missing ones (NaN) are kept. */
export function sparseOf(columns: readonly Float64Array[], rows: number): Sparse {
  const starts = new Uint32Array(rows + 1)
  for (const values of columns) for (let i = 0; i < rows; i++) if (values[i] !== 0) starts[i + 1]++
  for (let i = 0; i < rows; i++) starts[i + 1] += starts[i]
  const next = starts.slice(0, rows)
  const sparse = { rows, cols: columns.length, starts, columns: new Uint32Array(starts[rows]) }
  const cells = new Float64Array(starts[rows])
  for (const [j, values] of columns.entries())
    for (let i = 0; i < rows; i++) {
      if (values[i] === 0) continue
      sparse.columns[next[i]] = j
      cells[next[i]++] = values[i]
    }
  return { ...sparse, values: cells }
}

/** Matrices of the same rows, side by side. */
export function sideBySide(parts: readonly Sparse[]): Sparse {
  if (parts.length === 1) return parts[0]
  const { rows } = parts[0]
  const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => parts.reduce((sum, part) => sum + part.starts[i], 0))
  const columns = new Uint32Array(starts[rows])
  const values = new Float64Array(starts[rows])
  for (let i = 0, at = 0; i < rows; i++) {
    let before = 0
    for (const part of parts) {
      for (let from = part.starts[i]; from < part.starts[i + 1]; from++, at++) {
        columns[at] = before + part.columns[from]
        values[at] = part.values[from]
      }
      before += part.cols
    }
  }
  return { rows, cols: parts.reduce((sum, part) => sum + part.cols, 0), starts, columns, values }
}
