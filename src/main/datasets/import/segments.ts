/** Rows per segment: a multiple of DuckDB's 2,048-row vectors. */
export const segmentRows = 65_536

/** A column that grows by segments and so never copies what it holds. */
abstract class Segmented<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>> {
  private readonly filled: T[] = []
  private current: T
  private used = 0

  constructor() {
    this.current = this.make(0)
  }

  push(value: number): void {
    if (this.used === this.current.length) this.grow()
    this.current[this.used++] = value
  }

  /** The first segment starts small and doubles: a table may have 10,000 columns and few rows. */
  private grow(): void {
    const first = this.filled.length <= 1 && this.used < segmentRows
    const next = this.make(first ? Math.max(64, this.used * 2) : segmentRows)
    if (first) {
      next.set(this.current)
      this.filled[0] = next
    } else {
      this.filled.push(next)
      this.used = 0
    }
    this.current = next
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
