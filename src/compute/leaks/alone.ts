import type { Group } from './groups'

/** Rows of one number from which on they speak for themselves; fewer ask the numbers beside them too. */
export const ownVoice = 6
/** Numbers of either side that a row is told by. */
const beside = 3

/** What one column alone says of the classes, each row told by the others. */
export interface Told {
  /** Rows that something is known of: a category that comes once tells nothing. */
  known: number
  /** Of them those that are told wrong. */
  wrong: number
  /** Of them those outside their largest class. */
  base: number
}

/** Share of what a guess gets wrong that is got right: 1 is all, 0 no better than the largest class. */
export const skillOf = ({ wrong, base }: Told): number => (base === 0 ? 0 : 1 - wrong / base)

/** Each row is told by the class that most others of its group have. A tie is a miss. */
export function toldByGroup(groups: readonly Group[], codes: Int32Array, classes: number): Told {
  const counts = new Float64Array(classes)
  const all = new Float64Array(classes)
  let [known, wrong] = [0, 0]
  for (const { rows } of groups) {
    if (rows.length < 2) continue
    counts.fill(0)
    for (const row of rows) counts[codes[row]]++
    for (let c = 0; c < classes; c++) all[c] += counts[c]
    known += rows.length
    for (let c = 0; c < classes; c++) if (counts[c] > 0 && !leads(counts, c, 1)) wrong += counts[c]
  }
  return { known, wrong, base: known - Math.max(0, ...all) }
}

/**
 * Each row is told by its neighbours along the numbers; rows of a number that comes often, and rows without one, by their like.
 *
 * @param groups In rising order.
 */
export function toldByNumbers(groups: readonly Group[], codes: Int32Array, classes: number): Told {
  const large = groups.filter(g => g.missing || g.rows.length >= ownVoice)
  const told = toldByGroup(large, codes, classes)
  const line = groups.flatMap(g => (g.missing || g.rows.length >= ownVoice ? [] : g.rows))
  const counts = new Float64Array(classes)
  const all = new Float64Array(classes)
  let wrong = 0
  for (let i = 0; i < line.length; i++) {
    counts.fill(0)
    const low = Math.max(0, Math.min(i - beside, line.length - 1 - 2 * beside))
    for (let k = low; k < line.length && k <= low + 2 * beside; k++) if (k !== i) counts[codes[line[k]]]++
    const own = codes[line[i]]
    all[own]++
    if (!leads(counts, own, 0)) wrong++
  }
  for (const g of large) if (g.rows.length > 1) for (const row of g.rows) all[codes[row]]++
  const known = told.known + line.length
  return { known, wrong: told.wrong + wrong, base: known - Math.max(0, ...all) }
}

/** Whether class `c` has most, `own` of its rows not counted. */
function leads(counts: Float64Array, c: number, own: number): boolean {
  for (let k = 0; k < counts.length; k++) if (k !== c && counts[k] >= counts[c] - own) return false
  return true
}

/** What one column alone says of numbers: rows told by others, and the share of their variance that is explained. */
export interface Explained {
  known: number
  r2: number
}

/** Each row is told by the mean of its group's others; rows alone in theirs are left out. */
export function explainedByGroup(groups: readonly Group[], y: Float64Array): Explained {
  const [rows, said]: [number[], number[]] = [[], []]
  for (const g of groups) {
    if (g.rows.length < 2) continue
    let sum = 0
    for (const row of g.rows) sum += y[row]
    for (const row of g.rows) {
      rows.push(row)
      said.push((sum - y[row]) / (g.rows.length - 1))
    }
  }
  return { known: rows.length, r2: r2Of(rows, said, y) }
}

/** Each row is told by the straight line between its neighbours, or by the mean of those of its own number. */
export function explainedByNumbers(groups: readonly Group[], x: Float64Array, y: Float64Array): Explained {
  const present = groups.filter(g => !g.missing)
  const means = present.map(g => g.rows.reduce((s, r) => s + y[r], 0) / g.rows.length)
  const [rows, said]: [number[], number[]] = [[], []]
  for (const [i, g] of present.entries()) {
    if (g.rows.length >= ownVoice || present.length < 3) {
      if (g.rows.length < 2) continue
      for (const row of g.rows) {
        rows.push(row)
        said.push((means[i] * g.rows.length - y[row]) / (g.rows.length - 1))
      }
      continue
    }
    if (i === 0 || i === present.length - 1) continue
    const [a, b] = [x[present[i - 1].rows[0]], x[present[i + 1].rows[0]]]
    const share = (x[g.rows[0]] - a) / (b - a)
    for (const row of g.rows) {
      rows.push(row)
      said.push(means[i - 1] + share * (means[i + 1] - means[i - 1]))
    }
  }
  return { known: rows.length, r2: Math.max(r2Of(rows, said, y), straight(present, x, y)) }
}

/** Squared correlation of the rows that have a number. */
function straight(present: readonly Group[], x: Float64Array, y: Float64Array): number {
  const rows = present.flatMap(g => g.rows)
  const [mx, my] = [meanOf(rows, x), meanOf(rows, y)]
  let [xx, xy, yy] = [0, 0, 0]
  for (const r of rows) {
    const [dx, dy] = [x[r] - mx, y[r] - my]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  return xx > 0 && yy > 0 ? (xy / xx) * (xy / yy) : 0
}

const meanOf = (rows: readonly number[], v: Float64Array): number => rows.reduce((s, r) => s + v[r], 0) / rows.length

function r2Of(rows: readonly number[], said: readonly number[], y: Float64Array): number {
  if (rows.length < 2) return 0
  const mean = meanOf(rows, y)
  let [error, total] = [0, 0]
  for (const [i, r] of rows.entries()) {
    error += (y[r] - said[i]) ** 2
    total += (y[r] - mean) ** 2
  }
  return total > 0 ? 1 - error / total : 0
}

/** Whether the target never falls where the numbers rise, or never rises: same order, units and rounding aside. */
export function sameOrder(groups: readonly Group[], y: Float64Array): boolean {
  const spans = groups
    .filter(g => !g.missing)
    .map(g => g.rows.reduce(([low, high], r) => [Math.min(low, y[r]), Math.max(high, y[r])], [Infinity, -Infinity]))
  let [rises, falls] = [true, true]
  for (let i = 1; i < spans.length && (rises || falls); i++) {
    if (spans[i][0] < spans[i - 1][1]) rises = false
    if (spans[i][1] > spans[i - 1][0]) falls = false
  }
  return rises || falls
}
