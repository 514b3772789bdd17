import type { Position } from '../../../shared/pipeline/edit'
import { around, type Box } from '../../layout/geometry'
import { angled, type Wire, wirePath } from './wirePath'

/** A wire to be led from one port to another. */
export interface Journey {
  from: Position
  to: Position
  /** Ids of the cards at its ends: wires of one card may run together. */
  source: string
  target: string
}

/** Pixels kept between a wire and a card that is not its own. */
const clearance = 6
/** How far from its port a wire may turn, the nearest first: lanes of the gutter between two columns. */
const turns = [10, 15, 20, 25] as const
/** Height of a lane in the gap between two rows, and how far the outermost may lie from the cards. */
const lane = 8
const lanes = 6

/** Heights that are tried for one of its own before a wire joins another. */
const patience = 12

/**
 * Ways of wires, in their order. One that would cross a card goes at right angles through a gap between cards, and wires that share no end get lanes of
 * their own there. Where cards leave no gap (they were put so by hand) the wire goes as if they were not there. Time grows with
 * wires × cards: 300 by 300 take some 10 ms.
 */
export function led(journeys: readonly Journey[], boxes: readonly Box[]): Wire[] {
  const taken = new Taken()
  const cards = new Cards(boxes)
  return journeys.map(journey => {
    const wire = wayOf(journey, cards, taken)
    taken.add(journey, wire)
    return wire
  })
}

function wayOf(journey: Journey, cards: Cards, taken: Taken): Wire {
  const { from, to } = journey
  const plain = wirePath(from, to)
  const free = isFree(plain.points, journey, cards)
  if (free && !taken.meets(journey, plain.points)) return plain
  let joined = free ? plain : undefined
  for (const height of heightsFor(journey, cards).slice(0, patience)) {
    const leave = turnAt(journey, cards, taken, turn => [from, [from[0] + turn, from[1]], [from[0] + turn, height]])
    const enter = turnAt(journey, cards, taken, turn => [[to[0] - turn, height], [to[0] - turn, to[1]], to])
    if (!leave || !enter) continue
    const wire = angled(from, to, from[0] + leave.turn, height, to[0] - enter.turn)
    const run = wire.points.slice(2, 4)
    if (!isFree(run, journey, cards)) continue
    if (leave.alone && enter.alone && !taken.meets(journey, run)) return wire
    joined ??= wire
  }
  return joined ?? plain
}

/** The nearest place to turn from which a piece of the way is free; one where no other wire runs comes first. */
function turnAt(journey: Journey, cards: Cards, taken: Taken, piece: (turn: number) => Position[]) {
  let joined: { turn: number; alone: boolean } | undefined
  for (const turn of turns) {
    const points = piece(turn)
    if (!isFree(points, journey, cards)) continue
    if (!taken.meets(journey, points)) return { turn, alone: true }
    joined ??= { turn, alone: false }
  }
  return joined
}

/** Heights at which a wire may go past all cards between its ends, the shortest way first. */
function heightsFor({ from, to }: Journey, cards: Cards): number[] {
  const span = [from[0] + turns[0], to[0] - turns[0]].sort((a, b) => a - b) as [number, number]
  const length = (y: number): number => Math.abs(y - from[1]) + Math.abs(to[1] - y)
  const lengthIn = ([top, bottom]: Gap): number => length(Math.min(bottom, Math.max(top, from[1])))
  return gapsOver(span, cards)
    .map(gap => ({ gap, length: lengthIn(gap) }))
    .sort((a, b) => a.length - b.length)
    .slice(0, 4)
    .flatMap(({ gap }) => heightsIn(gap, from[1], to[1]))
    .sort((a, b) => length(a) - length(b))
}

type Gap = readonly [top: number, bottom: number]

/** Heights at which nothing stands between two places, from above all cards to below them. */
function gapsOver([left, right]: readonly [number, number], cards: Cards): Gap[] {
  const blocked = cards.all
    .filter(c => c.x - clearance < right && c.x + c.width + clearance > left)
    .map((c): Gap => [c.y - clearance, c.y + c.height + clearance])
    .sort((a, b) => a[0] - b[0])
  const gaps: Gap[] = []
  let top = -Infinity
  for (const [from, to] of blocked) {
    if (from > top) gaps.push([top, from])
    top = Math.max(top, to)
  }
  return [...gaps, [top, Infinity]]
}

