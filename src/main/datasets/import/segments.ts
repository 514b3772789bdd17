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
