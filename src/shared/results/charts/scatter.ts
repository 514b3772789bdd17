import type { CustomSeriesOption, EChartsOption, ScatterSeriesOption, SeriesOption } from 'echarts'
import type { ScatterChart } from '../blocks'
import { formatTick } from '../format'
import type { Marker, Theme } from '../theme'
import { frameOption, valueAxis, type Entry, type View } from './axes'
import { cleanLabel, fitLabel, textWidth } from './labels'
import { chartSymbol, markerStyle, seriesMarks } from './marks'
import { shownSeries } from './shown'

/** Points by class and partition, with guides and, in a biplot, arrows from the origin. */
export function scatterOption(chart: ScatterChart, theme: Theme, view: View): EChartsOption {
  const base = frameOption(theme, view, pointEntries(chart.series, theme))
  const bounds = chart.equal ? equalBounds(chart, view) : undefined
  return {
    ...base,
    ...(bounds && { grid: bounds.grid }),
    xAxis: valueAxis({ ...chart.x, ...bounds?.x }, theme, { inner: bounds !== undefined }),
    yAxis: valueAxis({ ...chart.y, ...bounds?.y }, theme, { vertical: true, inner: bounds !== undefined }),
    series: [
      ...pointSeries(chart.series, theme, view),
      ...guideSeries(chart.lines ?? [], theme),
      ...arrowSeries(chart.arrows ?? [], theme),
    ],
  }
}

/** The points of a scatter or boundary chart: training rows filled, held-out rows hollow and on top. */
export function pointSeries(
  series: ScatterChart['series'],
  theme: Theme,
  view: Pick<View, 'picked' | 'quick' | 'fresh'> = {},
): SeriesOption[] {
  const shown = series.slice(0, shownSeries)
  const marks = seriesMarks(shown, theme)
  const many = shown.reduce((n, s) => n + s.points.length, 0) > 1000
  return shown.map((s, i) => ({
    type: 'scatter',
    name: cleanLabel(s.name),
    data: pointData(s, theme, view),
    ...(view.quick && speedOf(marks[i].marker, many, view)),
    symbol: chartSymbol(marks[i].marker),
    symbolKeepAspect: true,
    symbolSize: s.size ?? (many ? 5 : 7),
    itemStyle: markerStyle(marks[i], theme),
    z: marks[i].hollow ? 4 : 3,
    tooltip: { formatter: pointText },
  }))
}

/**
 * How the page draws a series without holding it up: all points as one shape where the marker allows it, otherwise, of many, a portion a
 * frame: 5,000 markers of their own took 120 ms at once. With new code 5,000 plain ones took 75, later 20, so the first come in portions too:
 * not the others, which would flicker while a window is resized.
 */
function speedOf(marker: Marker, many: boolean, view: Pick<View, 'picked' | 'fresh'>): Partial<ScatterSeriesOption> {
  if (!view.picked?.size && marker in plainMarkers)
    return {
      large: true,
      largeThreshold: many ? 100 : 300,
      ...(many && view.fresh && { progressive: 800, progressiveThreshold: 800 }),
    }
  return many ? { progressive: 60, progressiveThreshold: 60 } : {}
}

/** Markers that ECharts can draw many of in one shape: not those that are paths of our own. */
const plainMarkers: Partial<Record<Marker, true>> = { circle: true, triangle: true, square: true, diamond: true }

/**
 * The finite points; while rows are picked, theirs have an edge of ink and the others are pale. For the page as one array of numbers, which
 * ECharts takes as it is: pairs it copies one by one.
 */
function pointData(
  { points, rows }: ScatterChart['series'][number],
  theme: Theme,
  { picked, quick }: Pick<View, 'picked' | 'quick'>,
): NonNullable<ScatterSeriesOption['data']> {
  if (!picked?.size || !rows) {
    const finite = points.filter(p => p.every(Number.isFinite))
    return quick ? Float64Array.from(finite.flat()) : finite
  }
  const strong = { opacity: 1, borderColor: theme.ink, borderWidth: 1.5 }
  return points.flatMap((value, i) =>
    value.every(Number.isFinite) ? [{ value, itemStyle: picked.has(rows[i]) ? strong : { opacity: 0.15 } }] : [],
  )
}

/** Legend entries with the marker of each series. */
export function pointEntries(series: readonly { name: string; class?: number }[], theme: Theme): Entry[] {
  const marks = seriesMarks(series, theme)
  return series.slice(0, shownSeries).map((s, i) => ({ name: cleanLabel(s.name), icon: chartSymbol(marks[i].marker) }))
}

