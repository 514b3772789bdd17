import type { Kind, Role } from '../../shared/frame'
import { edgesOfSorted } from '../statistics/histogram'
import { quantileOfSorted } from '../statistics/quantiles'
import { columnNamed, type Frame } from './frame'
import { type Groups, groupsOf } from './groups'
import type { Loaded, ReadColumn } from './loaded'
import { orderBy } from './order'
import { type Pause, stretch } from './pause'
import { isWide, wideProfile, type WideProfile } from './wide'
import { columnsWith, type Together } from './together'

/** What one column holds. */
export interface ColumnProfile {
  name: string
  kind: Kind
  role: Role
  rows: number
  missing: number
  /** Number of different cells, missing ones aside; null of wide cells, which are not compared. */
  distinct: number | null
  /** Of numbers and times. */
  numbers: NumberProfile | null
  /** Of texts and booleans: the most frequent ones, at most `mostTop`. */
  top: { text: string; count: number }[] | null
  /** Of terms, vectors and images. */
  wide: WideProfile | null
  /** How the column differs between classes of the target, or partitions. */
  groups: GroupProfile | null
  /** Numeric columns that go with this one, the strongest first. */
  together: Together | null
}

export interface NumberProfile {
  min: number
  q1: number
  median: number
  q3: number
  max: number
  mean: number
  /** Sample standard deviation (n − 1); NaN of fewer than two. */
  deviation: number
  /** Adjusted Fisher–Pearson coefficient (Joanes and Gill 1998, G₁); NaN of fewer than three or all equal. */
  skewness: number
  /** Cells farther than 1.5 interquartile ranges outside the quartiles (Tukey 1977). */
  outliers: number
  /** Bins after Freedman and Diaconis (1981) over the finite cells. */
  edges: number[]
  counts: number[]
}

export interface GroupProfile {
  /** Name of the target; null when rows are told apart by partition. */
  by: string | null
  names: string[]
  /** Cells of each group that are not missing. */
  rows: number[]
  /** counts[group][bin of the histogram, or place in `top`]. */
  counts: number[][]
  /** Of numbers. */
  medians: number[] | null
  /** Share of the column's variance that lies between the groups (η², Fisher 1925); null where there is none. */
  explained: number | null
}

export interface ProfileOptions {
  /** Groups and correlations too, which take more time. */
  detail: boolean
  /** At most this many bars. */
  bins: number
}

const mostTop = 20

/** The profile of a column, in double precision from all rows. Errors: `data` where there is no such column, `cancelled`. */
export async function profileOf(
  frame: Frame,
  name: string,
  { detail, bins }: ProfileOptions,
  read: ReadColumn,
  pause: Pause,
): Promise<ColumnProfile> {
  const { kind, role, missing, cells: own } = columnNamed(frame, name)
  if (isWide(own)) {
    await pause()
    const nothing = { distinct: null, numbers: null, top: null, groups: null, together: null }
    return { name, kind, role, rows: frame.rows, missing, wide: await wideProfile(own), ...nothing }
  }
  const cells = await read(frame, name)
  const groups = detail ? await groupsOf(frame, name, read) : null
  const together = detail ? await columnsWith(frame, name, cells, read, pause) : null
  const head = { name, kind, role, rows: frame.rows, wide: null, together }
  if (cells.form === 'codes' || kind === 'boolean')
    return { ...head, ...(await ofTexts(asTexts(cells), groups, pause)), numbers: null }
  return { ...head, ...(await ofNumbers(cells, groups, bins, pause)), top: null }
}

type Texts = Extract<Loaded, { form: 'codes' }>

function asTexts(cells: Loaded): Texts {
  if (cells.form === 'codes') return cells
  const codes = Int32Array.from(cells.values, x => (Number.isNaN(x) ? -1 : x))
  return { form: 'codes', codes, categories: ['false', 'true'] }
}

async function ofTexts({ codes, categories }: Texts, groups: Groups | null, pause: Pause) {
  const counts = new Float64Array(categories.length)
  let missing = 0
  for (let i = 0; i < codes.length; i++) {
    if (i % stretch === 0) await pause()
    if (codes[i] < 0) missing++
    else counts[codes[i]]++
  }
  const used = Array.from(counts.keys()).filter(code => counts[code] > 0)
  const frequent = mostFrequent(used, counts)
  const top = frequent.map(code => ({ text: categories[code], count: counts[code] }))
  const place = new Int32Array(categories.length).fill(-1)
  for (const [at, code] of frequent.entries()) place[code] = at
  return {
    missing,
    distinct: used.length,
    top,
    groups: groups && (await countGroups(codes, place, frequent.length, groups, pause)),
  }
}

/** The most frequent codes, ties in the order of the codes, without sorting a million of them. */
function mostFrequent(used: readonly number[], counts: Float64Array): number[] {
  const best: number[] = []
  for (const code of used) {
    if (best.length === mostTop && counts[code] <= counts[best.at(-1)!]) continue
    let at = best.length
    while (at > 0 && counts[best[at - 1]] < counts[code]) at--
    best.splice(at, 0, code)
    if (best.length > mostTop) best.pop()
  }
  return best
}

