import type { Block } from '../../shared/results/blocks'
import { largestFirst } from './estimates'

/** Features drawn at once; a table lists more. */
const [mostDrawn, mostListed] = [30, 200]

/** Importances of features, largest first, as bars; of many a table too. `says`: what they measure, in a sentence. */
export function importanceBlocks(names: readonly string[], values: ArrayLike<number>, says: string): Block[] {
  const drawn = largestFirst(values, mostDrawn)
  const few = names.length > mostDrawn
  const chart: Block = {
    kind: 'chart',
    id: 'importances',
    title: 'Importances',
    caption: `${says}${few ? ` The ${mostDrawn} largest of ${names.length}.` : ''}`,
    chart: {
      type: 'bar',
      horizontal: true,
      category: { label: 'Feature' },
      value: { label: 'Importance' },
      categories: drawn.map(j => names[j]),
      series: [{ name: 'importance', values: drawn.map(j => values[j]) }],
    },
  }
  if (!few) return [chart]
  const listed = largestFirst(values, mostListed)
  const left = names.length > mostListed ? ` The ${mostListed} largest of ${names.length}.` : ''
  return [
    chart,
    {
      kind: 'table',
      id: 'allImportances',
      title: 'All importances',
      caption: `${says}${left}`,
      columns: [{ name: 'Feature' }, { name: 'Importance', format: 'significant', align: 'right' }],
      rows: listed.map(j => [names[j], values[j]]),
    },
  ]
}