const pointText = (item: unknown): string => {
  const { seriesName, value } = item as { seriesName?: string; value?: [number, number] }
  return `${seriesName ?? ''}  ${(value ?? []).map(v => formatTick(v)).join(', ')}`
}

export function guideSeries(lines: NonNullable<ScatterChart['lines']>, theme: Theme): SeriesOption[] {
  return lines.map(line => ({
    type: 'line',
    ...(line.name !== undefined && { name: cleanLabel(line.name) }),
    data: line.points.filter(p => p.every(Number.isFinite)),
    symbol: 'none',
    silent: true,
    color: line.dashed ? theme.axis : theme.ink2,
    lineStyle: {
      color: line.dashed ? theme.axis : theme.ink2,
      width: line.dashed ? 1 : 1.5,
      type: line.dashed ? [4, 3] : 'solid',
    },
    z: line.dashed ? 2 : 5,
  }))
}

function arrowSeries(arrows: NonNullable<ScatterChart['arrows']>, theme: Theme): CustomSeriesOption[] {
  const shown = arrows.slice(0, 60).filter(a => a.to.every(Number.isFinite))
  if (shown.length === 0) return []
  const series: CustomSeriesOption = {
    type: 'custom',
    data: shown.map(a => a.to),
    silent: true,
    z: 6,
    renderItem: (params, api) => {
      const arrow = shown[params.dataIndex]
      const [x0, y0] = api.coord([0, 0]) as [number, number]
      const [x1, y1] = api.coord(arrow.to) as [number, number]
      const angle = Math.atan2(y1 - y0, x1 - x0)
      const wing = (turn: number): [number, number] => [
        x1 - 7 * Math.cos(angle + turn),
        y1 - 7 * Math.sin(angle + turn),
      ]
      const right = x1 >= x0
      const text = fitLabel(arrow.name, 110)
      // Names stay within the plot, over their arrow where it ends at the edge.
      const plot = params.coordSys as unknown as { x: number; width: number }
      const room = textWidth(text)
      const x = right ? Math.min(x1 + 5, plot.x + plot.width - room) : Math.max(x1 - 5, plot.x + room)
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1: x0, y1: y0, x2: x1, y2: y1 }, style: { stroke: theme.ink, lineWidth: 1.25 } },
          { type: 'polygon', shape: { points: [[x1, y1], wing(0.4), wing(-0.4)] }, style: { fill: theme.ink } },
          {
            type: 'text',
            style: {
              text,
              x,
              y: y1,
              align: right ? 'left' : 'right',
              verticalAlign: 'middle',
              fill: theme.ink,
              font: `500 11px ${theme.font}`,
              stroke: theme.surface,
              lineWidth: 3,
            },
          },
        ],
      }
    },
  }
  return [series]
}

interface Bounds {
  x: { min: number; max: number }
  y: { min: number; max: number }
  grid: NonNullable<EChartsOption['grid']>
}

/** Axis bounds under which a unit is as long across as up, for a plot whose edges are fixed. */
function equalBounds(chart: ScatterChart, view: View): Bounds | undefined {
  const points = [
    ...chart.series.flatMap(s => s.points),
    ...(chart.lines ?? []).flatMap(l => l.points),
    ...(chart.arrows ?? []).map(a => a.to),
  ]
  const finite = points.filter(p => p.every(Number.isFinite))
  if (finite.length === 0) return undefined
  const grid = { left: 60, right: 16, top: view.legend ? 36 : 10, bottom: 44 }
  const width = Math.max(20, view.width - grid.left - grid.right)
  const height = Math.max(20, view.height - grid.top - grid.bottom)
  const range = (axis: 0 | 1): [number, number] => {
    let [low, high] = [Infinity, -Infinity]
    for (const p of finite) [low, high] = [Math.min(low, p[axis]), Math.max(high, p[axis])]
    return [low, high]
  }
  const [[x0, x1], [y0, y1]] = [range(0), range(1)]
  const perPixel = 1.06 * Math.max((x1 - x0) / width, (y1 - y0) / height) || 1 / width
  const around = (low: number, high: number, pixels: number): { min: number; max: number } => {
    const [middle, half] = [(low + high) / 2, (perPixel * pixels) / 2]
    return { min: Number((middle - half).toPrecision(4)), max: Number((middle + half).toPrecision(4)) }
  }
  return { x: around(x0, x1, width), y: around(y0, y1, height), grid }
}
