import { changeGroup, groupsOf, moveTo } from '../../shared/pipeline/board'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Position } from '../../shared/pipeline/edit'
import { Graph } from '../../shared/pipeline/graph'
import { around, type Box, boxAt, card, overlap, pitch } from './geometry'
import { arranged, positionsOf } from './positions'
import { clearOfNotes, occupied } from './occupied'

/**
 * The document laid out anew. A collapsed group counts as the one card that it is; what is in it stays as it stands to its first node. Notes that
 * would cover cards or groups go into a row above them.
 */
export function tidied(document: Pipeline, room: Position): Pipeline {
  const before = positionsOf(document)
  const standsFor = new Map<string, string>()
  for (const group of groupsOf(document))
    if (group.collapsed) for (const id of group.nodes) standsFor.set(id, group.nodes[0])
  const positions = arranged(withoutHidden(document, standsFor), room)
  for (const [id, first] of standsFor) {
    const [a, b, to] = [before[id], before[first], positions[first]]
    if (a && b && to) positions[id] = [to[0] + a[0] - b[0], to[1] + a[1] - b[1]]
  }
  const made = moveTo(document, positions, {})
  return moveTo(made, {}, notesAbove(made))
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
  return covered ? tidied(open, room) : clearOfNotes(open, occupied(open).frames[index] ?? [])
}

/** The document with one node, the first, in the place of each collapsed group. */
function withoutHidden(document: Pipeline, standsFor: ReadonlyMap<string, string>): Pipeline {
  const outer = (node: string): string => standsFor.get(node) ?? node
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => outer(id) === id),
    edges: Graph.of(document)
      .edges.map(({ from, to }) => ({ from: outer(from.node), to: outer(to.node) }))
      .filter(({ from, to }) => from !== to),
  }
}

/** New places of the notes that cover a card or a group: side by side above everything. */
function notesAbove(document: Pipeline): Record<number, Position> {
  const { cards, frames, notes } = occupied(document)
  const stand = [...cards, ...frames.flat()]
  const all = around(stand)
  const moved: Record<number, Position> = {}
  if (!all) return moved
  const covers = notes.map(note => stand.some(box => overlap(box, note)))
  const still = notes.filter((_, i) => !covers[i])
  let left = all.x
  for (const [i, { width, height }] of notes.entries()) {
    if (!covers[i]) continue
    const top = all.y - height - (pitch[1] - card.height) / 2
    const spot = (): Box => boxAt([left, top], [width, height])
    for (let on = still.find(n => overlap(n, spot())); on; on = still.find(n => overlap(n, spot())))
      left = on.x + on.width + 16
    moved[i] = [left, top]
    left += width + 16
  }
  return moved
}
