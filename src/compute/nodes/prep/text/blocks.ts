import type { Block } from '../../../../shared/results/blocks'
import { type Frame, isCoded, targetOf } from '../../../frame/frame'
import { type Sparse, sparseRows } from '../../../tensor/csr'
import type { Vocabulary } from './vocabulary'

const shown = 20
const shownByClass = 12
const mostClasses = 20

/** The most frequent terms of the training rows, and which weigh more in a class than in the others. */
export async function blocksOf(
  frame: Frame,
  index: Uint32Array | undefined,
  { terms, counts }: Vocabulary,
  weights: Sparse | null,
): Promise<Block[]> {
  const top = [...terms.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, shown)
  const frequent: Block = {
    kind: 'chart',
    id: 'frequent',
    title: 'Most frequent terms',
    caption: 'How often they stand in the training rows.',
    chart: {
      type: 'bar',
      category: { label: 'term' },
      value: { label: 'times', min: 0 },
      categories: top.map(k => terms[k]),
      series: [{ name: 'times', values: top.map(k => counts[k]) }],
      horizontal: true,
    },
  }
  const telling = weights && (await tellingTerms(frame, sparseRows(weights, index), index, terms))
  return telling ? [frequent, telling] : [frequent]
}

/** Of each class the terms whose mean weight lies farthest above that of the other rows. */
async function tellingTerms(
  frame: Frame,
  rows: Sparse,
  index: Uint32Array | undefined,
  terms: readonly string[],
): Promise<Block | undefined> {
  const target = targetOf(frame)
  if (!target || !isCoded(target)) return undefined
  const { codes, categories } = await target.cells.codes()
  const K = categories.length
  if (K < 2 || K > mostClasses) return undefined
  const counts = new Float64Array(K)
  const sums = Array.from({ length: K }, () => new Float64Array(rows.cols))
  const all = new Float64Array(rows.cols)
  for (let i = 0; i < rows.rows; i++) {
    const k = codes[index ? index[i] : i]
    if (k < 0) continue
    counts[k]++
    for (let at = rows.starts[i]; at < rows.starts[i + 1]; at++) {
      sums[k][rows.columns[at]] += rows.values[at]
      all[rows.columns[at]] += rows.values[at]
    }
  }
  const n = counts.reduce((sum, count) => sum + count, 0)
  const lines = [...categories.keys()]
    .filter(k => counts[k] > 0 && counts[k] < n)
    .map(k => {
      const ahead = sums[k].map((sum, j) => sum / counts[k] - (all[j] - sum) / (n - counts[k]))
      const best = [...ahead.keys()].sort((a, b) => ahead[b] - ahead[a]).slice(0, shownByClass)
      return [
        categories[k],
        best
          .filter(j => ahead[j] > 0)
          .map(j => terms[j])
          .join(', '),
      ]
    })
  return {
    kind: 'table',
    id: 'telling',
    title: 'Terms of each class',
    caption:
      'Whose mean weight in the training rows of the class lies farthest above that in the others, the first the most.',
    columns: [{ name: target.name }, { name: 'Terms' }],
    rows: lines.sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  }
}
