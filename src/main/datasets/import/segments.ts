/** Rows per segment: a multiple of DuckDB's 2,048-row vectors. */
export const segmentRows = 65_536

/** A column that grows by segments and so never copies what it holds. */
abstract class Segmented<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>> {
  private readonly filled: T[] = []
  private current: T
  private used = segmentRows

  constructor() {
    this.current = this.make(0)
  }

  push(value: number): void {
    if (this.used === segmentRows) {
      this.current = this.make(segmentRows)
      this.filled.push(this.current)
      this.used = 0
    }
    this.current[this.used++] = value
  }

  /** All segments are full but the last. */
  segments(): T[] {
    const last = this.filled.length - 1
    return this.filled.map((segment, i) => (i === last ? (segment.slice(0, this.used) as T) : segment))
  }

  protected abstract make(length: number): T
}

export class Numbers extends Segmented<Float64Array<ArrayBuffer>> {
  protected make(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(length)
  }
}

export class Codes extends Segmented<Int32Array<ArrayBuffer>> {
  protected make(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(length)
  }
}

const words = new Uint32Array(2)
const double = new Float64Array(words.buffer)

/** Number of different values, NaN (missing) left out and −0 counted as 0. Open addressing; a rising column needs no table. */
export function countDistinct(segments: readonly Float64Array[]): number {
  let last = -Infinity
  let present = 0
  let rising = true
  for (const segment of segments) {
    for (let i = 0; i < segment.length && rising; i++) {
      const value = segment[i]
      if (value !== value) continue
      rising = value > last
      last = value
      present++
    }
    if (!rising) return countByTable(segments)
  }
  return present
}

function countByTable(segments: readonly Float64Array[]): number {
  let table = new Float64Array(1024).fill(NaN)
  let count = 0
  for (const segment of segments) {
    for (let i = 0; i < segment.length; i++) {
      const value = segment[i]
      if (value !== value || !insert(table, value + 0)) continue
      if (++count * 2 <= table.length) continue
      const larger = new Float64Array(table.length * 4).fill(NaN)
      for (let k = 0; k < table.length; k++) if (table[k] === table[k]) insert(larger, table[k])
      table = larger
    }
  }
  return count
}

/** False when the value was there already. */
function insert(table: Float64Array, value: number): boolean {
  const mask = table.length - 1
  double[0] = value
  let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0xc2b2ae35)
  let slot = (hash ^ (hash >>> 13)) & mask
  while (table[slot] === table[slot]) {
    if (table[slot] === value) return false
    slot = (slot + 1) & mask
  }
  table[slot] = value
  return true
}
