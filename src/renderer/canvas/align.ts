import type { Position } from '../../shared/pipeline/edit'
import { onGrid } from './geometry'

export type Places = Readonly<Record<string, Position>>

/** All at the smallest x (`left`) or y (`top`) among them. */
export function aligned(places: Places, edge: 'left' | 'top'): Record<string, Position> {
  const axis = edge === 'left' ? 0 : 1
  const at = Math.min(...Object.values(places).map(p => p[axis]))
  return mapped(places, ([x, y]) => (axis === 0 ? [at, y] : [x, at]))
}

/** Equal steps between the first and the last, along the longer way of the two. The outer ones stay. */
export function distributed(places: Places): Record<string, Position> {
  const entries = Object.entries(places)
  if (entries.length < 3) return { ...places }
  const span = (axis: 0 | 1): number => {
    const values = entries.map(([, p]) => p[axis])
    return Math.max(...values) - Math.min(...values)
  }
  const axis = span(0) >= span(1) ? 0 : 1
  const sorted = [...entries].sort(([, a], [, b]) => a[axis] - b[axis])
  const first = sorted[0]![1][axis]
  const step = span(axis) / (sorted.length - 1)
  return Object.fromEntries(
    sorted.map(([id, [x, y]], i): [string, Position] => {
      const at = i === sorted.length - 1 ? first + span(axis) : onGrid(first + i * step)
      return [id, axis === 0 ? [at, y] : [x, at]]
    }),
  )
}

export function moved(places: Places, by: Position): Record<string, Position> {
  return mapped(places, ([x, y]) => [x + by[0], y + by[1]])
}

const mapped = (places: Places, change: (p: Position) => Position): Record<string, Position> =>
  Object.fromEntries(Object.entries(places).map(([id, p]) => [id, change(p)]))
