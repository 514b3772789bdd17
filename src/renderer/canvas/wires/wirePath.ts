import type { Position } from '../../../shared/pipeline/edit'
import { card, portMiddle } from '../../layout/geometry'

export interface Wire {
  /** Drawn path, as SVG. */
  d: string
  /** Where its label stands. */
  label: Position
  /** Points along it, a few pixels apart on curves: what a pointer is measured against. */
  points: readonly Position[]
}

/** How far a wrapped wire leaves its ports before it turns. */
const lead = 10
const radius = 8

/**
 * The way of a wire: straight on one height, an S where the target lies ahead, and at right angles through the gap between two rows where it
 * lies behind, as text goes on in the next line.
 */
export function wirePath(from: Position, to: Position): Wire {
  const [[x1, y1], [x2, y2]] = [from, to]
  if (x2 >= x1) {
    const label: Position = [(x1 + x2) / 2, (y1 + y2) / 2]
    if (Math.abs(y2 - y1) < 0.5) return { d: `M${x1},${y1}L${x2},${y2}`, label, points: [from, to] }
    const c = Math.max(24, (x2 - x1) / 2)
    const d = `M${x1},${y1}C${x1 + c},${y1} ${x2 - c},${y2} ${x2},${y2}`
    return { d, label, points: curve([from, [x1 + c, y1], [x2 - c, y2], to]) }
  }
  const middle = between(y1, y2)
  return angled(from, to, x1 + lead, middle, x2 - lead)
}

/** A wire at right angles: it turns where it reaches `leave`, runs at the height `lane`, and turns again at `enter`. */
export function angled(from: Position, to: Position, leave: number, lane: number, enter: number): Wire {
  const corners: Position[] = [from, [leave, from[1]], [leave, lane], [enter, lane], [enter, to[1]], to]
  return { d: rounded(corners), label: [(leave + enter) / 2, lane], points: corners }
}

/** Height of the gap between the rows that two ports are in; below both where the rows overlap. */
function between(y1: number, y2: number): number {
  const [top, bottom] = [portMiddle.frame, card.height - portMiddle.frame]
  if (y2 - top > y1 + bottom) return (y1 + bottom + y2 - top) / 2
  if (y1 - top > y2 + bottom) return (y2 + bottom + y1 - top) / 2
  return Math.max(y1, y2) + bottom + 20
}

/** Straight lines with rounded corners. */
function rounded(corners: readonly Position[]): string {
  const parts = [`M${corners[0][0]},${corners[0][1]}`]
  for (let i = 1; i < corners.length - 1; i++) {
    const [before, at, after] = [corners[i - 1], corners[i], corners[i + 1]]
    if (distance(before, at) === 0 || distance(at, after) === 0) continue
    const r = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2)
    const [p, q] = [towards(at, before, r), towards(at, after, r)]
    parts.push(`L${p[0]},${p[1]}Q${at[0]},${at[1]} ${q[0]},${q[1]}`)
  }
  const [x, y] = corners.at(-1)!
  return `${parts.join('')}L${x},${y}`
}

function curve([a, b, c, d]: readonly [Position, Position, Position, Position]): Position[] {
  return Array.from({ length: 17 }, (_, i): Position => {
    const t = i / 16
    const s = 1 - t
    const at = (k: 0 | 1): number => s * s * s * a[k] + 3 * s * s * t * b[k] + 3 * s * t * t * c[k] + t * t * t * d[k]
    return [at(0), at(1)]
  })
}

const distance = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1])

function towards(from: Position, to: Position, by: number): Position {
  const length = distance(from, to) || 1
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length]
}

/** How far a point is from a wire. */
export function distanceTo(wire: Wire, [x, y]: Position): number {
  let least = Infinity
  for (let i = 1; i < wire.points.length; i++) {
    const [[x1, y1], [x2, y2]] = [wire.points[i - 1], wire.points[i]]
    const [dx, dy] = [x2 - x1, y2 - y1]
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
    least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy))
  }
  return least
}
