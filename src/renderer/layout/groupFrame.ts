import type { Position } from '../../shared/pipeline/edit'
import { around, boxAt, type Box, overlap } from './geometry'

/** Room around the cards in a frame, and above them for the title. */
const room = 16
const head = 40

/** The frame of an open group of these nodes among all that are seen. */
export function framesOf(
  members: readonly string[],
  seen: readonly string[],
  positions: Readonly<Record<string, Position>>,
): Box[] {
  const inside = new Set(members)
  const boxes = (ids: readonly string[]): Box[] => ids.flatMap(id => (positions[id] ? [boxAt(positions[id])] : []))
  return framesAround(boxes(members), boxes(seen.filter(id => !inside.has(id))))
}

/**
 * The frame of an open group: one box around its cards or, where that would cover cards that are not in it, one around every run of cards that can
 * be framed alone. A line that goes on in the next row has its frame there too. The first holds the title.
 */
export function framesAround(cards: readonly Box[], others: readonly Box[]): Box[] {
  // The rim may brush against a card: it lies below.
  const free = (run: readonly Box[]): boolean => !others.some(other => overlap(around(run)!, other))
  const sorted = cards.toSorted((a, b) => a.y - b.y || a.x - b.x)
  const runs: Box[][] = []
  for (const card of sorted) {
    const fitting = runs.findLast(run => free([...run, card]))
    if (fitting) fitting.push(card)
    else runs.push([card])
  }
  return runs.map(run => framed(run, run === runs[0]))
}

function framed(cards: readonly Box[], titled: boolean): Box {
  const { x, y, width, height } = around(cards, room)!
  const above = titled ? head - room : 0
  return { x, y: y - above, width, height: height + above }
}
