/** cells, with `code` where missing. */
export function fillTwin(cells: Float64Array, missing: readonly boolean[], code: number): Float64Array {
  return cells.map((x, i) => (missing[i] ? code : x))
}
