import type { EChartsOption } from 'echarts'
import type { Chart, Plot } from '../blocks'
import { isDiagram, isEmptyDiagram } from '../diagrams/diagram'
import type { Theme } from '../theme'
import { askedAt } from '../askedPoint'
import { defaultView, type View } from './axes'
import { barOption } from './bar'
import { boundaryOption } from './boundary'
import { heatMapOption } from './heatMap'
import { histogramOption } from './histogram'
import { intervalOption } from './interval'
import { lineOption } from './line'
import { scatterOption } from './scatter'
import { emptyNote } from './shown'

/**
 * The ECharts option of a chart with axes, the same for the page and for server-side SVG. Nothing in it makes HTML from data.
 * `view` is the size in pixels that it will be drawn at, and whether it draws its own legend.
 */
export function chartOption(chart: Plot, theme: Theme, view: Partial<View> = {}): EChartsOption {
  const option = build(chart, theme, { ...defaultView, ...view })
  if (isEmpty(chart)) return { ...option, ...emptyNote(theme) }
  if (option.title === undefined) return option
  return { ...option, grid: { ...(option.grid as object), bottom: 22 } }
}

function build(chart: Plot, theme: Theme, view: View): EChartsOption {
  switch (chart.type) {
    case 'scatter':
      return scatterOption(chart.neighbours ? askedAt(chart, chart.neighbours).chart : chart, theme, view)
    case 'line':
      return lineOption(chart, theme, view)
    case 'bar':
      return barOption(chart, theme, view)
    case 'histogram':
      return histogramOption(chart, theme, view)
    case 'heatMap':
      return heatMapOption(chart, theme, view)
    case 'interval':
      return intervalOption(chart, theme, view)
    case 'boundary':
      return boundaryOption(chart, theme, view)
  }
}

/** Nothing to draw: axes without marks would look like a fault. */
export function isEmpty(chart: Chart): boolean {
  if (isDiagram(chart)) return isEmptyDiagram(chart)
  switch (chart.type) {
    case 'scatter':
      return chart.series.every(s => s.points.length === 0) && !chart.lines?.length && !chart.arrows?.length
    case 'line':
      return chart.series.every(s => s.points.every(p => p[1] === null))
    case 'bar':
      return chart.categories.length === 0 || chart.series.every(s => s.values.every(v => v === null))
    case 'histogram':
      return chart.edges.length < 2 || chart.series.length === 0
    case 'heatMap':
      return chart.x.categories.length === 0 || chart.y.categories.length === 0
    case 'interval':
      return chart.categories.length === 0 || chart.series.every(s => s.points.length === 0)
    case 'boundary':
      return (chart.xs.length < 2 || chart.ys.length < 2) && chart.points.every(s => s.points.length === 0)
  }
}
