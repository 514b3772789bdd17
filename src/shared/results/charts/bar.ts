import type { EChartsOption, SeriesOption } from 'echarts'
import type { BarChart } from '../blocks'
import { formatTick } from '../format'
import type { Theme } from '../theme'
import { categoryAxis, frameOption, valueAxis, type View } from './axes'
import { cleanLabel, textWidth } from './labels'
import { seriesMarks } from './marks'
import { shownBars, shownNames, shownNote } from './shown'

/** Amounts by name, upright or lying, side by side or stacked. */
export function barOption(chart: BarChart, theme: Theme, view: View): EChartsOption {
  const limit = chart.horizontal ? shownNames : shownBars
  const names = chart.categories.slice(0, limit)
  const marks = seriesMarks(chart.series, theme)
  const series = chart.series.slice(0, 12).map((s, i): SeriesOption => ({
    type: 'bar',
    name: cleanLabel(s.name),
    data: names.map((_, at) => (Number.isFinite(s.values[at]) ? s.values[at]! : '-')),
    color: marks[i].color,
    itemStyle: { borderRadius: chart.stacked ? 0 : chart.horizontal ? [0, 2, 2, 0] : [2, 2, 0, 0] },
    barMaxWidth: 28,
    barCategoryGap: names.length > 40 ? '15%' : '32%',
    barGap: '10%',
    ...(chart.stacked && { stack: 'all' }),
  }))
  const base = frameOption(
    theme,
    view,
    chart.series.slice(0, 12).map(s => ({ name: cleanLabel(s.name) })),
  )
  const amounts = valueAxis(chart.value, theme, { zero: true, vertical: !chart.horizontal })
  const width = chart.horizontal ? Math.min(180, view.width * 0.34) : labelRoom(names, view)
  const across = categoryAxis(names, chart.category.label, theme, {
    width,
    vertical: chart.horizontal === true,
    all: chart.horizontal === true && names.length * 14 <= view.height,
    rotate: !chart.horizontal && crowded(names, view) ? 40 : 0,
  })
  return {
    ...base,
    ...shownNote(theme, limit, chart.categories.length),
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: v => (typeof v === 'number' ? formatTick(v) : '–'),
    },
    xAxis: chart.horizontal ? amounts : across,
    yAxis: chart.horizontal ? across : amounts,
    series,
  }
}

/** Upright bars whose names would touch are named at a slant; short ones, such as numbers, are skipped instead. */
const crowded = (names: readonly string[], view: View): boolean => {
  const band = (view.width - 70) / Math.max(1, names.length)
  const widest = Math.max(0, ...names.map(n => textWidth(cleanLabel(n))))
  return names.length <= 40 && widest > band - 6 && widest > 30
}

const labelRoom = (names: readonly string[], view: View): number =>
  crowded(names, view) ? 90 : Math.max(40, (view.width - 70) / Math.max(1, names.length))
