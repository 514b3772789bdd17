/**
 * The same objectives in plain double precision, slowly: coordinate descent on the residuals of centred columns, until nothing
 * moves. Σ w r²/2Σw + Σ l1 |βⱼ| + Σ l2 βⱼ²/2, the intercept free. For tests on well-conditioned data.
 */
export function linearReference(
  columns: readonly Float64Array[],
  y: Float64Array,
  options: { l1?: number; l2?: number; weights?: Float64Array; sweeps?: number } = {},
): { coefficients: number[]; intercept: number } {
  const { l1 = 0, l2 = 0 } = options
  const n = y.length
  const weight = (i: number): number => options.weights?.[i] ?? 1
  let total = 0
  for (let i = 0; i < n; i++) total += weight(i)
  const mean = (values: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += weight(i) * values[i]
    return sum / total
  }
  const means = columns.map(mean)
  const centred = columns.map((x, j) => x.map(value => value - means[j]))
  const middle = mean(y)
  const r = y.map(value => value - middle)
  const coefficients = new Array<number>(columns.length).fill(0)
  for (let sweep = 0; sweep < (options.sweeps ?? 20_000); sweep++) {
    let moved = 0
    for (const [j, x] of centred.entries()) {
      let [slope, own] = [0, 0]
      for (let i = 0; i < n; i++) {
        slope += (weight(i) * x[i] * r[i]) / total
        own += (weight(i) * x[i] * x[i]) / total
      }
      const aim = slope + own * coefficients[j]
      const next = (Math.sign(aim) * Math.max(0, Math.abs(aim) - l1)) / (own + l2)
      const step = next - coefficients[j]
      for (let i = 0; i < n; i++) r[i] -= step * x[i]
      coefficients[j] = next
      moved = Math.max(moved, Math.abs(step) * Math.sqrt(own))
    }
    if (moved === 0) break
  }
  return { coefficients, intercept: coefficients.reduce((sum, b, j) => sum - b * means[j], middle) }
}
