/** Rows of updates into a copy of `out` (m × inner), added up or the last one of an index; indices beyond the last row are left out. */
export function scatterTwin(
  updates: ArrayLike<number>,
  indices: ArrayLike<number>,
  out: ArrayLike<number>,
  inner: number,
  add: boolean,
): Float64Array {
  const into = Float64Array.from(out)
  Array.from(indices).forEach((index, i) => {
    if (index * inner >= into.length) return
    for (let a = 0; a < inner; a++) {
      const at = index * inner + a
      into[at] = (add ? into[at] : 0) + updates[i * inner + a]
    }
  })
  return into
}
