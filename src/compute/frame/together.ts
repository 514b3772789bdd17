import { type Frame, isNumeric } from './frame'
import type { Loaded, ReadColumn } from './loaded'
import { type Pause, stretch } from './pause'

/**
 * How one column goes with the numeric ones: of numbers Pearson's correlation `r`, of categories the `share` of the other's variance that lies
 * between them (η², Fisher 1925). `among`: how many others were looked at, of `candidates`.
 */
export interface Together {
  by: 'r' | 'share'
  with: { name: string; r: number }[]
  among: number
  candidates: number
}

/** Cells looked at: a fifth of a second. Wider tables are looked at from the left. */
const mostCells = 5e7
const most = 100
const shown = 5

/** Categories that more of would explain anything by their number alone. */
const mostCategories = 50

/** Of the numeric columns of a frame the strongest five, over the rows where both cells are present; null of texts that are no categories. */
export async function columnsWith(
  frame: Frame,
  name: string,
  cells: Loaded,
  read: ReadColumn,
  pause: Pause,
): Promise<Together | null> {
  if (cells.form === 'codes' && cells.categories.length > Math.min(mostCategories, frame.rows / 4)) return null
  const candidates = frame.columns.filter(c => c.name !== name && isNumeric(c) && c.kind !== 'boolean')
  const others = candidates.slice(0, Math.max(1, Math.min(most, Math.floor(mostCells / Math.max(1, frame.rows)))))
  const found: { name: string; r: number }[] = []
  for (const other of others) {
    const numbers = await read(frame, other.name)
    if (numbers.form !== 'numbers') continue
    const r =
      cells.form === 'codes'
        ? await explained(cells.codes, cells.categories.length, numbers.values, pause)
        : await correlation(cells.values, numbers.values, pause)
    if (!Number.isNaN(r)) found.push({ name: other.name, r })
  }
  found.sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
  const by = cells.form === 'codes' ? 'share' : 'r'
  return { by, with: found.slice(0, shown), among: others.length, candidates: candidates.length }
}

/** Share of the variance of numbers that lies between categories, from deviations of the mean (two passes); NaN where nothing varies. */
async function explained(codes: Int32Array, categories: number, y: Float64Array, pause: Pause): Promise<number> {
  let [n, sum] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    if (i % stretch === 0) await pause()
    if (codes[i] < 0 || Number.isNaN(y[i])) continue
    n++
    sum += y[i]
  }
  const mean = sum / n
  const [sums, counts] = [new Float64Array(categories), new Float64Array(categories)]
  let total = 0
  for (let i = 0; i < y.length; i++) {
    if (i % stretch === 0) await pause()
    const code = codes[i]
    if (code < 0 || Number.isNaN(y[i])) continue
    const off = y[i] - mean
    sums[code] += off
    counts[code]++
    total += off * off
  }
  const between = sums.reduce((all, s, code) => (counts[code] > 0 ? all + (s * s) / counts[code] : all), 0)
  const groups = counts.reduce((used, c) => (c > 0 ? used + 1 : used), 0)
  return total > 0 && groups > 1 ? Math.min(1, between / total) : Number.NaN
}

async function correlation(x: Float64Array, y: Float64Array, pause: Pause): Promise<number> {
  let [n, sumX, sumY] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    if (i % stretch === 0) await pause()
    const [a, b] = [x[i], y[i]]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    n++
    sumX += a
    sumY += b
  }
  const [meanX, meanY] = [sumX / n, sumY / n]
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    if (i % stretch === 0) await pause()
    const [a, b] = [x[i] - meanX, y[i] - meanY]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN
}
