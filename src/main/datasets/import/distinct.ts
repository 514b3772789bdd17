type Segments = readonly Float64Array[]

/** A table of this many slots stays in the cache of a core. */
const smallTable = 16_384
const parts = 256

/**
 * Number of different values, NaN (missing) left out and −0 counted as 0. A rising column needs no table, few values need a small one; many are
 * parted by their hash first, so that each part has a table in the cache (one large table takes four times as long).
 */
export function countDistinct(segments: Segments): number {
  return countRising(segments) ?? countFew(segments) ?? countMany(segments)
}

/** Null when the values do not rise. */
function countRising(segments: Segments): number | null {
  let last = -Infinity
  let count = 0
  for (const segment of segments) {
    for (let i = 0; i < segment.length; i++) {
      const value = segment[i]
      if (value !== value) continue
      if (!(value > last)) return null
      last = value
      count++
    }
  }
  return count
}

/** Null when there are too many for a small table. */
function countFew(segments: Segments): number | null {
  const rows = segments.reduce((sum, segment) => sum + segment.length, 0)
  let slots = 64
  while (slots < rows * 2 && slots < smallTable) slots *= 2
  const table = new Float64Array(slots).fill(NaN)
  let count = 0
  for (const segment of segments) {
    const words = wordsOf(segment)
    for (let i = 0; i < segment.length; i++) {
      const value = segment[i]
      if (value === value && insert(table, value, hashOf(words, i, value)) && ++count * 2 > slots) return null
    }
  }
  return count
}

function countMany(segments: Segments): number {
  const counts = new Uint32Array(parts + 1)
  each(segments, (_, hash) => counts[(hash >>> 24) + 1]++)
  for (let part = 0; part < parts; part++) counts[part + 1] += counts[part]
  const values = new Float64Array(counts[parts])
  const hashes = new Int32Array(counts[parts])
  const places = counts.slice()
  each(segments, (value, hash) => {
    const place = places[hash >>> 24]++
    values[place] = value
    hashes[place] = hash
  })
  let largest = 1
  for (let part = 0; part < parts; part++) while (largest < 2 * (counts[part + 1] - counts[part])) largest *= 2
  const table = new Float64Array(largest)
  let distinct = 0
  for (let part = 0; part < parts; part++) {
    table.fill(NaN)
    for (let i = counts[part]; i < counts[part + 1]; i++) if (insert(table, values[i], hashes[i])) distinct++
  }
  return distinct
}

function each(segments: Segments, take: (value: number, hash: number) => void): void {
  for (const segment of segments) {
    const words = wordsOf(segment)
    for (let i = 0; i < segment.length; i++) {
      const value = segment[i]
      if (value === value) take(value, hashOf(words, i, value))
    }
  }
}

const wordsOf = ({ buffer, byteOffset, length }: Float64Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length * 2)

/** Mixes both words of a double (finalizer of MurmurHash3, Appleby 2011). */
function hashOf(words: Int32Array, index: number, value: number): number {
  if (value === 0) return 0
  let hash = Math.imul(words[2 * index] ^ Math.imul(words[2 * index + 1], 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  return hash ^ (hash >>> 13)
}

/** False when the value was there already. */
function insert(table: Float64Array, value: number, hash: number): boolean {
  const mask = table.length - 1
  let slot = hash & mask
  while (table[slot] === table[slot]) {
    if (table[slot] === value) return false
    slot = (slot + 1) & mask
  }
  table[slot] = value
  return true
}
