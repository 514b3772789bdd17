/** Longer texts, and more of them, are looked up as strings. */
const longest = 128
const most = 65_536

/**
 * From the bytes of a cell to its code, without making a string of it: a string is made once for each different text. Open addressing over
 * FNV-1a hashes; the bytes are compared, so a collision costs time and never a wrong cell.
 */
export class ByteDictionary {
  private slots = new Int32Array(256).fill(-1)
  private readonly codes: number[] = []
  private readonly ends: number[] = [0]
  private pool = new Uint8Array(4096)
  private hash = 0

  /** The code of a text, −1 where missing; −2 when it is not known. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    if (length > longest) return -2
    let hash = 0x811c9dc5
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
    this.hash = hash
    const mask = this.slots.length - 1
    for (let slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot]
      if (entry < 0) return -2
      const from = this.ends[entry]
      if (this.ends[entry + 1] - from !== length) continue
      let i = 0
      while (i < length && this.pool[from + i] === bytes[start + i]) i++
      if (i === length) return this.codes[entry]
    }
  }

  /** Remembers the text that `find` has just not found. */
  add(bytes: Uint8Array, start: number, end: number, code: number): void {
    if (end - start > longest || this.codes.length === most) return
    if (this.codes.length * 2 >= this.slots.length) this.grow()
    const from = this.ends[this.codes.length]
    while (from + end - start > this.pool.length) {
      const larger = new Uint8Array(this.pool.length * 2)
      larger.set(this.pool)
      this.pool = larger
    }
    this.pool.set(bytes.subarray(start, end), from)
    this.ends.push(from + end - start)
    this.place(this.hash, this.codes.push(code) - 1)
  }

  private place(hash: number, entry: number): void {
    const mask = this.slots.length - 1
    let slot = mix(hash) & mask
    while (this.slots[slot] >= 0) slot = (slot + 1) & mask
    this.slots[slot] = entry
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    this.codes.forEach((_, entry) => {
      let hash = 0x811c9dc5
      for (let i = this.ends[entry]; i < this.ends[entry + 1]; i++) hash = Math.imul(hash ^ this.pool[i], 0x01000193)
      this.place(hash, entry)
    })
  }
}

const mix = (hash: number): number => hash ^ (hash >>> 15)