/** Lanes of a gap: those at the heights of the ports where they lie in it, then from its middle, or from the card that it is open beside. */
function heightsIn([top, bottom]: Gap, ...wished: number[]): number[] {
  const within = (y: number): boolean => y > top && y < bottom
  const steps = Array.from({ length: lanes }, (_, i) => i)
  const made =
    top === -Infinity
      ? steps.map(i => bottom - (i + 2) * lane)
      : bottom === Infinity
        ? steps.map(i => top + (i + 2) * lane)
        : steps.map(i => (top + bottom) / 2 + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * lane)
  return [...wished, ...made].filter(y => Number.isFinite(y) && within(y))
}

/** Whether a way crosses no card. The cards at its ends it may touch at its ports. */
function isFree(points: readonly Position[], { from, to }: Journey, cards: Cards): boolean {
  const within = around(points.map(([x, y]) => ({ x, y, width: 0, height: 0 })))!
  return cards.every(within, card => {
    const room = touches(card, from) || touches(card, to) ? -1 : clearance
    return points.every((p, i) => i === 0 || !crosses(points[i - 1], p, card, room))
  })
}

/** Side of the squares that cards are looked up by. */
const square = 256

/** Cards by the squares that they reach into, with their clearance. */
class Cards {
  readonly #squares = new Map<string, Box[]>()

  constructor(readonly all: readonly Box[]) {
    for (const box of all)
      for (const key of squaresIn(around([box], clearance)!)) {
        const here = this.#squares.get(key)
        if (here) here.push(box)
        else this.#squares.set(key, [box])
      }
  }

  /** Whether a test holds for all that may reach into a box; it may be asked about some others, and twice. */
  every(within: Box, test: (card: Box) => boolean): boolean {
    for (const key of squaresIn(within)) if (this.#squares.get(key)?.every(test) === false) return false
    return true
  }
}

function* squaresIn({ x, y, width, height }: Box): Generator<string> {
  for (let i = Math.floor(x / square); i <= Math.floor((x + width) / square); i++)
    for (let j = Math.floor(y / square); j <= Math.floor((y + height) / square); j++) yield `${i} ${j}`
}

/** A port lies on the edge of its card. */
const touches = ({ x, y, width, height }: Box, [px, py]: Position): boolean =>
  py > y && py < y + height && (Math.abs(px - x) < clearance || Math.abs(px - x - width) < clearance)

/** Whether a straight piece passes through a box with room around it: what is left of it within the four edges (Liang and Barsky, 1984). */
export function crosses([x1, y1]: Position, [x2, y2]: Position, { x, y, width, height }: Box, room = 0): boolean {
  const [left, right, top, bottom] = [x - room, x + width + room, y - room, y + height + room]
  if (Math.max(x1, x2) <= left || Math.min(x1, x2) >= right) return false
  if (Math.max(y1, y2) <= top || Math.min(y1, y2) >= bottom) return false
  const [dx, dy] = [x2 - x1, y2 - y1]
  // Along both axes the part of the piece between the edges; what is parallel to an axis lies between them already.
  const across = dx === 0 ? [0, 1] : [(left - x1) / dx, (right - x1) / dx].sort((a, b) => a - b)
  const down = dy === 0 ? [0, 1] : [(top - y1) / dy, (bottom - y1) / dy].sort((a, b) => a - b)
  return Math.max(0, across[0], down[0]) < Math.min(1, across[1], down[1])
}

interface Piece {
  upright: boolean
  at: number
  low: number
  high: number
}

/** Straight pieces that wires run along already. */
class Taken {
  readonly #near = new Map<string, (Piece & { of: Journey })[]>()

  add(of: Journey, { points }: Wire): void {
    for (const piece of piecesOf(points)) {
      const key = keyOf(piece, 0)
      this.#near.set(key, [...(this.#near.get(key) ?? []), { ...piece, of }])
    }
  }

  /** Whether a way would run along a wire that it shares no end with. */
  meets({ source, target }: Journey, points: readonly Position[]): boolean {
    return piecesOf(points).some(mine =>
      [-1, 0, 1].some(step =>
        this.#near
          .get(keyOf(mine, step))
          ?.some(
            ({ of, at, low, high }) =>
              of.source !== source &&
              of.target !== target &&
              Math.abs(mine.at - at) < 4 &&
              mine.low < high - 2 &&
              low < mine.high - 2,
          ),
      ),
    )
  }
}

const keyOf = ({ upright, at }: Piece, step: number): string => `${upright ? 'x' : 'y'}${Math.floor(at / 4) + step}`

function piecesOf(points: readonly Position[]): Piece[] {
  return points.slice(1).flatMap(([x2, y2], i): Piece[] => {
    const [x1, y1] = points[i]
    if ((x1 === x2) === (y1 === y2)) return []
    const upright = x1 === x2
    const [a, b] = upright ? [y1, y2] : [x1, x2]
    return [{ upright, at: upright ? x1 : y1, low: Math.min(a, b), high: Math.max(a, b) }]
  })
}
