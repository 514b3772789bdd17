import type { CustomSeriesOption } from 'echarts'
import type { Axis, LineChart } from '../blocks'
import { formatMoment, formatNumber, formatTick } from '../format'
import type { Theme } from '../theme'
import { cleanLabel, textWidth } from './labels'
import type { Mark } from './marks'

type Series = LineChart['series'][number]
type Edge = NonNullable<Series['bands']>[number]['edges'][number]

export const hasBands = ({ series }: LineChart): boolean => series.some(s => s.bands?.length)

/** Bands around curves, in their colour; where one lies in another it is deeper. */
export function bandSeries(series: readonly Series[], marks: readonly Mark[], theme: Theme): CustomSeriesOption[] {
  return series.flatMap((s, i) =>
    (s.bands ?? []).map(({ edges }): CustomSeriesOption => {
      const known = stretches(edges)
      return {
        type: 'custom',
        silent: true,
        clip: true,
        z: 1,
        color: marks[i].color,
        // The first item draws the whole band; all of them make room for it along the axes.
        data: known.flat(),
        encode: { x: 0, y: [1, 2] },
        tooltip: { show: false },
        renderItem: ({ dataIndex }, api) => {
          if (dataIndex > 0) return null
          const at = (x: number, y: number): number[] => api.coord([x, y])
          return {
            type: 'group',
            children: known.map(run => ({
              type: 'polygon',
              shape: {
                points: [...run.map(([x, , high]) => at(x, high)), ...run.toReversed().map(([x, low]) => at(x, low))],
              },
              style: { fill: marks[i].color, opacity: theme.name === 'light' ? 0.16 : 0.2 },
            })),
          }
        },
      }
    }),
  )
}

/** Stretches of a band without gaps. */
function stretches(edges: readonly Edge[]): [number, number, number][][] {
  const found: [number, number, number][][] = [[]]
  for (const [x, low, high] of edges) {
    if (low !== null && high !== null && [x, low, high].every(Number.isFinite)) found.at(-1)!.push([x, low, high])
    else found.push([])
  }
  return found.filter(run => run.length > 1)
}

/** Stretches along x: a line where each begins, shade on every other one, its name at the foot. */
export function stretchSeries({ stretches: given = [] }: LineChart, theme: Theme): CustomSeriesOption[] {
  if (given.length < 2) return []
  return [
    {
      type: 'custom',
      silent: true,
      clip: true,
      z: 0,
      data: given.map(s => [s.from]),
      encode: { x: [], y: [] },
      tooltip: { show: false },
      renderItem: (params, api) => {
        const i = params.dataIndex
        const plot = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
        const right = plot.x + plot.width
        const within = (x: number): number => Math.min(right, Math.max(plot.x, x))
        const start = (k: number): number =>
          k >= given.length ? right : within((api.coord([given[k].from, 0]) as [number, number])[0])
        const [from, to] = [i === 0 ? plot.x : start(i), start(i + 1)]
        const name = cleanLabel(given[i].name)
        const room = textWidth(name) + 12
        const shaded = i % 2 === 1
        return {
          type: 'group',
          children: [
            ...(shaded
              ? [
                  {
                    type: 'rect' as const,
                    shape: { x: from, y: plot.y, width: to - from, height: plot.height },
                    style: { fill: theme.band },
                  },
                ]
              : []),
            ...(i > 0
              ? [
                  {
                    type: 'line' as const,
                    shape: { x1: from, y1: plot.y, x2: from, y2: plot.y + plot.height },
                    style: { stroke: theme.ink3, lineWidth: 1, lineDash: [2, 3] },
                  },
                ]
              : []),
            ...(room <= to - from
              ? [
                  {
                    type: 'text' as const,
                    style: {
                      text: name,
                      // The first one stands beside the second, at the line between them.
                      x: i === 0 ? to - 6 : from + 6,
                      y: plot.y + plot.height - 8,
                      align: i === 0 ? ('right' as const) : ('left' as const),
                      verticalAlign: 'bottom' as const,
                      fill: theme.ink3,
                      font: `400 11px ${theme.font}`,
                    },
                  },
                ]
              : []),
          ],
        }
      },
    },
  ]
}

/** A place along an axis, as it is told. */
export const placeText = (x: number, axis: Axis): string =>
  axis.scale === 'time' ? formatMoment(x) : `${cleanLabel(axis.label)} ${formatTick(x, axis.label)}`.trim()

/** What all curves say at a place, a line each: "ARIMA 507 (80 %: 480 to 540, 95 %: 460 to 560)". */
export function lineWords({ x: axis, series }: LineChart, x: number): string {
  const lines = series.flatMap(s => {
    const y = s.points.find(p => p[0] === x)?.[1]
    if (y === undefined || y === null) return []
    const around = (s.bands ?? []).flatMap(({ name, edges }) => {
      const [, low, high] = edges.find(e => e[0] === x) ?? []
      return typeof low === 'number' && typeof high === 'number'
        ? [`${cleanLabel(name)}: ${formatNumber(low)} to ${formatNumber(high)}`]
        : []
    })
    return [`${cleanLabel(s.name)} ${formatNumber(y)}${around.length > 0 ? ` (${around.join(', ')})` : ''}`]
  })
  return [placeText(x, axis), ...lines].join('\n')
}

/** What lies around the curves and along x, as sentences behind others: " With bands of 80 %, 95 % around ARIMA. Held back from 1959-01-01." */
export function bandsSentence({ x, series, stretches: given = [] }: LineChart): string {
  const around = series.filter(s => s.bands?.length)
  const names = [...new Set(around.flatMap(s => s.bands!.map(b => cleanLabel(b.name))))]
  const bands =
    names.length > 0
      ? ` With bands of ${names.join(', ')} around ${around.map(s => cleanLabel(s.name)).join(', ')}.`
      : ''
  return (
    bands +
    given
      .slice(1)
      .map(s => ` ${cleanLabel(s.name)} from ${placeText(s.from, { ...x, label: '' })} on.`)
      .join('')
  )
}

/** All places where a curve has a point, rising. */
export const placesOf = ({ series }: LineChart): number[] =>
  [...new Set(series.flatMap(s => s.points.flatMap(([x, y]) => (y === null ? [] : [x]))))].sort((a, b) => a - b)
