export interface Sorted {
  keys: Float64Array
  /** Place of each key in its row before. */
  places: Uint32Array
}

/** Every row of `row` keys in order, stable, −0 equal to 0 and written as 0, NaN last. */
export function sortTwin(keys: ArrayLike<number>, row: number, descending = false): Sorted {
  const sorted = new Float64Array(keys.length)
  const places = new Uint32Array(keys.length)
  for (let start = 0; start < keys.length; start += row) {
    const order = Array.from({ length: row }, (_, i) => i).sort((i, j) => {
      const [a, b] = [keys[start + i], keys[start + j]]
      if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j
      return (a === b ? 0 : a < b === descending ? 1 : -1) || i - j
    })
    order.forEach((from, to) => {
      sorted[start + to] = keys[start + from] + 0
      places[start + to] = from
    })
  }
  return { keys: sorted, places }
}
