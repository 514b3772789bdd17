import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { BoundaryChart } from '../blocks'
import type { Theme } from '../theme'
import { frameOption, valueAxis, type View } from './axes'
import { classMark } from './marks'
import { classField, regionPath, surenessField } from './regions'
import { pointEntries, pointSeries } from './scatter'

/** Where shade deepens: each step of sureness lays one more veil of the class's colour. */
const steps = [0.6, 0.75, 0.9, 0.97] as const
const veil = { light: 0.075, dark: 0.1 } as const

/** Decisions over two features: a class's region in its colour, deeper where the model is surer, with the rows on top. */
export function boundaryOption(chart: BoundaryChart, theme: Theme, view: View): EChartsOption {
  const x = { ...chart.x, min: chart.x.min ?? chart.xs[0], max: chart.x.max ?? chart.xs.at(-1)! }
  const y = { ...chart.y, min: chart.y.min ?? chart.ys[0], max: chart.y.max ?? chart.ys.at(-1)! }
  return {
    ...frameOption(theme, view, pointEntries(chart.points, theme)),
    xAxis: valueAxis(x, theme, { lines: false, inner: true }),
    yAxis: valueAxis(y, theme, { vertical: true, lines: false, inner: true }),
    series: [regions(chart, theme), ...pointSeries(chart.points, theme, view)],
  }
}

function regions(chart: BoundaryChart, theme: Theme): CustomSeriesOption {
  const drawable = chart.xs.length > 1 && chart.ys.length > 1
  const chosen = [...new Set(chart.cell.flatMap(row => row.map(c => c.class)))].sort((a, b) => a - b)
  const layers = chosen.flatMap(k => [0, ...steps].map(step => ({ k, step })))
  return {
    type: 'custom',
    data: drawable ? layers.map(() => [chart.xs[0], chart.ys[0]]) : [],
    clip: true,
    silent: true,
    z: 1,
    renderItem: (params, api) => {
      const { k, step } = layers[params.dataIndex]
      const field = step === 0 ? classField(chart, k) : surenessField(chart, k, step)
      const pathData = regionPath(chart.xs, chart.ys, field, (px, py) => api.coord([px, py]) as [number, number])
      if (pathData === '') return null
      return {
        type: 'path',
        shape: { pathData },
        style: { fill: classMark(k, theme).color, opacity: veil[theme.name] },
      }
    },
  }
}
