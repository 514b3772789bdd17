import type { EChartsOption, SeriesOption } from 'echarts'
import type { Axis, LineChart } from '../blocks'
import { formatTick } from '../format'
import type { Theme } from '../theme'
import { frameOption, valueAxis, type View } from './axes'
import { bandSeries, hasBands, lineWords, stretchSeries } from './bands'
import { crowdedCorner, withInset } from './inset'
import { cleanLabel } from './labels'
import { chartSymbol, classMark, markerStyle, seriesMarks } from './marks'
import { guideSeries } from './scatter'
import { shownNote, shownSeries } from './shown'

/** Curves: loss by iteration, ROC, scree. Gaps stay gaps, and a crowded corner is shown again enlarged. */
export function lineOption(chart: LineChart, theme: Theme, view: View): EChartsOption {
  const shown = chart.series.slice(0, shownSeries)
  const marks = seriesMarks(chart.series, theme)
  const series = shown.map((s, i): SeriesOption => {
    const mark = marks[i]
    const alone = s.points.length === 1 || s.line === false
    return {
      type: 'line',
      name: cleanLabel(s.name),
      data: drawable(s.points, chart),
      step: s.step ? 'end' : false,
      ...(s.step || s.points.length < 2000 ? {} : { sampling: 'lttb' }),
      showSymbol: s.symbols === true || alone,
      symbol: s.symbols || alone ? chartSymbol(mark.marker) : 'none',
      symbolSize: 7,
      symbolKeepAspect: true,
      color: mark.color,
      itemStyle: { ...markerStyle(mark, theme), opacity: 1 },
      lineStyle: {
        color: mark.color,
        width: s.line === false ? 0 : s.ink === 'pale' ? 1 : 1.75,
        type: s.dashed ? [6, 4] : mark.dash,
      },
      emphasis: { focus: 'series' },
      z: s.ink === 'pale' ? 2 : 3,
    }
  })
  const rings = markSeries(chart, theme)
  const base = frameOption(
    theme,
    view,
    shown.map(s => ({ name: cleanLabel(s.name), line: !s.symbols && s.line !== false })),
  )
  const option: EChartsOption = {
    ...base,
    ...shownNote(theme, shownSeries, chart.series.length),
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      valueFormatter: v => (typeof v === 'number' ? formatTick(v) : '–'),
      ...(hasBands(chart) && { formatter: (items: unknown) => lineWords(chart, xOf(items)) }),
    },
    ...(chart.x.scale === 'time' && { useUTC: true }),
    xAxis: { ...valueAxis(fromZero(chart), theme), ...(isCounted(chart) && { minInterval: 1 }) },
    yAxis: valueAxis(chart.y, theme, { vertical: true }),
    series: [
      ...stretchSeries(chart, theme),
      ...bandSeries(shown, marks, theme),
      ...guideSeries(
        (chart.guides ?? []).map(g => ({ ...g, dashed: true })),
        theme,
      ),
      ...series,
      ...rings,
    ],
  }
  const corner = view.width >= 320 && view.height >= 200 ? crowdedCorner(chart) : undefined
  return corner === undefined ? option : withInset(option, [...series, ...rings], corner, theme, view)
}

/** Where an axis is pointed at. */
const xOf = (items: unknown): number => (items as { value?: [number] }[])[0]?.value?.[0] ?? Number.NaN

/** Places that stand out, as rings. */
function markSeries({ marks = [] }: LineChart, theme: Theme): SeriesOption[] {
  return marks.map(({ at, class: place }): SeriesOption => ({
    type: 'scatter',
    data: [at],
    symbol: 'circle',
    symbolSize: 9,
    silent: true,
    tooltip: { show: false },
    itemStyle: {
      color: theme.surface,
      borderColor: place === undefined ? theme.ink : classMark(place, theme).color,
      borderWidth: 2,
    },
    z: 5,
  }))
}

/** What an axis has no place for is a gap; in powers, 0 and below have none. */
function drawable(points: LineChart['series'][number]['points'], { x, y }: LineChart): (number | '-')[][] {
  const shown = x.scale === 'log' ? points.filter(p => p[0] > 0) : points
  const has = (v: number | null): v is number => v !== null && Number.isFinite(v) && (y.scale !== 'log' || v > 0)
  return shown.map(([at, v]) => [at, has(v) ? v : '-'])
}

/** Whether all x are whole numbers, as of components and steps: there is nothing between two of them. */
function isCounted({ x, series }: LineChart): boolean {
  const share = x.min === 0 && x.max === 1
  return (
    (x.scale ?? 'linear') === 'linear' && !share && series.every(s => s.points.every(([at]) => Number.isInteger(at)))
  )
}

/** An axis of counts begins at zero, not a tick before it: where no x is negative and the first ones are close to zero. */
function fromZero({ x: axis, series, guides = [] }: LineChart): Axis {
  if (axis.min !== undefined || (axis.scale ?? 'linear') !== 'linear') return axis
  let [low, high] = [Infinity, -Infinity]
  for (const { points } of [...series, ...guides])
    for (const [x] of points) {
      if (x < low) low = x
      if (x > high) high = x
    }
  return low >= 0 && high > 0 && low <= high / 10 ? { ...axis, min: 0 } : axis
}