async function countGroups(
  codes: Int32Array,
  place: Int32Array,
  bars: number,
  { by, names, of }: Groups,
  pause: Pause,
): Promise<GroupProfile> {
  const counts = names.map(() => new Array<number>(bars).fill(0))
  const rows = names.map(() => 0)
  for (let i = 0; i < codes.length; i++) {
    if (i % stretch === 0) await pause()
    const [group, code] = [of[i], codes[i]]
    if (group < 0 || code < 0) continue
    rows[group]++
    if (place[code] >= 0) counts[group][place[code]]++
  }
  return { by, names, rows, counts, medians: null, explained: null }
}

async function ofNumbers({ values }: { values: Float64Array }, groups: Groups | null, bins: number, pause: Pause) {
  const order = await orderBy({ form: 'numbers', values }, undefined, false, pause)
  const rising = new Float64Array(order.length)
  let present = 0
  let distinct = 0
  for (let i = 0; i < order.length; i++) {
    if (i % stretch === 0) await pause()
    const value = values[order[i]]
    if (Number.isNaN(value)) break
    if (present === 0 || value !== rising[present - 1]) distinct++
    rising[present++] = value
  }
  const sorted = rising.subarray(0, present)
  const missing = values.length - present
  if (present === 0) return { missing, distinct, numbers: null, groups: null }
  const numbers = { ...spread(sorted), ...(await momentsOf(sorted, pause)), ...histogram(sorted, bins) }
  return {
    missing,
    distinct,
    numbers,
    groups: groups && (await divided(sorted, order, numbers.edges, groups, pause)),
  }
}

function spread(sorted: Float64Array) {
  const [q1, median, q3] = [0.25, 0.5, 0.75].map(p => quantileOfSorted(sorted, p)) as [number, number, number]
  const [low, high] = [q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)]
  const outliers = firstAt(sorted, low) + (sorted.length - firstAfter(sorted, high))
  return { min: sorted[0], q1, median, q3, max: sorted.at(-1)!, outliers }
}

/** Mean first, then the centred sums: two passes in double precision. */
async function momentsOf(sorted: Float64Array, pause: Pause) {
  const n = sorted.length
  // About the median, so that values near 1e9 leave their last digits in the sums.
  const shift = quantileOfSorted(sorted, 0.5)
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (i % stretch === 0) await pause()
    sum += sorted[i] - shift
  }
  const mean = shift + sum / n
  let [second, third] = [0, 0]
  for (let i = 0; i < n; i++) {
    if (i % stretch === 0) await pause()
    const d = sorted[i] - mean
    second += d * d
    third += d * d * d
  }
  const skewness =
    n > 2 && second > 0 ? ((Math.sqrt(n * (n - 1)) / (n - 2)) * (third / n)) / (second / n) ** 1.5 : Number.NaN
  return { mean, deviation: n > 1 ? Math.sqrt(second / (n - 1)) : Number.NaN, skewness }
}

function histogram(sorted: Float64Array, bins: number): Pick<NumberProfile, 'edges' | 'counts'> {
  const finite = sorted.subarray(firstAfter(sorted, -Infinity), firstAt(sorted, Infinity))
  const edges = edgesOfSorted(finite, bins)
  const starts = edges.slice(0, -1).map(edge => firstAt(finite, edge))
  const counts = starts.map((start, bin) => (starts[bin + 1] ?? finite.length) - start)
  return { edges, counts }
}

async function divided(
  sorted: Float64Array,
  order: Uint32Array,
  edges: readonly number[],
  { by, names, of }: Groups,
  pause: Pause,
): Promise<GroupProfile> {
  const bars = Math.max(0, edges.length - 1)
  const counts = names.map(() => new Array<number>(bars).fill(0))
  const members = names.map((_, group) => new Float64Array(memberCount(of, group)))
  const rows = names.map(() => 0)
  let bin = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i % stretch === 0) await pause()
    const value = sorted[i]
    while (bin < bars - 1 && value >= edges[bin + 1]) bin++
    const group = of[order[i]]
    if (group < 0) continue
    members[group][rows[group]++] = value
    if (Number.isFinite(value)) counts[group][bin]++
  }
  const parts = members.map((part, group) => part.subarray(0, rows[group]))
  const medians = parts.map(part => quantileOfSorted(part, 0.5))
  return { by, names, rows, counts, medians, explained: betweenShare(parts) }
}

function memberCount(of: Int32Array, group: number): number {
  let count = 0
  for (let i = 0; i < of.length; i++) if (of[i] === group) count++
  return count
}

function betweenShare(parts: readonly Float64Array[]): number | null {
  const sum = (part: Float64Array, f: (x: number) => number): number => part.reduce((s, x) => s + f(x), 0)
  const n = parts.reduce((s, part) => s + part.length, 0)
  if (parts.filter(part => part.length > 0).length < 2) return null
  const shift = parts.find(part => part.length > 0)![0]
  const sums = parts.map(part => sum(part, x => x - shift))
  const mean = sums.reduce((s, x) => s + x, 0) / n
  const total = parts.reduce((s, part) => s + sum(part, x => (x - shift - mean) ** 2), 0)
  const between = parts.reduce(
    (s, part, g) => (part.length > 0 ? s + part.length * (sums[g] / part.length - mean) ** 2 : s),
    0,
  )
  return total > 0 && Number.isFinite(total) ? between / total : null
}

/** Place of the first value ≥ x among rising values. */
const firstAt = (sorted: Float64Array, x: number): number => bisect(sorted, value => value >= x)
/** Place of the first value > x. */
const firstAfter = (sorted: Float64Array, x: number): number => bisect(sorted, value => value > x)

function bisect(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(sorted[middle])) high = middle
    else low = middle + 1
  }
  return low
}
