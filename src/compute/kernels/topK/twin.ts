import { sortTwin } from '../sort/twin'

/** Values and places of the k best of every row of `row` numbers: equal numbers by place, NaN last. */
export function topKTwin(
  x: ArrayLike<number>,
  row: number,
  k: number,
  smallest = false,
): { values: number[]; indices: number[] } {
  const { places } = sortTwin(x, row, !smallest)
  const indices = [...places].filter((_, i) => i % row < k)
  return { values: indices.map((place, i) => x[Math.floor(i / k) * row + place]), indices }
}
