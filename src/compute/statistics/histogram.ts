import { quantileOfSorted, sorted } from './quantiles'

/** More bars than this are a hedge, not a shape. */
const mostBins = 60

/**
 * Edges of equal bins over the finite values, one more than bins. Freedman and Diaconis (1981): width 2 IQR n^(−1/3), at most
 * `maxBins` bins. Where half of the values are equal the width would be zero: then Sturges' (1926) log₂ n + 1 bins.
 * A lone value gets one bin of width 1 around it; no value gets no edges.
 */
export function histogramEdges(values: ArrayLike<number>, maxBins = mostBins): number[] {
  return edgesOfSorted(sorted(values).filter(Number.isFinite), maxBins)
}

/** The same edges, of finite values already in rising order. */
export function edgesOfSorted(rising: Float64Array, maxBins = mostBins): number[] {
  const n = rising.length
  if (n === 0) return []
  const [low, high] = [rising[0], rising[n - 1]]
  if (low === high) return [low - 0.5, high + 0.5]
  const width = (2 * (quantileOfSorted(rising, 0.75) - quantileOfSorted(rising, 0.25))) / Math.cbrt(n)
  const wanted = width > 0 ? Math.ceil((high - low) / width) : Math.ceil(Math.log2(n) + 1)
  const bins = Math.max(1, Math.min(wanted, maxBins))
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * ((high - low) / bins)))
}

/** How many values lie in each bin; the last bin holds its upper edge. Values outside or NaN are not counted. */
export function histogramCounts(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const bins = edges.length - 1
  if (bins < 1) return []
  const counts = new Array<number>(bins).fill(0)
  const [low, high] = [edges[0], edges[bins]]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value >= low && value <= high)) continue
    let bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))
    // The quotient may be a rounding off the edge that was written.
    while (bin > 0 && value < edges[bin]) bin--
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return counts
}
