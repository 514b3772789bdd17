import type { Chart } from '../blocks'
import type { Theme } from '../theme'
import { cleanLabel } from './labels'
import { seriesMarks, type Mark } from './marks'

export interface LegendEntry {
  name: string
  /** What the chart draws for it: a marker, a line, or a filled box. */
  sign: 'marker' | 'line' | 'box'
  mark: Mark
}

export interface Legend {
  entries: LegendEntry[]
  /** What fill means, where partitions are drawn: "filled train · hollow test". */
  note?: string
}

/** The legend of a chart, for a page or report that draws it beside the plot; no entries where one series needs none. */
export function chartLegend(chart: Chart, theme: Theme): Legend {
  if (chart.type === 'heatMap') return { entries: [] }
  const series: readonly { name: string; class?: number; partition?: 'train' | 'validation' | 'test'; symbols?: boolean; dashed?: boolean }[] =
    chart.type === 'boundary' ? chart.points : chart.series
  const marks = seriesMarks(series, theme)
  const entries = new Map<string, LegendEntry>()
  series.forEach((s, i) => {
    const name = cleanLabel(s.name)
    const sign = chart.type === 'line' ? (s.symbols ? 'marker' : 'line') : chart.type === 'bar' || chart.type === 'histogram' ? 'box' : 'marker'
    const mark = s.dashed ? { ...marks[i]!, dash: [6, 4] } : marks[i]!
    if (!entries.has(name)) entries.set(name, { name, sign, mark })
  })
  const note = fillNote(chart, series)
  return { entries: entries.size > 1 ? [...entries.values()] : [], ...(note !== undefined && { note }) }
}

function fillNote(chart: Chart, series: readonly { partition?: string }[]): string | undefined {
  if (chart.type === 'interval') return undefined
  if (chart.type !== 'scatter' && chart.type !== 'boundary') return undefined
  const partitions = new Set(series.map(s => s.partition))
  if (!partitions.has('test') && !partitions.has('validation')) return undefined
  const held = partitions.has('test') ? 'test' : 'validation'
  return partitions.has('train') ? `filled train · hollow ${held}` : `${held} rows`
}
