import { groupsOf, moveTo, noteSize, notesOf } from '../../shared/pipeline/board'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Position } from '../../shared/pipeline/edit'
import { boxAt, type Box, freeCorner, overlap } from './geometry'
import { framesOf } from './groupFrame'
import { positionsOf } from './positions'

/** What stands on the canvas: cards and collapsed groups, frames of open groups by group, notes in the order of the document. */
export interface Occupied {
  cards: readonly Box[]
  frames: readonly (readonly Box[])[]
  notes: readonly Box[]
}

export function occupied(document: Pipeline): Occupied {
  const positions = positionsOf(document)
  // A collapsed group's card stands in the place of its first node.
  const covered = new Set(groupsOf(document).flatMap(g => (g.collapsed ? g.nodes.slice(1) : [])))
  const seen = document.nodes.map(n => n.id).filter(id => !covered.has(id))
  return {
    cards: seen.flatMap(id => (positions[id] ? [boxAt(positions[id])] : [])),
    frames: groupsOf(document).map(g => (g.collapsed ? [] : framesOf(g.nodes, seen, positions))),
    notes: notesOf(document).map(({ at, size = noteSize }) => boxAt(at, size)),
  }
}

/** Notes that lie on one of these boxes make way, up or down, to where they cover nothing. */
export function clearOfNotes(document: Pipeline, came: readonly Box[]): Pipeline {
  const { cards, frames, notes } = occupied(document)
  const stand = [...notes]
  const moved: Record<number, Position> = {}
  for (const [i, note] of notes.entries()) {
    if (!came.some(box => overlap(box, note))) continue
    const others = stand.filter((_, j) => j !== i)
    const at = freeCorner(note, [...cards, ...frames.flat(), ...others])
    stand[i] = boxAt(at, [note.width, note.height])
    moved[i] = at
  }
  return moveTo(document, {}, moved)
}
