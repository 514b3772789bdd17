import { changeGroup, groupsOf, moveTo, noteSize, notesOf } from '../../shared/pipeline/board'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Position } from '../../shared/pipeline/edit'
import { endOf } from '../../shared/pipeline/topology'
import { around, boxAt, type Box, pitch } from './geometry'
import { overlap } from './groupFrame'
import { arranged, positionsOf } from './layout'

/**
 * The document laid out anew. A collapsed group counts as the one card that it is; what is in it stays as it stands to its first node. Notes that
 * would cover cards go into a row above them.
 */
export function tidied(document: Pipeline, room: Position): Pipeline {
  const before = positionsOf(document)
  const standsFor = new Map<string, string>()
  for (const group of groupsOf(document))
    if (group.collapsed) for (const id of group.nodes) standsFor.set(id, group.nodes[0]!)
  const positions = arranged(withoutHidden(document, standsFor), room)
  for (const [id, first] of standsFor) {
    const [a, b, to] = [before[id], before[first], positions[first]]
    if (a && b && to) positions[id] = [to[0] + a[0] - b[0], to[1] + a[1] - b[1]]
  }
  const cards = document.nodes.flatMap(({ id }) => {
    const hidden = standsFor.has(id) && standsFor.get(id) !== id
    return hidden || !positions[id] ? [] : [boxAt(positions[id])]
  })
  return moveTo(document, positions, notesAbove(document, cards))
}

/** A group opened again; where its nodes would lie on others that moved meanwhile, everything is laid out anew. */
export function expanded(document: Pipeline, index: number, room: Position): Pipeline {
  const open = changeGroup(document, index, { collapsed: false })
  const inside = new Set(groupsOf(open)[index]?.nodes)
  const hidden = new Set(groupsOf(open).flatMap(g => (g.collapsed ? g.nodes.slice(1) : [])))
  const positions = positionsOf(open)
  const boxes = open.nodes.flatMap(({ id }) =>
    positions[id] && !hidden.has(id) ? [{ id, box: boxAt(positions[id]) }] : [],
  )
  const covered = boxes.some(a => inside.has(a.id) && boxes.some(b => !inside.has(b.id) && overlap(a.box, b.box)))
  return covered ? tidied(open, room) : open
}

/** The document with one node, the first, in the place of each collapsed group. */
function withoutHidden(document: Pipeline, standsFor: ReadonlyMap<string, string>): Pipeline {
  const outer = (end: string): string => {
    const { node } = endOf(end)
    return standsFor.get(node) ?? node
  }
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => (standsFor.get(id) ?? id) === id),
    edges: document.edges
      .map(({ from, to }) => ({ from: outer(from), to: outer(to) }))
      .filter(({ from, to }) => from !== to),
  }
}

/** New places of the notes that cover a card: side by side above all cards. */
function notesAbove(document: Pipeline, cards: readonly Box[]): Record<number, Position> {
  const all = around(cards)
  const moved: Record<number, Position> = {}
  if (!all) return moved
  let left = all.x
  for (const [i, { at, size = noteSize }] of notesOf(document).entries()) {
    const note = boxAt(at, size)
    if (!cards.some(card => overlap(card, note))) continue
    moved[i] = [left, all.y - note.height - (pitch[1] - cards[0]!.height) / 2]
    left += note.width + 16
  }
  return moved
}
