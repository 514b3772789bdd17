import type { Chart, HeatMapChart, Plot } from '../blocks'
import { isDiagram } from '../diagrams/diagram'
import { diagramLegend } from '../diagrams/legend'
import { formatNumber, formatTick } from '../format'
import type { Theme } from '../theme'
import { largestAmount } from './heatMap'
import { cleanLabel } from './labels'
import type { Legend, LegendEntry } from './legendEntry'
import { seriesMarks } from './marks'

/** The legend of a chart, for a page or report that draws it beside the plot; no entries where one series needs none. */
export function chartLegend(chart: Chart, theme: Theme): Legend {
  if (isDiagram(chart)) return diagramLegend(chart, theme)
  if (chart.type === 'heatMap') return { entries: [], ...heatRamp(chart, theme) }
  const series: readonly {
    name: string
    class?: number
    partition?: 'train' | 'validation' | 'test'
    symbols?: boolean
    line?: false
    dashed?: boolean
    ink?: 'strong' | 'pale'
  }[] = chart.type === 'boundary' ? chart.points : chart.series
  const marks = seriesMarks(series, theme)
  const entries = new Map<string, LegendEntry>()
  series.forEach((s, i) => {
    const name = cleanLabel(s.name)
    const sign =
      chart.type === 'line'
        ? s.symbols || s.line === false
          ? 'marker'
          : 'line'
        : chart.type === 'bar' || chart.type === 'histogram'
          ? 'box'
          : 'marker'
    const mark = s.dashed ? { ...marks[i], dash: [6, 4] } : marks[i]
    if (!entries.has(name)) entries.set(name, { name, sign, mark, ...(s.class !== undefined && { class: s.class }) })
  })
  const note = fillNote(chart, series)
  return {
    entries: entries.size > 1 ? [...entries.values()] : [],
    ...(note !== undefined && { note }),
  }
}

function heatRamp(chart: HeatMapChart, theme: Theme): Pick<Legend, 'ramp'> {
  if (chart.scale === 'confusion' || chart.x.categories.length === 0) return {}
  if (chart.scale === 'signed') return { ramp: { colors: theme.diverging, low: formatTick(-1), high: formatTick(1) } }
  return {
    ramp: {
      colors: theme.sequential,
      low: formatTick(0),
      high: formatNumber(largestAmount(chart), chart.format ?? 'figure'),
    },
  }
}

function fillNote(chart: Plot, series: readonly { partition?: string }[]): string | undefined {
  if (chart.type === 'interval') return undefined
  if (chart.type !== 'scatter' && chart.type !== 'boundary') return undefined
  const partitions = new Set(series.map(s => s.partition))
  if (!partitions.has('test') && !partitions.has('validation')) return undefined
  const held = partitions.has('test') ? 'test' : 'validation'
  return partitions.has('train') ? `filled train · hollow ${held}` : `${held} rows`
}
