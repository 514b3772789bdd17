import type { SurfaceDiagram } from '../../blocks'

/** The heights of a surface as they are drawn: thinned out, and each number as a place from 0 to 1 along its axis. */
export interface Grid {
  /** Places of the columns and lines of the grid, and their own numbers. */
  x: { at: number[]; of: number[] }
  y: { at: number[]; of: number[] }
  /** Places of the heights, [line][column]; null is a hole. */
  z: (number | null)[][]
  /** Heights as they were given. */
  heights: (number | null)[][]
  low: number
  high: number
  place: { x: (v: number) => number; y: (v: number) => number; z: (v: number) => number | null }
}

/** Cells a side that are drawn: 1,600 shapes are as many as turn smoothly. */
const mostCells = 40

/** Undefined where there is no grid, or nothing on it. */
export function gridOf({ xs, ys, values, z: axis }: SurfaceDiagram): Grid | undefined {
  if (xs.length < 2 || ys.length < 2) return undefined
  const [columns, lines] = [thinned(xs.length), thinned(ys.length)]
  const powers = axis.scale === 'log'
  const known = (v: number | null | undefined): v is number =>
    typeof v === 'number' && Number.isFinite(v) && !(powers && v <= 0)
  const heights = lines.map(i => columns.map(j => (known(values[i]?.[j]) ? values[i][j] : null)))
  const all = heights.flat().filter(known)
  const spread = xs.at(-1)! > xs[0] && ys.at(-1)! > ys[0]
  if (all.length === 0 || !spread) return undefined
  const low = axis.min ?? Math.min(...all)
  const high = axis.max ?? Math.max(...all)
  const scaled = (v: number): number => (powers ? Math.log(v) : v)
  const placed =
    (from: number, to: number) =>
    (v: number): number =>
      to > from ? (v - from) / (to - from) : 0.5
  const [x, y, up] = [placed(xs[0], xs.at(-1)!), placed(ys[0], ys.at(-1)!), placed(scaled(low), scaled(high))]
  const z = (v: number): number | null => (known(v) ? Math.min(1, Math.max(0, up(scaled(v)))) : null)
  return {
    x: { at: columns.map(j => x(xs[j])), of: columns.map(j => xs[j]) },
    y: { at: lines.map(i => y(ys[i])), of: lines.map(i => ys[i]) },
    z: heights.map(line => line.map(v => (v === null ? null : z(v)))),
    heights,
    low,
    high,
    place: { x, y, z },
  }
}

/** Every so many of `n`, with the first and the last. */
function thinned(n: number): number[] {
  const cells = Math.min(mostCells, n - 1)
  return Array.from({ length: cells + 1 }, (_, i) => Math.round((i * (n - 1)) / cells))
}

/** The height of the surface over a point of the plane, between its four neighbours; null outside of the grid and in holes. Places, 0 to 1. */
export function heightAt({ x, y, z }: Grid, px: number, py: number): number | null {
  const [i, s] = between(y.at, py)
  const [j, t] = between(x.at, px)
  if (i < 0 || j < 0) return null
  const corners = [z[i][j], z[i][j + 1], z[i + 1][j], z[i + 1][j + 1]]
  if (corners.some(c => c === null)) return null
  const [a, b, c, d] = corners as number[]
  return (1 - s) * ((1 - t) * a + t * b) + s * ((1 - t) * c + t * d)
}

/** The stretch of rising places that a value lies in, and how far along it; −1 outside. */
function between(places: readonly number[], value: number): [number, number] {
  if (!(value >= places[0] && value <= places.at(-1)!)) return [-1, 0]
  const next = places.findIndex(p => p > value)
  const i = next < 0 ? places.length - 2 : next - 1
  return [i, (value - places[i]) / (places[i + 1] - places[i])]
}
