import type { Block } from '../../../../shared/results/blocks'
import { formatCount } from '../../../../shared/results/format'
import { numbersOf } from '../../../frame/contents'
import type { Column, Frame } from '../../../frame/frame'
import { histogramCounts, histogramEdges } from '../../../statistics/histogram'

/** How the predictions are spread: rows by class or cluster, a histogram of values. Nothing for decompositions. */
export async function predictionBlocks(frame: Frame): Promise<Block[]> {
  const { prediction } = frame
  const column = frame.columns.find(c => c.name === prediction?.column)
  if (!prediction || !column) return []
  const common = {
    kind: 'chart' as const,
    id: 'predictions',
    title: 'Predictions',
    caption: `Over ${formatCount(frame.rows, 'row')}.`,
  }
  if (prediction.task === 'regression') {
    if (column.cells.form !== 'numbers') return []
    const values = await column.cells.numbers()
    const edges = histogramEdges(values)
    if (edges.length === 0) return []
    return [
      {
        ...common,
        chart: {
          type: 'histogram',
          x: { label: `Predicted ${prediction.target ?? 'value'}` },
          y: { label: 'Rows' },
          edges,
          series: [{ name: 'Rows', counts: histogramCounts(values, edges) }],
        },
      },
    ]
  }
  const counts = await countsOf(column, prediction.classes?.map(String))
  return [
    {
      ...common,
      chart: {
        type: 'bar',
        category: { label: prediction.task === 'clustering' ? 'Cluster' : `Predicted ${prediction.target ?? 'class'}` },
        value: { label: 'Rows' },
        categories: [...counts.keys()],
        series: [{ name: 'Rows', values: [...counts.values()] }],
      },
    },
  ]
}

/** Rows of each class or cluster, in order; classes that nothing was called stand with 0. */
async function countsOf(column: Column, classes: readonly string[] | undefined): Promise<Map<string, number>> {
  const counts = new Map((classes ?? []).map(name => [name, 0]))
  const add = (name: string): Map<string, number> => counts.set(name, (counts.get(name) ?? 0) + 1)
  if (column.cells.form === 'codes') {
    const { codes, categories } = await column.cells.codes()
    for (const code of codes) if (code >= 0) add(categories[code])
    return counts
  }
  const values = await numbersOf(column)
  const boolean = classes?.every(name => name === 'true' || name === 'false')
  const name = (x: number): string => (boolean ? String(x === 1) : x < 0 && !classes ? 'noise' : String(x))
  for (const x of classes ? values : [...values].sort((a, b) => a - b)) if (!Number.isNaN(x)) add(name(x))
  return counts
}
