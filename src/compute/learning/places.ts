import { LatheError } from '../../shared/errors'
import type { Rows } from '../engine/design'
import type { Sparse } from '../tensor/csr'

/** A number beyond this numbers no category. */
const mostPlaces = 65_536

/** The place of each row's category in feature j: a number from 0 on is its own; −1 where it is none, or one that was not learned. */
export async function placesIn(rows: Rows, j: number): Promise<Int32Array> {
  if (rows.categories.has(rows.names[j])) return (await rows.codes(j)).codes
  return Int32Array.from(await rows.numbers(j), x => (Number.isInteger(x) && x >= 0 && x < mostPlaces ? x : -1))
}

/** Number of places in each feature of training rows. Errors: `data` for numbers that are no places. */
export async function placeCounts(rows: Rows): Promise<Int32Array> {
  const counts = new Int32Array(rows.names.length)
  for (const [j, name] of rows.names.entries()) {
    const places = await placesIn(rows, j)
    if (places.includes(-1))
      throw new LatheError({
        code: 'data',
        message: `${name} holds numbers that number no categories: below 0, with a fraction, or above ${mostPlaces - 1}.`,
        remedy: {
          text: 'Leave the column out in table.columns, or take a variant for numbers.',
          fix: { set: { node: 'table.columns', parameter: 'ignore' } },
        },
      })
    counts[j] = rows.categories.get(name)?.length ?? places.reduce((most, c) => Math.max(most, c), 0) + 1
  }
  return counts
}

/** Rows of places as zeros and ones, n × Σ counts: nothing for a place that there is not. */
export async function onesAtPlaces(rows: Rows, counts: Int32Array): Promise<Sparse> {
  const places = await Promise.all(Array.from(counts, (_, j) => placesIn(rows, j)))
  const starts = new Uint32Array(rows.n + 1)
  const columns = new Uint32Array(rows.n * counts.length)
  let end = 0
  for (let i = 0; i < rows.n; i++) {
    let from = 0
    for (const [j, count] of counts.entries()) {
      const place = places[j][i]
      if (place >= 0 && place < count) columns[end++] = from + place
      from += count
    }
    starts[i + 1] = end
  }
  const cols = counts.reduce((sum, count) => sum + count, 0)
  return { rows: rows.n, cols, starts, columns: columns.slice(0, end), values: new Float64Array(end).fill(1) }
}
