import type { Cells, ImageCells, TermCells, VectorCells } from './cells'

/** Cells that hold many numbers each. */
export type WideCells = TermCells | VectorCells | ImageCells

export const isWide = (cells: Cells): cells is WideCells =>
  cells.form === 'terms' || cells.form === 'vector' || cells.form === 'image'

/** Some wide cells as a page draws them, row by row. */
export type WidePage =
  /** The heaviest terms of each row, the heaviest first. */
  | { form: 'terms'; heaviest: { name: string; value: number }[][] }
  /** rows × points: each the mean of a stretch of components, NaN where one is missing. */
  | { form: 'vector'; points: number; lines: Float64Array<ArrayBuffer> }
  /** rows × height × width × channels. */
  | { form: 'image'; height: number; width: number; channels: number; pixels: Uint8Array<ArrayBuffer> }

/** Points of a line and terms of a row that a cell has room for. */
const [mostPoints, mostTerms] = [64, 8]

/** The cells of some rows. */
export async function widePage(cells: WideCells, rows: Uint32Array): Promise<WidePage> {
  switch (cells.form) {
    case 'terms': {
      const { starts, columns, values } = await cells.sparse()
      const heaviest = Array.from(rows, row =>
        Array.from({ length: starts[row + 1] - starts[row] }, (_, k) => starts[row] + k)
          .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
          .slice(0, mostTerms)
          .map(at => ({ name: cells.names[columns[at]], value: values[at] })),
      )
      return { form: 'terms', heaviest }
    }
    case 'vector': {
      const values = await cells.values()
      const points = Math.min(mostPoints, cells.width)
      const lines = new Float64Array(rows.length * points)
      for (const [i, row] of rows.entries())
        for (let p = 0; p < points; p++) {
          const [from, to] = [p, p + 1].map(at => row * cells.width + Math.floor((at * cells.width) / points))
          lines[i * points + p] = meanOf(values, from, to)
        }
      return { form: 'vector', points, lines }
    }
    case 'image': {
      const bytes = await cells.bytes()
      const { height, width, channels } = cells
      const size = height * width * channels
      const pixels = new Uint8Array(rows.length * size)
      for (const [i, row] of rows.entries()) pixels.set(bytes.subarray(row * size, (row + 1) * size), i * size)
      return { form: 'image', height, width, channels, pixels }
    }
  }
}

/** Of wide cells, per row whether any of its components is missing. */
export async function wideGaps(cells: WideCells): Promise<Uint8Array> {
  const gaps = new Uint8Array(cells.rows)
  if (cells.form !== 'vector') return gaps
  const values = await cells.values()
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) gaps[Math.floor(at / cells.width)] = 1
  return gaps
}

/** What a wide column holds, as a whole. */
export type WideProfile =
  /** The terms that most rows have, and how many components there are. */
  | { form: 'terms'; components: number; commonest: { name: string; rows: number }[] }
  /** Mean of each component over the rows that have it, thinned as a line is, and the components' number. */
  | { form: 'vector'; components: number; mean: Float64Array<ArrayBuffer> }
  /** The mean picture, and the first few. */
  | {
      form: 'image'
      height: number
      width: number
      channels: number
      mean: Uint8Array<ArrayBuffer>
      first: Uint8Array<ArrayBuffer>[]
    }

/** Pictures and terms that a profile shows. */
const [mostPictures, mostCommon] = [12, 20]

export async function wideProfile(cells: WideCells): Promise<WideProfile> {
  switch (cells.form) {
    case 'terms': {
      const { columns, cols } = await cells.sparse()
      const rows = new Uint32Array(cols)
      for (const j of columns) rows[j]++
      const order = Uint32Array.from(rows.keys()).sort((a, b) => rows[b] - rows[a] || a - b)
      const commonest = Array.from(order.subarray(0, mostCommon), j => ({ name: cells.names[j], rows: rows[j] }))
      return { form: 'terms', components: cols, commonest: commonest.filter(term => term.rows > 0) }
    }
    case 'vector': {
      const points = Math.min(mostPoints, cells.width)
      const means = columnMeans(await cells.values(), cells.rows, cells.width)
      const mean = Float64Array.from({ length: points }, (_, p) =>
        meanOf(means, Math.floor((p * cells.width) / points), Math.floor(((p + 1) * cells.width) / points)),
      )
      return { form: 'vector', components: cells.width, mean }
    }
    case 'image': {
      const bytes = await cells.bytes()
      const { height, width, channels } = cells
      const size = height * width * channels
      const first = Array.from({ length: Math.min(mostPictures, cells.rows) }, (_, i) =>
        Uint8Array.from(bytes.subarray(i * size, (i + 1) * size)),
      )
      const mean = Uint8Array.from(columnMeans(bytes, cells.rows, size), Math.round)
      return { form: 'image', height, width, channels, mean, first }
    }
  }
}

function meanOf(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at]
  return sum / (to - from)
}

/** Mean of each of `width` components over the rows that have it. */
function columnMeans(values: Float64Array | Uint8Array, rows: number, width: number): Float64Array {
  const [sums, counts] = [new Float64Array(width), new Float64Array(width)]
  for (let i = 0, at = 0; i < rows; i++)
    for (let k = 0; k < width; k++, at++) {
      if (Number.isNaN(values[at])) continue
      sums[k] += values[at]
      counts[k]++
    }
  return sums.map((sum, k) => sum / counts[k])
}
