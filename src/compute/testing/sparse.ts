import type { Sparse } from '../tensor/csr'
import type { Random } from '../random/random'

/** A sparse matrix from its rows written out: `[column, value]` pairs, columns rising. */
export function sparseOf(cols: number, rows: readonly (readonly (readonly [number, number])[])[]): Sparse {
  const starts = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => (starts[i + 1] = starts[i] + row.length))
  return {
    rows: rows.length,
    cols,
    starts,
    columns: Uint32Array.from(rows.flat(), ([column]) => column),
    values: Float64Array.from(rows.flat(), ([, value]) => value),
  }
}

/** About `each` normals a row, rounded to single precision, in columns of which the first are the most frequent, as words are. */
export function randomSparse(random: Random, rows: number, cols: number, each: number): Sparse {
  return sparseOf(
    cols,
    Array.from({ length: rows }, () => {
      const found = new Set<number>()
      for (let e = 0; e < each; e++) if (cols > 0) found.add(Math.floor((cols + 1) ** random.uniform()) - 1)
      return [...found].sort((a, b) => a - b).map(column => [column, Math.fround(random.normal())] as const)
    }),
  )
}
