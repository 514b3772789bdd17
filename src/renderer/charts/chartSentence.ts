import type { Axis, Chart, ChartBlock } from '../../shared/results/blocks'
import { bandsSentence } from '../../shared/results/charts/bands'
import { cleanLabel } from '../../shared/results/charts/labels'
import { isEmpty } from '../../shared/results/charts/option'
import { diagramSentence, isDiagram } from '../../shared/results/diagrams/diagram'
import { formatCount, formatTick } from '../../shared/results/format'

const kinds: Readonly<Record<Chart['type'], string>> = {
  scatter: 'Scatter chart',
  line: 'Line chart',
  bar: 'Bar chart',
  histogram: 'Histogram',
  heatMap: 'Table of colours',
  interval: 'Chart of intervals',
  boundary: 'Chart of regions',
  surface: 'Surface',
  tree: 'Tree',
  dendrogram: 'Dendrogram',
  images: 'Gallery',
  graph: 'Graph',
}

/** A chart in words, for screen readers: its kind, title, what is along its axes and what is drawn. */
export function chartSentence({ title, caption, chart }: Pick<ChartBlock, 'title' | 'caption' | 'chart'>): string {
  const what = isEmpty(chart) ? 'No data.' : contents(chart)
  return [`${kinds[chart.type]}: ${cleanLabel(title)}.`, caption && cleanLabel(caption), what].filter(Boolean).join(' ')
}

function contents(chart: Chart): string {
  if (isDiagram(chart)) return diagramSentence(chart)
  switch (chart.type) {
    case 'scatter':
      return `${axes(chart)} ${formatCount(total(chart.series), 'point')}${names(chart.series)}.`
    case 'boundary':
      return `${axes(chart)} Classes ${list(chart.classes)}; ${formatCount(total(chart.points), 'row')}.`
    case 'line':
      return `${axes(chart)} ${chart.series.slice(0, 8).map(ends).join('; ')}.${bandsSentence(chart)}`
    case 'bar':
      return `${formatCount(chart.categories.length, 'bar')}: ${list(chart.categories)}.`
    case 'histogram':
      return `${cleanLabel(chart.x.label)} in ${formatCount(chart.edges.length - 1, 'bin')} from ${formatTick(chart.edges[0])} to ${formatTick(chart.edges.at(-1)!)}.`
    case 'heatMap':
      return `${chart.y.categories.length} by ${chart.x.categories.length}: ${list(chart.y.categories)}.`
    case 'interval':
      return `${cleanLabel(chart.value.label)} of ${list(chart.categories)}.`
  }
}

const axes = ({ x, y }: { x: Axis; y: Axis }): string => `${cleanLabel(y.label)} over ${cleanLabel(x.label)}.`

const total = (series: readonly { points: readonly unknown[] }[]): number =>
  series.reduce((n, s) => n + s.points.length, 0)

const names = (series: readonly { name: string }[]): string =>
  series.length > 1 ? ` in ${list([...new Set(series.map(s => s.name))])}` : ''

function ends(series: { name: string; points: readonly (readonly [number, number | null])[] }): string {
  const known = series.points.filter(p => p[1] !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return `${cleanLabel(series.name)} without points`
  return `${cleanLabel(series.name)} from ${formatTick(first[1]!)} to ${formatTick(last[1]!)}`
}

function list(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map(cleanLabel).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
