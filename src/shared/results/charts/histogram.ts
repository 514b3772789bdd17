import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { HistogramChart } from '../blocks'
import { formatTick } from '../format'
import type { Theme } from '../theme'
import { frameOption, valueAxis, type View } from './axes'
import { cleanLabel } from './labels'
import { seriesMarks } from './marks'
import { shownSeries } from './shown'

/** Counts between bin edges, which need not be equally far apart. Several series lie over one another, outlined. */
export function histogramOption(chart: HistogramChart, theme: Theme, view: View): EChartsOption {
  const shown = chart.series.slice(0, shownSeries)
  const marks = seriesMarks(chart.series, theme)
  const alone = chart.series.length === 1
  const bins = Math.max(0, chart.edges.length - 1)
  const series = shown.map((s, i): CustomSeriesOption => {
    const color = marks[i].color
    return {
      type: 'custom',
      name: cleanLabel(s.name),
      color,
      data: Array.from({ length: bins }, (_, b) => [chart.edges[b], chart.edges[b + 1], s.counts[b] ?? 0]).filter(d =>
        d.every(Number.isFinite),
      ),
      encode: { x: [0, 1], y: 2 },
      tooltip: { formatter: binText },
      renderItem: (_, api) => {
        const count = Number(api.value(2))
        const [x0, y0] = api.coord([api.value(0), 0]) as [number, number]
        const [x1, y1] = api.coord([api.value(1), count]) as [number, number]
        if (count <= 0) return null
        const gap = x1 - x0 > 4 ? 0.5 : 0
        return {
          type: 'rect',
          shape: { x: x0 + gap, y: y1, width: Math.max(0.5, x1 - x0 - 2 * gap), height: Math.max(0, y0 - y1) },
          style: alone
            ? { fill: color, opacity: 0.85 }
            : { fill: color, fillOpacity: 0.28, stroke: color, lineWidth: 1.25 },
        }
      },
    }
  })
  return {
    ...frameOption(
      theme,
      view,
      shown.map(s => ({ name: cleanLabel(s.name) })),
    ),
    xAxis: valueAxis(
      { ...chart.x, min: chart.x.min ?? chart.edges[0], max: chart.x.max ?? chart.edges.at(-1)! },
      theme,
      { lines: false, inner: true },
    ),
    yAxis: valueAxis(chart.y, theme, { zero: true, vertical: true }),
    series,
  }
}

const binText = (item: unknown): string => {
  const { seriesName, value } = item as { seriesName?: string; value?: number[] }
  const [from, to, count] = value ?? []
  return `${seriesName ?? ''}  ${formatTick(from ?? NaN)} to ${formatTick(to ?? NaN)}: ${formatTick(count ?? NaN)}`
}
