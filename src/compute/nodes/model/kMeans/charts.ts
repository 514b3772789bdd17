import type { Block } from '../../../../shared/results/blocks'
import type { Clustering } from './clustering'
import type { Searched } from './searchK'

/** Starts that the chart of inertia shows beside the best. */
const mostStarts = 10

/** Inertia by step: the start that was kept, and others. `unit` turns squared codes into the features' units. */
export function inertiaChart({ best, kept, starts, inertia }: Clustering, unit: number): Block {
  const points = (values: readonly number[]): [number, number | null][] =>
    values.map((value, step) => [step, Number.isFinite(value * unit) ? value * unit : null])
  const others = starts.filter((_, start) => start !== kept).slice(0, mostStarts - 1)
  return {
    kind: 'chart',
    id: 'inertia',
    title: 'Inertia by step',
    caption: `Before each step and after the last; ${starts.length} ${starts.length === 1 ? 'start' : 'starts'}.`,
    chart: {
      type: 'line',
      x: { label: 'step', min: 0 },
      y: { label: 'inertia' },
      series: [
        { name: 'kept start', points: points([...best.inertia, inertia]), symbols: true },
        ...others.map(values => ({ name: 'other starts', points: points(values), dashed: true, ink: 'pale' as const })),
      ],
    },
  }
}

export function searchCharts(search: readonly Searched[]): Block[] {
  const chart = (id: string, title: string, label: string, value: (s: Searched) => number | null): Block => ({
    kind: 'chart',
    id,
    title,
    chart: {
      type: 'line',
      x: { label: 'number of clusters' },
      y: { label },
      series: [{ name: label, points: search.map(s => [s.k, value(s)]), symbols: true }],
    },
  })
  return [
    chart('elbow', 'Inertia by number of clusters', 'inertia', s => s.inertia),
    chart('silhouette', 'Silhouette by number of clusters', 'silhouette', s => s.silhouette),
  ]
}
