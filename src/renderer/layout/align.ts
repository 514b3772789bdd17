import type { Position } from '../../shared/pipeline/edit'
import { card, onGrid, pitch } from './geometry'

export type Places = Readonly<Record<string, Position>>

/** Edges and middles that cards, all of one size, can be put in line by. */
export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]

/**
 * All in line: at the smallest or the largest x or y among them, or half way between the two. Cards that would cover one another then, as those of a
 * row put in line by their left edges, stand one behind the other instead, past those of `others` that are in the way.
 */
export function aligned(places: Places, by: Alignment, others: readonly Position[] = []): Record<string, Position> {
  const axis = by === 'left' || by === 'centre' || by === 'right' ? 0 : 1
  const values = Object.values(places).map(p => p[axis])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const first = by === 'left' || by === 'top'
  const at = first ? least : by === 'right' || by === 'bottom' ? most : onGrid((least + most) / 2)
  const sorted = Object.entries(places).sort(([, a], [, b]) => a[1 - axis] - b[1 - axis] || a[axis] - b[axis])
  let next = -Infinity
  return Object.fromEntries(
    sorted.map(([id, place]): [string, Position] => {
      const along = place[1 - axis]
      const site = (p: number): Position => (axis === 0 ? [at, p] : [p, at])
      let free = next > along ? next - size[1 - axis] + pitch[1 - axis] : along
      while (others.some(other => covers(site(free), other))) free += pitch[1 - axis]
      next = free + size[1 - axis]
      return [id, site(free)]
    }),
  )
}

const covers = ([ax, ay]: Position, [bx, by]: Position): boolean =>
  Math.abs(ax - bx) < card.width && Math.abs(ay - by) < card.height
const size: Position = [card.width, card.height]

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
  const first = sorted[0][1][axis]
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
