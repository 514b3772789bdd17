import type { Specs } from '../../../shared/node'
import { groupsOf, removeNotes, ungroup } from '../../../shared/pipeline/board'
import type { Pipeline } from '../../../shared/pipeline/document'
import { disconnect, removeNodes } from '../../../shared/pipeline/edit'
import { groupId, indexIn, sceneOf } from '../../layout/scene'

/** Without what is selected: nodes, wires, notes, collapsed groups with what they hold. Of an open group only the frame goes. */
export function removeSelected(document: Pipeline, selected: ReadonlySet<string>, specs: Specs): Pipeline {
  const notes = new Set([...selected].flatMap(id => indexIn(id, 'note') ?? []))
  const frames = groupsOf(document).flatMap((g, i) => (selected.has(groupId(i)) && !g.collapsed ? [i] : []))
  const nodes = withMembers(document, selected)
  const wires = sceneOf(document, specs).edges.filter(e => selected.has(e.id))
  const unwired = wires.flatMap(e => e.edges).reduce((made, e) => disconnect(made, e), document)
  const unframed = frames.reverse().reduce((made, i) => ungroup(made, i), unwired)
  return removeNodes(removeNotes(unframed, notes), nodes, specs)
}

/** The nodes of a selection, with those in its collapsed groups. */
export function withMembers(document: Pipeline, selected: ReadonlySet<string>): Set<string> {
  const inside = groupsOf(document).flatMap((g, i) => (selected.has(groupId(i)) && g.collapsed ? g.nodes : []))
  return new Set([...document.nodes.map(n => n.id).filter(id => selected.has(id)), ...inside])
}
