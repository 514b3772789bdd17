import type { Loaded } from './loaded'
import { type Pause, stretch } from './pause'

/** Which rows, in which order; undefined is all of them as they stand. */
export type RowIndex = Uint32Array | undefined

/**
 * The rows in the order of a column: numbers by size, texts by code units. Equal cells keep the order they had in `rows`,
 * rising and falling alike; missing cells come last both ways.
 */
export async function orderBy(column: Loaded, rows: RowIndex, descending: boolean, pause: Pause): Promise<Uint32Array> {
  return column.form === 'numbers'
    ? orderOfNumbers(column.values, rows, descending, pause)
    : orderOfCodes(column.codes, await ranksOf(column.categories, pause), rows, descending, pause)
}

const digits = 1 << 16

/**
 * Radix sort (least digit first, 16 bits each) on the bits of the doubles, with signs turned so that they rise as unsigned
 * integers: four passes over n rows, fewer where a digit is the same in all, as the low ones of whole numbers are.
 */
async function orderOfNumbers(
  values: Float64Array,
  rows: RowIndex,
  descending: boolean,
  pause: Pause,
): Promise<Uint32Array> {
  const total = rows?.length ?? values.length
  const keys = [new Uint32Array(total), new Uint32Array(total)] as const
  let order = new Uint32Array(total)
  const bits = new Float64Array(1)
  const halves = new Uint32Array(bits.buffer)
  const missing: number[] = []
  let present = 0
  for (let i = 0; i < total; i++) {
    if (i % stretch === 0) await pause()
    const value = values[rows ? rows[i] : i]
    if (Number.isNaN(value)) {
      missing.push(i)
      continue
    }
    bits[0] = value + 0 // −0 is 0
    const negative = halves[1] >>> 31 === 1
    const turn = descending ? 0xffffffff : 0
    keys[0][i] = halves[0] ^ (negative ? 0xffffffff : 0) ^ turn
    keys[1][i] = halves[1] ^ (negative ? 0xffffffff : 0x80000000) ^ turn
    order[present++] = i
  }
  order = order.subarray(0, present)
  for (const key of keys)
    for (const shift of [0, 16]) order = await pass(order, i => (key[i] >>> shift) & (digits - 1), digits, pause)
  return inRows([order, Uint32Array.from(missing)], rows, pause)
}

async function orderOfCodes(
  codes: Int32Array,
  ranks: Int32Array,
  rows: RowIndex,
  descending: boolean,
  pause: Pause,
): Promise<Uint32Array> {
  const total = rows?.length ?? codes.length
  const last = ranks.length
  const rankAt = (i: number): number => {
    const code = codes[rows ? rows[i] : i]
    return code < 0 ? last : descending ? last - 1 - ranks[code] : ranks[code]
  }
  const order = await pass(
    Uint32Array.from({ length: total }, (_, i) => i),
    rankAt,
    last + 1,
    pause,
  )
  return inRows([order], rows, pause)
}

/** One stable counting sort. What has the same digit throughout comes back as it is. */
async function pass(
  order: Uint32Array<ArrayBuffer>,
  digitOf: (i: number) => number,
  bins: number,
  pause: Pause,
): Promise<Uint32Array<ArrayBuffer>> {
  const starts = new Uint32Array(bins)
  for (let k = 0; k < order.length; k++) {
    if (k % stretch === 0) await pause()
    starts[digitOf(order[k])]++
  }
  if (order.length === 0 || starts[digitOf(order[0])] === order.length) return order
  for (let bin = 0, at = 0; bin < bins; bin++) {
    const count = starts[bin]
    starts[bin] = at
    at += count
  }
  const sorted = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) {
    if (k % stretch === 0) await pause()
    const i = order[k]
    sorted[starts[digitOf(i)]++] = i
  }
  return sorted
}

/** Places within `rows` as rows. */
async function inRows(parts: readonly Uint32Array[], rows: RowIndex, pause: Pause): Promise<Uint32Array> {
  const made = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts)
    for (let k = 0; k < part.length; k++) {
      if (k % stretch === 0) await pause()
      made[at++] = rows ? rows[part[k]] : part[k]
    }
  return made
}

/** The place of each text among all in order of code units. */
async function ranksOf(texts: readonly string[], pause: Pause): Promise<Int32Array> {
  const ranks = new Int32Array(texts.length)
  const order = await sortedPlaces(texts, pause)
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank
  return ranks
}

/** Texts of this many go to the language's own sort at once; a million distinct ones would hold the thread for a second. */
const block = 4096

/** Merge sort from the bottom, with pauses. */
async function sortedPlaces(texts: readonly string[], pause: Pause): Promise<Uint32Array> {
  const n = texts.length
  let from = Uint32Array.from({ length: n }, (_, i) => i)
  const before = (a: number, b: number): boolean => texts[a] <= texts[b]
  for (let at = 0; at < n; at += block) {
    await pause()
    from.subarray(at, at + block).sort((a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : 0))
  }
  let to = new Uint32Array(n)
  for (let width = block; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, n), Math.min(start + 2 * width, n)]
      for (let at = start, left = start, right = middle; at < end; at++) {
        if (at % block === 0) await pause()
        const takeLeft = right >= end || (left < middle && before(from[left], from[right]))
        to[at] = takeLeft ? from[left++] : from[right++]
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
