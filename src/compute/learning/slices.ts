import type { Rows } from '../engine/design'

/** Cells of dense rows that are taken at once: 64 MB as entries of a sparse matrix. */
const sliceCells = 2 ** 22

/** Rows in slices that fit into memory where they are written out; sparse ones whole. `start`: how many come before. */
export function* slicesOf(rows: Rows): Generator<{ start: number; rows: Rows }> {
  const most = rows.isSparse ? rows.n : Math.ceil(sliceCells / Math.max(1, rows.names.length))
  if (rows.n <= most) yield { start: 0, rows }
  else {
    const index = rows.index ?? new Uint32Array(rows.n).map((_, i) => i)
    for (let start = 0; start < rows.n; start += most)
      yield { start, rows: rows.at(index.subarray(start, start + most)) }
  }
}
