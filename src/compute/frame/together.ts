import { type Frame, isNumeric } from './frame'
import type { ReadColumn } from './loaded'
import { type Pause, stretch } from './pause'

/** Correlations of one column with others. `among`: how many others were looked at, of `candidates`. */
export interface Together {
  with: { name: string; r: number }[]
  among: number
  candidates: number
}

/** Cells looked at: a fifth of a second. Wider tables are looked at from the left. */
const mostCells = 5e7
const most = 100
const shown = 5

/** Pearson's correlation over the rows where both are present (two passes), of the numeric columns of a frame; the strongest five. */
export async function correlationsWith(
  frame: Frame,
  name: string,
  values: Float64Array,
  read: ReadColumn,
  pause: Pause,
): Promise<Together> {
  const candidates = frame.columns.filter(c => c.name !== name && isNumeric(c) && c.kind !== 'boolean')
  const others = candidates.slice(0, Math.max(1, Math.min(most, Math.floor(mostCells / Math.max(1, frame.rows)))))
  const found: { name: string; r: number }[] = []
  for (const other of others) {
    const cells = await read(frame, other.name)
    if (cells.form !== 'numbers') continue
    const r = await correlation(values, cells.values, pause)
    if (!Number.isNaN(r)) found.push({ name: other.name, r })
  }
  found.sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
  return { with: found.slice(0, shown), among: others.length, candidates: candidates.length }
}

async function correlation(x: Float64Array, y: Float64Array, pause: Pause): Promise<number> {
  let [n, sumX, sumY] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    if (i % stretch === 0) await pause()
    const [a, b] = [x[i]!, y[i]!]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    n++
    sumX += a
    sumY += b
  }
  const [meanX, meanY] = [sumX / n, sumY / n]
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    if (i % stretch === 0) await pause()
    const [a, b] = [x[i]! - meanX, y[i]! - meanY]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN
}
