import type { Scope } from '../device/scope'
import type { Sparse } from './csr'

/** Rows of a tile are written and its columns read by one launch. */
export interface SparseTile {
  /** First row of the tile, a multiple of 64, and how many; the same of its columns. */
  row: number
  rows: number
  column: number
  columns: number
  /** Where each piece begins in `entries`, and the end of the last. A piece is a row, or part of a long one. */
  starts: GPUBuffer
  pieces: number
  /** First piece of each row and the end of the last; absent where every piece is a row. */
  joins?: GPUBuffer
  /** Pairs: column (from the tile's first), bits of the value. */
  entries: GPUBuffer
  nonZeros: number
}

/** Entries that one invocation adds up: more lose digits, and a GPU waits for the longest row. */
const pieceEntries = 256
/** Entries of a tile: a launch over more of them takes too long on a software adapter. */
const tileEntries = 2 ** 20

/**
 * A sparse n × m matrix on the device, in single precision, cut into tiles that a binding holds. Tiles come column range by column range, each
 * over all rows: those behind the first range are added to it. The transposed one is a copy, made when first asked.
 */
export class SparseMatrix {
  readonly rows: number
  readonly cols: number
  readonly nonZeros: number
  readonly tiles: readonly SparseTile[]
  #transposed: SparseMatrix | undefined

  constructor(
    private readonly scope: Scope,
    private readonly host: Sparse,
  ) {
    this.rows = host.rows
    this.cols = host.cols
    this.nonZeros = host.columns.length
    this.tiles = [...tilesOf(scope, host)]
  }

  /** m × n, on the same scope. */
  transposed(): SparseMatrix {
    if (!this.#transposed) {
      this.#transposed = new SparseMatrix(this.scope, transposed(this.host))
      this.#transposed.#transposed = this
    }
    return this.#transposed
  }
}

/** The m × n matrix of an n × m one, in O(n + m + entries). */
export function transposed({ rows, cols, starts, columns, values }: Sparse): Sparse {
  const turned = {
    rows: cols,
    cols: rows,
    starts: new Uint32Array(cols + 1),
    columns: new Uint32Array(columns.length),
    values: new Float64Array(columns.length),
  }
  for (const c of columns) turned.starts[c + 1]++
  for (let c = 0; c < cols; c++) turned.starts[c + 1] += turned.starts[c]
  const next = turned.starts.slice()
  for (let i = 0; i < rows; i++)
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      const to = next[columns[at]]++
      turned.columns[to] = i
      turned.values[to] = values[at]
    }
  return turned
}

function* tilesOf(scope: Scope, host: Sparse): Generator<SparseTile> {
  // 64 rows of so many columns fit a binding even when every cell is an entry; of what is multiplied, 128 numbers a row and more.
  const most = Math.floor(scope.device.bindingLimit / 8 / 64 / 64) * 64
  const entries = Math.min(tileEntries, Math.floor(scope.device.bindingLimit / 8))
  /** Where each row goes on. */
  const next = host.starts.slice(0, host.rows)
  for (let column = 0; column < Math.max(1, host.cols); column += most) {
    const columns = Math.min(most, host.cols - column)
    const ends = next.map((from, i) => {
      let at = from
      while (at < host.starts[i + 1] && host.columns[at] < column + columns) at++
      return at
    })
    for (let row = 0; row < host.rows;) {
      let [rows, count] = [0, 0]
      while (row + rows < host.rows && rows < most) {
        let more = 0
        const upTo = Math.min(host.rows, row + rows + 64)
        for (let i = row + rows; i < upTo; i++) more += ends[i] - next[i]
        if (rows > 0 && count + more > entries) break
        count += more
        rows = upTo - row
      }
      yield tile(scope, host, { row, rows, column, columns, count }, next, ends)
      row += rows
    }
    next.set(ends)
  }
}

function tile(
  scope: Scope,
  host: Sparse,
  { count, ...place }: Pick<SparseTile, 'row' | 'rows' | 'column' | 'columns'> & { count: number },
  from: Uint32Array,
  to: Uint32Array,
): SparseTile {
  const entries = new Uint32Array(2 * count)
  const values = new Float32Array(entries.buffer)
  const [starts, joins] = [[0], new Uint32Array(place.rows + 1)]
  for (let i = 0, at = 0; i < place.rows; i++) {
    const row = place.row + i
    for (let e = from[row]; e < to[row]; e++, at++) {
      entries[2 * at] = host.columns[e] - place.column
      values[2 * at + 1] = host.values[e]
    }
    const length = to[row] - from[row]
    for (let done = 0; done === 0 || done < length; done += pieceEntries)
      starts.push(at - length + Math.min(length, done + pieceEntries))
    joins[i + 1] = starts.length - 1
  }
  const pieces = starts.length - 1
  return {
    ...place,
    starts: scope.upload(Uint32Array.from(starts)),
    pieces,
    ...(pieces > place.rows && { joins: scope.upload(joins) }),
    entries: scope.upload(entries),
    nonZeros: count,
  }
}
