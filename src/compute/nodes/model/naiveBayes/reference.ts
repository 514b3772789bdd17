/** `columns`: p arrays of n; `codes`: the class of each row, 0 … K − 1. Gaussian naive Bayes in plain double precision, for tests. */
export function reference(columns: readonly Float64Array[], codes: readonly number[], weights: readonly number[]) {
  const spread = (x: Float64Array, rows: readonly number[]): { total: number; mean: number; variance: number } => {
    const total = rows.reduce((sum, i) => sum + weights[i], 0)
    const mean = rows.reduce((sum, i) => sum + weights[i] * (x[i] - x[rows[0]]), 0) / total + x[rows[0]]
    return { total, mean, variance: rows.reduce((sum, i) => sum + weights[i] * (x[i] - mean) ** 2, 0) / total }
  }
  const rows = [...codes.keys()]
  const rowsIn = [...new Set(codes)].sort((a, b) => a - b).map(k => rows.filter(i => codes[i] === k))
  const added = 1e-9 * Math.max(...columns.map(c => spread(c, rows).variance))
  const of = rowsIn.map(own => columns.map(c => spread(c, own)))
  const variance = of.map(own => own.map(s => s.variance + added))
  /** Probabilities of the classes for one row of p numbers. */
  const chances = (row: readonly number[]): number[] => {
    const part = (k: number, j: number): number =>
      Math.log(variance[k][j]) + (row[j] - of[k][j].mean) ** 2 / variance[k][j]
    const logs = of.map((own, k) => own.reduce((sum, _, j) => sum - part(k, j) / 2, Math.log(own[0].total)))
    const raised = logs.map(l => Math.exp(l - Math.max(...logs)))
    return raised.map(e => e / raised.reduce((sum, x) => sum + x, 0))
  }
  return { theta: of.map(own => own.map(s => s.mean)), variance, chances }
}
