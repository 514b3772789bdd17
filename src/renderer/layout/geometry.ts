import type { Position } from '../../shared/pipeline/edit'

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

/** Whether two boxes share more than an edge. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The place nearest to a wanted one where a card covers nothing: it moves down by rows until there is room. */
export function freePlace(wanted: Position, taken: readonly Box[]): Position {
  const [x, y] = [onGrid(wanted[0]), onGrid(wanted[1])]
  const covers = (top: number): boolean => taken.some(box => overlap(box, boxAt([x, top])))
  let top = y
  while (covers(top)) top += card.height + 3 * grid
  return [x, top]
}

/** The corner nearest to the wanted one, above or below, where a box covers none of the others. */
export function freeCorner(wanted: Box, taken: readonly Box[]): [number, number] {
  const [x, y] = [onGrid(wanted.x), onGrid(wanted.y)]
  const free = (top: number): boolean => !taken.some(t => overlap(t, boxAt([x, top], [wanted.width, wanted.height])))
  for (let away = 0; ; away += grid) {
    const found = [y - away, y + away].find(free)
    if (found !== undefined) return [x, found]
  }
}

/** How far down copies of some boxes go, all alike, until they cover nothing and keep some room from all; not at all where nothing is. */
export function freeDrop(boxes: readonly Box[], taken: readonly Box[]): number {
  const covers = (down: number, room: number): boolean =>
    boxes.some(({ x, y, width, height }) =>
      taken.some(box => overlap(box, { x, y: y + down - room, width, height: height + 2 * room })),
    )
  if (!covers(0, 0)) return 0
  let down = grid
  while (covers(down, 3 * grid)) down += grid
  return down
}
