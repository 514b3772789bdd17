/** Rows of an outer × m × inner table by their indices; zeros where there is no such row. */
export function takeTwin(
  table: ArrayLike<number>,
  [outer, m, inner]: readonly [number, number, number],
  indices: ArrayLike<number>,
): number[] {
  const out: number[] = []
  for (let o = 0; o < outer; o++)
    for (const index of Array.from(indices))
      for (let a = 0; a < inner; a++) out.push(index < m ? table[(o * m + index) * inner + a] : 0)
  return out
}
