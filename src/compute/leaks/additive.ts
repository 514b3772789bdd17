import { cholesky, choleskySolve, isFactored } from '../linalg/cholesky/cholesky'
import type { Binned } from './bins'
import type { Looked } from './looked'

/** Says a class of each row by the product of what each bin says (naive Bayes, a row added to every bin). */
export function naiveBayes(
  columns: readonly Binned[],
  codes: Int32Array,
  classes: number,
  rows: readonly number[],
): (row: number) => number {
  const prior = new Float64Array(classes)
  for (const row of rows) prior[codes[row]]++
  const tables = columns.map(({ bins, count }) => {
    const logs = new Float64Array(count * classes).fill(1)
    for (const row of rows) logs[bins[row] * classes + codes[row]]++
    for (let b = 0; b < count; b++)
      for (let c = 0; c < classes; c++) logs[b * classes + c] = Math.log(logs[b * classes + c] / (prior[c] + count))
    return logs
  })
  const first = prior.map(n => Math.log(n + 1))
  return row => {
    let [best, most] = [0, -Infinity]
    for (let c = 0; c < classes; c++) {
      let sum = first[c]
      for (const [k, logs] of tables.entries()) sum += logs[columns[k].bins[row] * classes + c]
      if (sum > most) [best, most] = [c, sum]
    }
    return best
  }
}

/** Numbers that a row has for straight lines: standardized, gaps at the mean; of categories one for each frequent one. */
export function lineColumns(columns: readonly Looked[], binnedColumns: readonly Binned[], n: number): Float64Array[] {
  return columns.flatMap((column, k) => {
    if (column.form === 'numbers') return [standardized(column.values)]
    const { bins, count } = binnedColumns[k]
    return Array.from({ length: Math.min(count, 8) }, (_, b) =>
      standardized(Float64Array.from({ length: n }, (_, i) => Number(bins[i] === b))),
    )
  })
}

function standardized(values: Float64Array): Float64Array {
  let [n, sum] = [0, 0]
  for (const x of values) if (!Number.isNaN(x)) [n, sum] = [n + 1, sum + x]
  const mean = n > 0 ? sum / n : 0
  let squares = 0
  for (const x of values) if (!Number.isNaN(x)) squares += (x - mean) ** 2
  const scale = squares > 0 ? Math.sqrt(squares / n) : 1
  return values.map(x => (Number.isNaN(x) ? 0 : (x - mean) / scale))
}

/** Says a number of each row by least squares, each column drawn to 0 by a thousandth of a row. */
export function leastSquares(
  x: readonly Float64Array[],
  y: Float64Array,
  rows: readonly number[],
): (row: number) => number {
  const p = x.length
  const mean = rows.reduce((s, r) => s + y[r], 0) / rows.length
  const means = x.map(v => rows.reduce((s, r) => s + v[r], 0) / rows.length)
  const gram = new Float64Array(p * p)
  const right = new Float64Array(p)
  for (const r of rows)
    for (let i = 0; i < p; i++) {
      const d = x[i][r] - means[i]
      right[i] += d * (y[r] - mean)
      for (let j = 0; j <= i; j++) gram[i * p + j] += d * (x[j][r] - means[j])
    }
  for (let i = 0; i < p; i++) {
    gram[i * p + i] += 1e-3
    for (let j = 0; j < i; j++) gram[j * p + i] = gram[i * p + j]
  }
  const factor = cholesky(gram, p)
  if (!isFactored(factor)) return () => mean
  const weights = choleskySolve(factor, right)
  return row => {
    let sum = mean
    for (let i = 0; i < p; i++) sum += weights[i] * (x[i][row] - means[i])
    return sum
  }
}
