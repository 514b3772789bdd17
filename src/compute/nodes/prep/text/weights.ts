import type { Values } from '../../../../shared/params'
import type { Sparse } from '../../../tensor/csr'
import type { TermCounts } from './counts'
import { hashed } from './hash'
import type { spec } from './spec'

export type TextValues = Values<(typeof spec)['parameters']>

/** ln((1 + n) / (1 + rows)) + 1: what a term that is in so many of n rows weighs. */
export const idfOf = (rows: number, n: number): number => Math.log((1 + n) / (1 + rows)) + 1

/** What one term of a row weighs before rows are normed: its count, 1, or count times idf. */
export function weightOf(count: number, idf: number, { vectorizer, sublinearTf }: TextValues): number {
  if (vectorizer === 'binary') return 1
  return vectorizer === 'tfidf' ? (sublinearTf ? 1 + Math.log(count) : count) * idf : count
}

/** The rows of all texts over a vocabulary, or over hashed components. `idf`: per term, of tf-idf. */
export function weighted(
  counts: TermCounts,
  vocabulary: readonly string[] | null,
  idf: ArrayLike<number> | undefined,
  params: TextValues,
): Sparse {
  const rows = counts.starts.length - 1
  const place = new Map(vocabulary?.map((term, k) => [term, k]))
  const component = Int32Array.from(counts.terms, term =>
    vocabulary ? (place.get(term) ?? -1) : hashed(term, params.nFeatures),
  )
  const starts = new Uint32Array(rows + 1)
  const columns = new Uint32Array(counts.ids.length)
  const values = new Float64Array(counts.ids.length)
  let end = 0
  for (let i = 0; i < rows; i++) {
    const found: [column: number, count: number][] = []
    for (let at = counts.starts[i]; at < counts.starts[i + 1]; at++)
      if (component[counts.ids[at]] >= 0) found.push([component[counts.ids[at]], counts.counts[at]])
    found.sort((a, b) => a[0] - b[0])
    for (const [column, count] of found)
      // Two terms may fall into one component.
      if (end > starts[i] && columns[end - 1] === column) values[end - 1] += count
      else {
        columns[end] = column
        values[end++] = weightOf(count, idf?.[column] ?? 1, params)
      }
    if (params.vectorizer === 'tfidf') norm(values.subarray(starts[i], end), params.norm)
    starts[i + 1] = end
  }
  return {
    rows,
    cols: vocabulary?.length ?? params.nFeatures,
    starts,
    columns: columns.slice(0, end),
    values: values.slice(0, end),
  }
}

/** A row to length 1 in place; one without terms stays. */
function norm(row: Float64Array, by: TextValues['norm']): void {
  if (by === 'none') return
  let size = 0
  for (const x of row) size += by === 'l2' ? x * x : Math.abs(x)
  if (by === 'l2') size = Math.sqrt(size)
  if (size > 0) for (let k = 0; k < row.length; k++) row[k] /= size
}
