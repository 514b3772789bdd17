/** Mean of n numbers by their weights, two passes. */
export function mean(values: Float64Array, weights?: Float64Array): number {
  const w = (i: number): number => weights?.[i] ?? 1
  let [sum, total] = [0, 0]
  for (let i = 0; i < values.length; i++) total += w(i)
  for (let i = 0; i < values.length; i++) sum += (w(i) / total) * values[i]
  let rest = 0
  for (let i = 0; i < values.length; i++) rest += (w(i) / total) * (values[i] - sum)
  return sum + rest
}

/** Quantile of type 7 (Hyndman and Fan 1996), as numpy; a weight of 2 is the value twice. */
export function quantile(values: Float64Array, q: number, weights?: Float64Array): number {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b])
  const total = weights ? weights.reduce((sum, w) => sum + w, 0) : values.length
  const place = Math.max(0, (total - 1) * q)
  /** The value at a place among the repeated ones. */
  const at = (h: number): number => {
    let below = 0
    for (const i of order) if ((below += weights?.[i] ?? 1) > h + 1e-12 * total) return values[i]
    return values[order[order.length - 1]]
  }
  const low = at(Math.floor(place))
  const share = place - Math.floor(place)
  return share === 0 ? low : low + share * (at(Math.floor(place) + 1) - low)
}
