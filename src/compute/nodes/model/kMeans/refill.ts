import type { Points } from './points'

/**
 * Gives each empty cluster the row that is farthest from its centre, which leaves its own cluster, as scikit-learn does; then
 * averages. `sums` holds the partial sums of the step that emptied them. Undefined when every row stands on its centre: there are
 * fewer distinct rows than clusters, and nothing can be gained. A rare step, done on the host with four readbacks.
 */
export async function refill(
  points: Points,
  k: number,
  centers: Float64Array,
  sums: GPUBuffer,
): Promise<Float64Array | undefined> {
  const { p, device } = points
  const total = await points.readSums(k, sums)
  const distances = await device.readFloats(points.distances, points.n)
  const labels = await points.readLabels()
  const empty = Array.from({ length: k }, (_, c) => c).filter(c => !(total.weights[c] > 0))
  const rows = farthest(distances, empty.length, row => points.weightOf(row) > 0)
  if (rows.length === 0) return undefined
  const codes = await points.codesOf(rows)
  rows.forEach((row, r) => {
    const [from, to] = [labels[row], empty[r]]
    const weight = points.weightOf(row)
    for (let j = 0; j < p; j++) {
      const amount = weight * codes[r * p + j]
      total.sums[from * p + j] -= amount
      total.sums[to * p + j] = amount
    }
    total.weights[from] -= weight
    total.weights[to] = weight
  })
  return total.sums.map((sum, i) => {
    const weight = total.weights[Math.floor(i / p)]
    return weight > 0 ? sum / weight : centers[i]
  })
}

/** The `count` rows of largest distance above 0 that may be taken, farthest first; the earlier of equals. */
function farthest(distances: Float32Array, count: number, may: (row: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < distances.length; i++) {
    const d = distances[i]
    if (!(d > 0) || !may(i) || (found.length === count && d <= distances[found[count - 1]])) continue
    if (found.length === count) found.pop()
    let at = found.length
    while (at > 0 && distances[found[at - 1]] < d) at--
    found.splice(at, 0, i)
  }
  return found
}
