import { partitions } from '../../shared/frame'
import { formatCount, formatNumber } from '../../shared/results/format'
import { codesOf, numbersOf } from '../frame/contents'
import { type Column, type Frame, targetOf } from '../frame/frame'
import type { Pause } from '../frame/pause'
import { isWide } from '../frame/wide'

/** Fewer held-out rows, or a smaller share of them, raise no score that one sees. */
const [leastCopies, leastShare] = [5, 0.02]
/** Rows that are alike by chance differ in the target as often as it is hard to tell; copies do not. */
const agreement = 0.97
/** Times as many as independent columns would bring: columns depend on each other. */
const beyondChance = 5
/** Rows that are compared; of more, those with one of some contents, so that copies stay together. */
const mostRows = 200_000

/** Held-out rows that stand among those learned from, target and all. */
export interface Copies {
  copies: number
  held: number
}

/**
 * Copies that cross the split. Undefined where there is no split or no target, where next to none cross it, and where chance explains them: a row
 * of one column, or of a few values, comes again by itself.
 */
export async function copiesAcross(frame: Frame, pause: Pause): Promise<Copies | undefined> {
  const target = targetOf(frame)
  // Beside a column that gives the target away all that are alike agree.
  const leaks = new Set(frame.noticed?.map(n => n.column))
  const columns = frame.columns.filter(c => c.role === 'feature' && !leaks.has(c.name))
  if (!target || columns.length < 2 || columns.some(c => isWide(c.cells)) || isWide(target.cells)) return undefined
  const owner = ownersOf(frame)
  if (!owner) return undefined
  const codes = await Promise.all(columns.map(valuesOf))
  const answers = await valuesOf(target)
  const n = frame.rows
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  for (const values of codes) {
    await pause()
    for (let i = 0; i < n; i++) mix(low, high, i, values[i])
  }
  const every = Math.ceil(n / mostRows)
  const learned = new Map<number, number>()
  let rows = 0
  const key = (i: number): number => low[i] + (high[i] & 0x1fffff) * 2 ** 32
  const taken = (i: number): boolean => every === 1 || low[i] % every === 0
  // With folds each row is held out by its own: what the first fold of its content is, and its target.
  const first = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++) {
    if (!taken(i)) continue
    rows++
    if (owner.folds || owner.of[i] === 0) {
      const k = key(i)
      const before = learned.get(k)
      if (before === undefined) learned.set(k, i)
      else if (owner.folds && owner.of[before] !== owner.of[i] && first[before] < 0) first[before] = i
    }
  }
  let [held, alike, copies] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    if (!taken(i) || (!owner.folds && owner.of[i] === 0)) continue
    held++
    const found = learned.get(key(i))
    if (found === undefined) continue
    const twin = owner.folds && owner.of[found] === owner.of[i] ? first[found] : found
    if (twin < 0 || twin === i || (owner.folds && owner.of[twin] === owner.of[i])) continue
    alike++
    if (Object.is(answers[i], answers[twin])) copies++
  }
  const learnedRows = owner.folds ? rows : rows - held
  const expected = held * (1 - (1 - chance(codes)) ** learnedRows)
  if (copies < leastCopies || copies < leastShare * held) return undefined
  if (copies < agreement * alike || copies < beyondChance * expected) return undefined
  return { copies, held }
}

/** As a warning before the score, and again beside it. */
export const copiesLine = ({ copies, held }: Copies): string =>
  `${formatNumber(copies, 'integer')} of ${formatCount(held, 'held-out row')} also stand among those learned from, target and all: a model can know them by heart, and the score flatters. Drop the copies before the split.`

/** Part of each row: 0 is learned from; or the fold that holds it out. */
function ownersOf({ parts, folds, rows }: Frame): { of: ArrayLike<number>; folds: boolean } | undefined {
  if (parts) return { of: parts, folds: false }
  if (!folds) return undefined
  const test = partitions.indexOf('test')
  const of = new Uint16Array(rows)
  for (const [k, fold] of folds.entries()) for (let i = 0; i < rows; i++) if (fold.parts![i] === test) of[i] = k
  return { of, folds: true }
}

async function valuesOf(column: Column): Promise<Float64Array | Int32Array> {
  return column.cells.form === 'numbers' ? numbersOf(column) : (await codesOf(column)).codes
}

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)

/** Two hashes of 32 bits take in a value (the finalizer of MurmurHash3). */
function mix(low: Uint32Array, high: Uint32Array, i: number, value: number): void {
  double[0] = value
  low[i] = stir(Math.imul(low[i] ^ words[0], 0x85ebca6b) ^ words[1])
  high[i] = stir(Math.imul(high[i] ^ words[1], 0xc2b2ae35) ^ words[0])
}

function stir(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Chance that two rows are alike, were their columns independent: the product over columns of the chance that two cells are equal. */
function chance(columns: readonly (Float64Array | Int32Array)[]): number {
  return columns.reduce((product, values) => {
    const counts = new Map<number, number>()
    const step = Math.ceil(values.length / 5000)
    let n = 0
    for (let i = 0; i < values.length; i += step, n++) counts.set(values[i], (counts.get(values[i]) ?? 0) + 1)
    let pairs = 0
    for (const k of counts.values()) pairs += k * (k - 1)
    // In a sample without a pair there may be one behind the next row.
    return (product * Math.max(pairs, 1)) / Math.max(1, n * (n - 1))
  }, 1)
}
