import type { BoundaryChart } from '../blocks'

/** A value at every grid centre; the region is where it is above zero. */
export type Field = (xi: number, yi: number) => number

/** Above zero where class `k` is chosen, by as much as the choice is surer than chance. */
export function classField(chart: BoundaryChart, k: number): Field {
  const chance = 1 / Math.max(2, chart.classes.length)
  return (xi, yi) => {
    const cell = chart.cell[yi]?.[xi]
    if (cell === undefined) return -1
    const margin = Math.max(1e-3, cell.sure - chance)
    return cell.class === k ? margin : -margin
  }
}

/** Above zero where class `k` is chosen with at least `step` of 1. */
export function surenessField(chart: BoundaryChart, k: number, step: number): Field {
  return (xi, yi) => {
    const cell = chart.cell[yi]?.[xi]
    if (cell === undefined) return -1
    return (cell.class === k ? cell.sure : 1 - cell.sure) - step
  }
}

/**
 * SVG path of the region where a field is above zero, its edge found by linear interpolation between grid centres
 * (marching squares). Squares that lie inside wholly are joined to one rectangle a run, so the path stays short.
 */
export function regionPath(
  xs: readonly number[],
  ys: readonly number[],
  field: Field,
  place: (x: number, y: number) => [number, number],
): string {
  const parts: string[] = []
  const values = ys.map((_, yi) => xs.map((_, xi) => field(xi, yi)))
  const polygon = (points: readonly [number, number][]): void => {
    if (points.length < 3) return
    parts.push(`M${points.map(([x, y]) => place(x, y).map(fine).join(' ')).join('L')}Z`)
  }
  for (let yi = 0; yi + 1 < ys.length; yi++) {
    const [y0, y1] = [ys[yi], ys[yi + 1]]
    let run = -1
    for (let xi = 0; xi + 1 < xs.length; xi++) {
      const corners = square(xs, y0, y1, values, xi, yi)
      const inside = corners.every(c => c[2] > 0)
      if (inside && run < 0) run = xi
      if (!inside) {
        if (run >= 0)
          polygon([
            [xs[run], y0],
            [xs[xi], y0],
            [xs[xi], y1],
            [xs[run], y1],
          ])
        run = -1
        polygon(positivePart(corners))
      }
    }
    if (run >= 0)
      polygon([
        [xs[run], y0],
        [xs.at(-1)!, y0],
        [xs.at(-1)!, y1],
        [xs[run], y1],
      ])
  }
  return parts.join('')
}

type Corner = readonly [x: number, y: number, value: number]

const square = (
  xs: readonly number[],
  y0: number,
  y1: number,
  values: readonly number[][],
  xi: number,
  yi: number,
): Corner[] => [
  [xs[xi], y0, values[yi][xi]],
  [xs[xi + 1], y0, values[yi][xi + 1]],
  [xs[xi + 1], y1, values[yi + 1][xi + 1]],
  [xs[xi], y1, values[yi + 1][xi]],
]

/** The part of a square where the interpolated value is positive (Sutherland and Hodgman, 1974, against one half-space). */
function positivePart(corners: readonly Corner[]): [number, number][] {
  return corners.flatMap((from, i): [number, number][] => {
    const to = corners[(i + 1) % corners.length]
    const kept: [number, number][] = from[2] > 0 ? [[from[0], from[1]]] : []
    if (from[2] > 0 === to[2] > 0) return kept
    const t = from[2] / (from[2] - to[2])
    return [...kept, [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]]
  })
}

const fine = (v: number): number => Math.round(v * 10) / 10
