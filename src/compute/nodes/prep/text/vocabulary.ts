import type { TermCounts } from './counts'

export interface Limits {
  /** Rows that a term must be in: from 1 on a count, below 1 a share. */
  minDf: number
  /** Rows that it may be in: above 1 a count, up to 1 a share. */
  maxDf: number
  maxFeatures: number | null
}

export interface Vocabulary {
  /** The terms in sorted order. */
  terms: string[]
  /** Rows that each is in, and how often it stands in all of them. */
  rows: number[]
  counts: number[]
}

/**
 * The terms of the rows `index` (all where it is undefined) that are neither too rare nor too frequent; of more than `maxFeatures` those
 * that stand most often (with `binary`, in the most rows), of equals the first in sorted order.
 */
export function chosenTerms(
  counts: TermCounts,
  index: Uint32Array | undefined,
  { minDf, maxDf, maxFeatures }: Limits,
  binary: boolean,
): Vocabulary {
  const n = index?.length ?? counts.starts.length - 1
  const [rows, total] = [new Uint32Array(counts.terms.length), new Float64Array(counts.terms.length)]
  for (let r = 0; r < n; r++) {
    const i = index ? index[r] : r
    for (let at = counts.starts[i]; at < counts.starts[i + 1]; at++) {
      rows[counts.ids[at]]++
      total[counts.ids[at]] += counts.counts[at]
    }
  }
  const [least, most] = [minDf < 1 ? minDf * n : minDf, maxDf > 1 ? maxDf : maxDf * n]
  const fitting = [...rows.keys()].filter(id => rows[id] > 0 && rows[id] >= least && rows[id] <= most)
  const inOrder = (a: number, b: number): number => (counts.terms[a] < counts.terms[b] ? -1 : 1)
  const kept = fitting.sort(inOrder)
  const weight = binary ? rows : total
  const few =
    maxFeatures !== null && maxFeatures < kept.length
      ? // Sorting is stable: equals stay in order.
        [...kept]
          .sort((a, b) => weight[b] - weight[a])
          .slice(0, maxFeatures)
          .sort(inOrder)
      : kept
  return {
    terms: few.map(id => counts.terms[id]),
    rows: few.map(id => rows[id]),
    counts: few.map(id => total[id]),
  }
}
