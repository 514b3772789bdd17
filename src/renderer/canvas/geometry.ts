import type { Piece, Position } from '../../shared/pipeline/edit'

/** Sizes of the canvas, in pixels at 100 %. */
export const card = { width: 184, height: 84 } as const
/** The grid that nodes snap to. */
export const grid = 8
/** From one node of a line to the next, and from one row of nodes to the next: what templates and auto-layout use. */
export const pitch: Position = [224, 144]
/** Height of a port's middle below the top of its card: frames at the title, models below. */
export const portMiddle = { frame: 28.5, model: 52 } as const

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** The smallest box around boxes, with room on every side; undefined around nothing. */
export function around(boxes: readonly Box[], room = 0): Box | undefined {
  if (boxes.length === 0) return undefined
  const left = Math.min(...boxes.map(b => b.x)) - room
  const top = Math.min(...boxes.map(b => b.y)) - room
  const right = Math.max(...boxes.map(b => b.x + b.width)) + room
  const bottom = Math.max(...boxes.map(b => b.y + b.height)) + room
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export const boxAt = ([x, y]: Position, [width, height]: Position = [card.width, card.height]): Box => ({
  x,
  y,
  width,
  height,
})

export const onGrid = (value: number): number => Math.round(value / grid) * grid

/** Ids of what stands elsewhere than before. */
export function movedFrom(
  before: Readonly<Record<string, Position>>,
  now: Readonly<Record<string, Position>>,
): string[] {
  return Object.keys(now).filter(id => before[id]?.[0] !== now[id]?.[0] || before[id]?.[1] !== now[id]?.[1])
}

/** The place nearest to a wanted one where a card covers no other: it moves down by rows until there is room. */
export function freePlace(wanted: Position, taken: Iterable<Position>): Position {
  const others = [...taken]
  const [x, y] = [onGrid(wanted[0]), onGrid(wanted[1])]
  const covers = (top: number): boolean =>
    others.some(([ox, oy]) => Math.abs(ox - x) < card.width && Math.abs(oy - top) < card.height)
  let top = y
  while (covers(top)) top += card.height + 3 * grid
  return [x, top]
}

/** The corner nearest to the wanted one, above or below, where a box covers none of the others. */
export function freeCorner(wanted: Box, taken: readonly Box[]): [number, number] {
  const [x, y] = [onGrid(wanted.x), onGrid(wanted.y)]
  const free = (top: number): boolean =>
    !taken.some(t => x < t.x + t.width && t.x < x + wanted.width && top < t.y + t.height && t.y < top + wanted.height)
  for (let away = 0; ; away += grid) {
    const found = [y - away, y + away].find(free)
    if (found !== undefined) return [x, found]
  }
}

/** The next step away from the original where no pasted node stands exactly on another. */
export function freeStep(piece: Pick<Piece, 'positions'>, taken: readonly Position[], next: () => Position): Position {
  const places = Object.values(piece.positions)
  const covers = ([dx, dy]: Position): boolean =>
    places.some(([x, y]) => taken.some(([ox, oy]) => Math.abs(x + dx - ox) < grid && Math.abs(y + dy - oy) < grid))
  let by = next()
  while (covers(by)) by = next()
  return by
}
