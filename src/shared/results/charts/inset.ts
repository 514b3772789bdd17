import type { EChartsOption, SeriesOption } from 'echarts'
import type { LineChart } from '../blocks'
import type { Theme } from '../theme'
import { valueAxis, type View } from './axes'

/** The part of a unit square where curves crowd into the upper left corner. */
export interface Corner {
  right: number
  floor: number
}

/**
 * Where good ROC curves lie on top of one another: all of them rise to 0.7 or more at once and are at the top before a false
 * positive rate of 0.15, or several crowd into the corner. Undefined where curves can be told apart, or are all perfect.
 */
export function crowdedCorner(chart: LineChart): Corner | undefined {
  const unit = [chart.x, chart.y].every(a => a.min === 0 && a.max === 1)
  if (!unit || chart.series.length === 0 || chart.series.length > 8 || chart.series.some(s => s.symbols))
    return undefined
  return perfectCorner(chart) ?? sharedCorner(chart)
}

/** Several curves of much the same worth: all have nine positives in ten where a quarter of the negatives is called so. */
function sharedCorner({ series }: LineChart): Corner | undefined {
  const highest = (points: LineChart['series'][number]['points'], until: number): number =>
    Math.max(...points.map(([x, y]) => (x <= until ? (y ?? 0) : 0)))
  const falls = series.some(s => s.points.some(([, y], i) => i > 0 && (y ?? 0) < (s.points[i - 1][1] ?? 0)))
  const good = series.length > 1 && series.every(s => highest(s.points, 0.25) >= 0.9)
  const perfect = series.every(s => highest(s.points, 0) >= 0.999)
  return good && !perfect && !falls ? { right: 0.25, floor: 0.75 } : undefined
}

function perfectCorner(chart: LineChart): Corner | undefined {
  let [right, floor] = [0, 1]
  for (const { points } of chart.series) {
    const known = points.filter((p): p is [number, number] => p[1] !== null && Number.isFinite(p[1]))
    const first = known.findIndex(p => p[1] >= 0.999)
    const risen = known.filter(p => p[0] === 0)
    const falls = known.some((p, i) => i > 0 && p[1] < known[i - 1][1])
    if (first < 0 || risen.length === 0 || falls) return undefined
    right = Math.max(right, known[first][0])
    floor = Math.min(floor, Math.max(...risen.map(p => p[1])))
  }
  if (right > 0.15 || floor < 0.7 || (right === 0 && floor === 1)) return undefined
  return {
    right: [0.01, 0.02, 0.04, 0.05, 0.1].find(r => r >= right * 1.25) ?? 0.2,
    floor: [0.99, 0.98, 0.96, 0.94, 0.9, 0.8].find(f => f <= floor - 0.1 * (1 - floor)) ?? 0.6,
  }
}

/** In front of the lines of the plot itself: chance's diagonal would run through the enlarged corner. */
const above = 6

/** The corner again, enlarged within the empty half of the plot, with a frame at its place. */
export function withInset(
  option: EChartsOption,
  lines: readonly SeriesOption[],
  corner: Corner,
  theme: Theme,
  view: View,
): EChartsOption {
  const place = {
    left: Math.round(view.width * 0.46),
    top: Math.round(view.height * 0.3),
    width: Math.round(view.width * 0.4),
    height: Math.round(view.height * 0.34),
  }
  const ends = { splitLine: { show: false }, axisTick: { show: false }, axisLine: { show: false }, gridIndex: 1 }
  const frame: SeriesOption = {
    type: 'line',
    data: [
      [0, corner.floor],
      [corner.right, corner.floor],
      [corner.right, 1],
    ],
    symbol: 'none',
    silent: true,
    z: 2,
    lineStyle: { color: theme.axis, width: 1 },
  }
  return {
    ...option,
    grid: [
      option.grid as object,
      {
        ...place,
        show: true,
        z: above,
        backgroundColor: theme.surface,
        borderColor: theme.axis,
        borderWidth: 1,
        outerBoundsMode: 'none',
      },
    ],
    xAxis: [
      option.xAxis as object,
      { ...valueAxis({ label: '', min: 0, max: corner.right }, theme), interval: corner.right, ...ends },
    ],
    yAxis: [
      option.yAxis as object,
      { ...valueAxis({ label: '', min: corner.floor, max: 1 }, theme), interval: 1 - corner.floor, ...ends },
    ],
    series: [
      ...(option.series as SeriesOption[]),
      frame,
      ...lines.map((s): SeriesOption => ({ ...s, xAxisIndex: 1, yAxisIndex: 1, z: above + 1 })),
    ],
  }
}
