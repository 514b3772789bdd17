import type { Port, Specs } from '../../shared/node'
import { groupsOf, type NodeGroup, type Note, noteSize, notesOf } from '../../shared/pipeline/board'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../shared/pipeline/document'
import type { Position } from '../../shared/pipeline/edit'
import { Graph } from '../../shared/pipeline/graph'
import { around, boxAt, type Box, portMiddle } from './geometry'
import { framesOf } from './groupFrame'
import { positionsOf } from './positions'

/** Things on the canvas that are not nodes have ids that no node can have. */
export const noteId = (index: number): string => `note:${index}`
export const groupId = (index: number): string => `group:${index}`
export const indexIn = (id: string, kind: 'note' | 'group'): number | undefined =>
  id.startsWith(`${kind}:`) ? Number(id.slice(kind.length + 1)) : undefined

export interface SceneEdge {
  id: string
  /** Cards at its ends: nodes, or the groups that hide them. */
  source: string
  target: string
  sourcePort: string
  targetPort: string
  /** The edges of the document that it stands for. */
  edges: readonly PipelineEdge[]
}

export interface Scene {
  /** Nodes in the order of the line, without those inside collapsed groups. */
  nodes: readonly PipelineNode[]
  positions: Readonly<Record<string, Position>>
  notes: readonly { id: string; note: Note; box: Box }[]
  /** `frames`: of an open group, the boxes that its frame is made of; `box` is around them all. */
  groups: readonly { id: string; group: NodeGroup; box: Box; frames: readonly Box[] }[]
  edges: readonly SceneEdge[]
}

/** Ports of a collapsed group's card. */
export const groupPorts = { in: 'in', out: 'out' } as const

/** What the canvas draws of a document. */
export function sceneOf(document: Pipeline, specs: Specs): Scene {
  const positions = positionsOf(document)
  const graph = Graph.of(document)
  const hiddenIn = new Map<string, string>()
  // A collapsed group's card stands in the place of its first node.
  const covered = new Set<string>()
  for (const [index, group] of groupsOf(document).entries()) {
    if (!group.collapsed) continue
    for (const id of group.nodes) hiddenIn.set(id, groupId(index))
    for (const id of group.nodes.slice(1)) covered.add(id)
  }
  const seen = document.nodes.map(n => n.id).filter(id => !covered.has(id))
  return {
    nodes: graph.inLine.flatMap(id => (hiddenIn.has(id) ? [] : graph.node(id)!)),
    positions,
    notes: notesOf(document).map((note, i) => ({ id: noteId(i), note, box: boxAt(note.at, note.size ?? noteSize) })),
    groups: groupsOf(document).flatMap((group, i) => {
      // Collapsed, it stands where its first node stood: no other card can be there.
      const first = positions[group.nodes[0]]
      if (group.collapsed && first) return [{ id: groupId(i), group, box: boxAt(first), frames: [] }]
      const frames = framesOf(group.nodes, seen, positions)
      const box = around(frames)
      return box ? [{ id: groupId(i), group, box, frames }] : []
    }),
    edges: sceneEdges(document, specs, hiddenIn),
  }
}

function sceneEdges(document: Pipeline, specs: Specs, hiddenIn: ReadonlyMap<string, string>): SceneEdge[] {
  const graph = Graph.of(document)
  const made = new Map<string, SceneEdge>()
  for (const edge of graph.edges) {
    const [output, input] = [graph.port(specs, edge.from, 'from'), graph.port(specs, edge.to, 'to')]
    const from = outer(edge.from.node, output?.name, hiddenIn, groupPorts.out)
    const to = outer(edge.to.node, input?.name, hiddenIn, groupPorts.in)
    if (!from || !to || from.card === to.card) continue
    const id = `${from.card}.${from.port}>${to.card}.${to.port}`
    const known = made.get(id)
    made.set(id, {
      id,
      source: from.card,
      target: to.card,
      sourcePort: from.port,
      targetPort: to.port,
      edges: [...(known?.edges ?? []), edge.written],
    })
  }
  return [...made.values()]
}

function outer(node: string, port: string | undefined, hiddenIn: ReadonlyMap<string, string>, groupPort: string) {
  const group = hiddenIn.get(node)
  if (group !== undefined) return { card: group, port: groupPort }
  return port === undefined ? undefined : { card: node, port }
}

/** Height of a port's middle below the top of its card. */
export function portHeight(ports: readonly Port[], name: string): number {
  const port = ports.find(p => p.name === name)
  return port && port.kind === 'model' ? portMiddle.model : portMiddle.frame
}
