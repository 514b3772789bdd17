import { distanceBy, heard, nearestOf } from '../neighbours'
import type { NeighbourPoint, ScatterChart } from './blocks'
import { formatCount, formatNumber } from './format'

/** Where a point stands at first, in the units of the axes. */
export const startOf = ({ query, axes }: NeighbourPoint): [number, number] => [
  axes[0].shift + axes[0].factor * query[axes[0].column],
  axes[1].shift + axes[1].factor * query[axes[1].column],
]

/** A chart with the point at a place and lines to its neighbours among the drawn rows, and what they say. */
export function askedAt(
  chart: ScatterChart,
  asked: NeighbourPoint,
  place: readonly [number, number] = startOf(asked),
): { chart: ScatterChart; sentence: string } {
  const { table, told, classes, metric, k, weights, query, axes } = asked
  const here = Float64Array.from(query)
  axes.forEach(({ column, shift, factor }, i) => (here[column] = (place[i] - shift) / factor))
  const found = nearestOf(Float64Array.from(table.flat()), table.keys(), here, k, distanceBy(metric))
  const points = chart.series.flatMap(s => s.points)
  const { neighbours: _, ...rest } = chart
  const at: [number, number] = [place[0], place[1]]
  return {
    chart: {
      ...rest,
      lines: found.map(({ row }) => ({ points: [at, points[row]] })),
      series: [...chart.series, { name: 'the point', points: [at], ink: 'strong', size: 12 }],
    },
    sentence: `Its ${formatCount(found.length, 'neighbour')} say ${classes ? voted(classes) : valued()}.`,
  }

  function voted(names: readonly string[]): string {
    const votes = names.map((name, c) => ({
      name,
      rows: found.filter(f => told[f.row] === c).length,
      share: heard(found, weights, row => Number(told[row] === c)),
    }))
    const given = votes.filter(v => v.rows > 0).sort((a, b) => b.share - a.share)
    return given.map(v => `${v.name} ${formatNumber(v.share, 'percent')} (${v.rows})`).join(', ')
  }
  function valued(): string {
    return formatNumber(heard(found, weights, row => told[row]))
  }
}
