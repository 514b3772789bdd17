import type { Block } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { JudgedClustering } from './clusterings'
import { chiefPart } from '../../../../shared/results/evaluation'

/** Size and silhouette of each cluster of one clustering. Over folds there is nothing to show: clusters change names. */
export function clusteringBlocks({ parts }: JudgedClustering): Block[] {
  const { clusters, rows, silhouetteRows, figures } = chiefPart(parts)
  if (!clusters) return []
  const measured = clusters.filter(c => c.silhouette !== null)
  const sizes: Block = {
    kind: 'chart',
    id: 'sizes',
    title: 'Cluster sizes',
    chart: {
      type: 'bar',
      category: { label: 'Cluster' },
      value: { label: 'Rows' },
      categories: clusters.map(c => c.name),
      series: [{ name: 'Rows', values: clusters.map(c => c.rows) }],
    },
  }
  if (measured.length === 0) return [sizes]
  const sample = silhouetteRows < rows * (1 - (figures['noiseFraction'] ?? 0)) - 0.5
  return [
    {
      kind: 'chart',
      id: 'silhouettes',
      title: 'Silhouette by cluster',
      caption: `Near 1: far from other clusters; near 0: between two; below: nearer to another. Mean ${formatNumber(figures['silhouette'], 'figure')}${sample ? `, over a seeded sample of ${formatNumber(silhouetteRows, 'integer')} rows` : ''}.`,
      chart: {
        type: 'bar',
        category: { label: 'Cluster' },
        value: { label: 'Mean silhouette' },
        categories: measured.map(c => c.name),
        series: [{ name: 'Mean silhouette', values: measured.map(c => c.silhouette) }],
      },
    },
    sizes,
  ]
}
