import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { IntervalChart } from '../blocks'
import { formatTick } from '../format'
import type { Theme } from '../theme'
import { categoryAxis, frameOption, valueAxis, type View } from './axes'
import { cleanLabel } from './labels'
import { markerPath, seriesMarks, type Mark } from './marks'
import { pointEntries } from './scatter'
import { shownNames, shownNote, shownSeries } from './shown'

type Point = IntervalChart['series'][number]['points'][number]

/** Estimates with their intervals, one row a name and one line a class; hollow and paler where they tell no side: see `hollowAt`. */
export function intervalOption(chart: IntervalChart, theme: Theme, view: View): EChartsOption {
  const names = chart.categories.slice(0, shownNames)
  const shown = chart.series.slice(0, shownSeries)
  const marks = seriesMarks(chart.series, theme)
  const base = frameOption(theme, view, pointEntries(shown, theme))
  const tall = names.length * 16 <= view.height
  return {
    ...base,
    ...shownNote(theme, shownNames, chart.categories.length),
    xAxis: valueAxis(chart.value, theme),
    yAxis: categoryAxis(names, '', theme, {
      width: Math.min(180, view.width * 0.32),
      vertical: true,
      all: tall,
      line: false,
    }),
    series: [
      stripes(names.length, theme),
      ...shown.map((s, i) => intervalSeries(chart, s, i, shown.length, marks[i], names.length, theme)),
      referenceLine(chart, names.length, theme),
    ],
  }
}

/** A test has the say where one was made, so that a mark never contradicts it; otherwise whether the interval takes in the reference. */
export const hollowAt = ({ tests, reference }: IntervalChart, point: Point, row: number): boolean =>
  tests?.of[row] ? !tests.of[row].told : crosses(point, reference)

const crosses = (point: Point, reference: number): boolean =>
  point.low !== null && point.high !== null && point.low <= reference && point.high >= reference

function intervalSeries(
  chart: IntervalChart,
  series: IntervalChart['series'][number],
  at: number,
  of: number,
  mark: Mark,
  count: number,
  theme: Theme,
): CustomSeriesOption {
  const points = series.points.slice(0, count).flatMap((p, row) => (Number.isFinite(p.value) ? [{ ...p, row }] : []))
  const finite = (v: number | null, otherwise: number): number => (v !== null && Number.isFinite(v) ? v : otherwise)
  return {
    type: 'custom',
    name: cleanLabel(series.name),
    color: mark.color,
    data: points.map(p => [p.value, p.row, finite(p.low, p.value), finite(p.high, p.value)]),
    encode: { x: [0, 2, 3], y: 1 },
    tooltip: {
      formatter: item => {
        const p = points[(item as { dataIndex: number }).dataIndex]
        const interval = p.low === null || p.high === null ? '' : ` (${formatTick(p.low)} to ${formatTick(p.high)})`
        return `${cleanLabel(chart.categories[p.row])}  ${formatTick(p.value)}${interval}`
      },
    },
    z: 3,
    renderItem: (params, api) => {
      const point = points[params.dataIndex]
      const band = (api.size!([0, 1]) as [number, number])[1]
      const [x, middle] = api.coord([point.value, point.row]) as [number, number]
      const y = middle + ((at + 0.5) / of - 0.5) * band * (of > 1 ? 0.84 : 1)
      const low = (api.coord([api.value(2), point.row]) as [number, number])[0]
      const high = (api.coord([api.value(3), point.row]) as [number, number])[0]
      const hollow = hollowAt(chart, point, point.row)
      const r = Math.max(2, Math.min(4, (band / of) * 0.5))
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: low, y1: y, x2: high, y2: y },
            style: { stroke: mark.color, lineWidth: hollow ? 1.5 : 2, opacity: hollow ? 0.6 : 1 },
          },
          {
            type: 'path',
            shape: { pathData: markerPath(mark.marker, r) },
            x,
            y,
            style: { fill: hollow ? theme.surface : mark.color, stroke: mark.color, lineWidth: hollow ? 1.5 : 0 },
          },
        ],
      }
    },
  }
}

/** Every second row on a tinted band, so that an eye finds the name of a line. ECharts' own split areas skip rows whose names are hidden. */
function stripes(count: number, theme: Theme): CustomSeriesOption {
  return {
    type: 'custom',
    data: Array.from({ length: Math.floor(count / 2) }, (_, i) => [0, 2 * i + 1]),
    encode: { x: -1, y: 1 },
    silent: true,
    z: 0,
    renderItem: (params, api) => {
      const plot = params.coordSys as unknown as { x: number; width: number }
      const height = (api.size!([0, 1]) as [number, number])[1]
      const y = (api.coord([0, api.value(1)]) as [number, number])[1] - height / 2
      return { type: 'rect', shape: { x: plot.x, y, width: plot.width, height }, style: { fill: theme.band } }
    },
  }
}

function referenceLine(chart: IntervalChart, count: number, theme: Theme): CustomSeriesOption {
  return {
    type: 'custom',
    data: count > 0 && Number.isFinite(chart.reference) ? [[chart.reference, 0]] : [],
    silent: true,
    z: 2,
    renderItem: (params, api) => {
      const x = Math.round((api.coord([chart.reference, 0]) as [number, number])[0]) + 0.5
      const plot = params.coordSys as unknown as { y: number; height: number }
      return {
        type: 'line',
        shape: { x1: x, y1: plot.y, x2: x, y2: plot.y + plot.height },
        style: { stroke: theme.ink2, lineWidth: 1 },
      }
    },
  }
}
