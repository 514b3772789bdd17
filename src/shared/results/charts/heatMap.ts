import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { HeatMapChart } from '../blocks'
import { formatNumber } from '../format'
import { inkOn, rampColor, type Theme } from '../theme'
import { categoryAxis, frameOption, type View } from './axes'
import { cleanLabel, textWidth } from './labels'
import { shownNames, shownNote } from './shown'

interface Fill {
  fill: string
  ink: string
  edge?: string
}

/** Amounts by two names. A confusion matrix fills its diagonal, outlines mistakes and leaves zeros pale. */
export function heatMapOption(chart: HeatMapChart, theme: Theme, view: View): EChartsOption {
  const columns = chart.x.categories.slice(0, shownNames)
  const rows = chart.y.categories.slice(0, shownNames)
  const largest = largestAmount(chart)
  const cells = rows.flatMap((_, y) => columns.map((_, x) => ({ x, y, value: chart.values[y]?.[x] ?? null })))
  const format = chart.format ?? (chart.scale === 'confusion' ? 'integer' : 'figure')
  const written = (value: number | null): string =>
    value === null && chart.scale === 'confusion'
      ? ''
      : chart.scale === 'signed' && value !== null
        ? short(value)
        : formatNumber(value, format)
  const widest = cells.reduce((w, c) => Math.max(w, textWidth(written(c.value), 12)), 0)
  const series: CustomSeriesOption = {
    type: 'custom',
    data: cells.map(c => [c.x, c.y, c.value ?? '-']),
    encode: { x: 0, y: 1, value: 2 },
    tooltip: {
      formatter: item => {
        const cell = cells[(item as { dataIndex: number }).dataIndex]
        const [row, column] = [cleanLabel(rows[cell.y]), cleanLabel(columns[cell.x])]
        const place = chart.scale === 'confusion' ? `true ${row}, predicted ${column}` : `${row}, ${column}`
        return `${place}: ${formatNumber(cell.value, format)}`
      },
    },
    renderItem: (params, api) => {
      const cell = cells[params.dataIndex]
      const [x, y] = api.coord([cell.x, cell.y]) as [number, number]
      const [width, height] = api.size!([1, 1]) as [number, number]
      const gap = Math.min(width, height) > 12 ? 1 : 0
      const { fill, ink, edge } = cellFill(chart.scale, cell, largest, theme)
      const legible = widest + 4 <= width && height >= 15
      const shape = {
        x: x - width / 2 + gap,
        y: y - height / 2 + gap,
        width: Math.max(0.5, width - 2 * gap),
        height: Math.max(0.5, height - 2 * gap),
        r: gap * 3,
      }
      if (edge !== undefined)
        Object.assign(shape, {
          x: shape.x + 0.75,
          y: shape.y + 0.75,
          width: shape.width - 1.5,
          height: shape.height - 1.5,
        })
      return {
        type: 'group',
        children: [
          { type: 'rect', shape, style: { fill, ...(edge !== undefined && { stroke: edge, lineWidth: 1.5 }) } },
          ...(legible
            ? [
                {
                  type: 'text' as const,
                  style: {
                    text: written(cell.value),
                    x,
                    y,
                    align: 'center' as const,
                    verticalAlign: 'middle' as const,
                    fill: ink,
                    font: `500 ${height >= 40 ? 13 : 11}px ${theme.font}`,
                  },
                },
              ]
            : []),
        ],
      }
    },
  }
  const room = Math.max(20, (view.width - 110) / Math.max(1, columns.length) - 6)
  const rotate = columns.some(c => textWidth(cleanLabel(c)) > room) ? -60 : 0
  const every = columns.length * 12 <= view.width - 90 && rows.length * 12 <= view.height - 40
  return {
    ...frameOption(theme, view, []),
    ...shownNote(theme, shownNames, Math.max(chart.x.categories.length, chart.y.categories.length)),
    xAxis: categoryAxis(columns, chart.x.label, theme, {
      width: rotate ? 104 : room,
      rotate,
      position: 'top',
      all: every,
      line: false,
    }),
    yAxis: categoryAxis(rows, chart.y.label, theme, {
      width: Math.min(130, view.width * 0.3),
      vertical: true,
      all: every,
      line: false,
    }),
    series: [series],
  }
}

/** The amount that the deepest colour stands for. */
export function largestAmount(chart: HeatMapChart): number {
  return chart.values.reduce(
    (m, row) => row.reduce<number>((n, v) => (v !== null && Number.isFinite(v) ? Math.max(n, Math.abs(v)) : n), m),
    0,
  )
}

function cellFill(
  scale: HeatMapChart['scale'],
  cell: { x: number; y: number; value: number | null },
  largest: number,
  theme: Theme,
): Fill {
  const value = cell.value
  if (value === null || !Number.isFinite(value)) return { fill: theme.surface, ink: theme.ink3 }
  if (scale === 'confusion') {
    if (value === 0) return { fill: theme.band, ink: theme.ink3 }
    return cell.x === cell.y
      ? { fill: theme.sequential.at(-1)!, ink: '#FFFFFF' }
      : { fill: theme.badSoft, ink: theme.bad, edge: theme.bad }
  }
  const fill =
    scale === 'signed'
      ? rampColor(theme.diverging, (value + 1) / 2)
      : rampColor(theme.sequential, largest > 0 ? value / largest : 0)
  return { fill, ink: inkOn(fill) }
}

/** A correlation in two decimals; 0.997 reads 0.99, not 1.00. */
const short = (value: number): string => {
  const a = Math.abs(value)
  const text = a < 1 ? Math.min(99, Math.round(a * 100)) / 100 : a
  return formatNumber(value < 0 ? -1 : 1, 'integer').replace('1', text.toFixed(2))
}
