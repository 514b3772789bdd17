/** Binned rows of a table, and the rows of each node: all of one node when nothing else is wanted. */
export interface Binned {
  /** Code of every row, feature by feature. */
  codes: readonly Uint8Array[]
  bins: number
  nodes: readonly (readonly number[])[]
  pairs?: ArrayLike<number>
}

/** Counts or sums of pairs, nodes × features × bins [× 2]. */
export function histogramTwin({ codes, bins, nodes, pairs }: Binned): Float64Array {
  const width = pairs ? 2 : 1
  const out = new Float64Array(nodes.length * codes.length * bins * width)
  nodes.forEach((rows, node) =>
    codes.forEach((column, feature) => {
      for (const row of rows) {
        const at = ((node * codes.length + feature) * bins + column[row]) * width
        if (!pairs) out[at]++
        else for (let c = 0; c < 2; c++) out[at + c] += pairs[2 * row + c]
      }
    }),
  )
  return out
}
