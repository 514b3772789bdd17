import type { NodeDragEvent, VueFlowStore } from '@vue-flow/core'
import { nodeSpecs } from '../../../compute'
import { groupsOf, moveTo } from '../../../shared/pipeline/board'
import type { Position } from '../../../shared/pipeline/edit'
import { Graph } from '../../../shared/pipeline/graph'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import { useCanvas } from '../board/canvasStore'
import { useWires } from '../wires/wireStore'
import { usePipeline } from '../../node/pipeline'
import { boxAt } from '../../layout/geometry'
import { inserted } from '../adding/inserting'
import { keptOut, wireUnder } from '../adding/landing'
import { indexIn } from '../../layout/scene'

/** Dragging of nodes, notes and groups: Vue Flow moves them, the document learns of it once, at the end. */
export function useDragging(flow: VueFlowStore) {
  const canvas = useCanvas()
  const wires = useWires()
  const pipeline = usePipeline()
  const documents = useDocument()
  const view = useView()
  let starts = new Map<string, Position>()
  let members = new Map<string, readonly string[]>()

  function dragStart({ nodes }: NodeDragEvent): void {
    canvas.opening = null
    canvas.menu = null
    starts = new Map(nodes.map(n => [n.id, [n.position.x, n.position.y]]))
    members = new Map()
    for (const { id } of nodes) {
      const group = groupsOf(documents.document)[indexIn(id, 'group') ?? -1]
      if (group)
        members.set(
          id,
          group.nodes.filter(member => !starts.has(member)),
        )
    }
  }

  const delta = ({ id, position }: NodeDragEvent['node']): Position => {
    const [x, y] = starts.get(id) ?? [position.x, position.y]
    return [position.x - x, position.y - y]
  }

  function drag({ node, nodes }: NodeDragEvent): void {
    for (const n of nodes)
      for (const id of members.get(n.id) ?? []) {
        const inside = flow.findNode(id)
        const [x, y] = canvas.positions[id] ?? [0, 0]
        const [dx, dy] = delta(n)
        if (inside) inside.position = { x: x + dx, y: y + dy }
      }
    const edge = nodes.length === 1 && loose(node.id) ? wireBelow(node) : undefined
    if (canvas.landing?.edge !== edge) canvas.landing = edge === undefined ? null : { edge }
  }

  function dragStop({ node, nodes }: NodeDragEvent): void {
    canvas.landing = null
    const [dx, dy] = delta(node)
    if (dx === 0 && dy === 0) return
    const placed: Record<string, Position> = {}
    const notes: Record<number, Position> = {}
    for (const n of nodes) {
      const note = indexIn(n.id, 'note')
      if (note !== undefined) notes[note] = [n.position.x, n.position.y]
      else if (pipeline.nodes.has(n.id)) placed[n.id] = [n.position.x, n.position.y]
      for (const id of members.get(n.id) ?? []) {
        const [x, y] = canvas.positions[id] ?? [0, 0]
        placed[id] = [x + delta(n)[0], y + delta(n)[1]]
      }
    }
    const under =
      nodes.length === 1 && pipeline.nodes.has(node.id) ? canvas.edges.get(wireBelow(node) ?? '')?.edges[0] : undefined
    const edge = loose(node.id) ? under : undefined
    const out = under && keptOut(documents.document, nodeSpecs, node.id, under)
    if (out !== undefined)
      view.say({ tone: 'plain', text: out, detail: 'Remove its wires first, then drop it on this wire again.' })
    const model = pipeline.nodes.get(node.id)
    documents.edit(edge ? 'insert on wire' : 'move', document => {
      const moved = moveTo(document, placed, notes)
      return edge && model ? inserted(moved, nodeSpecs, edge, model, placed[node.id]) : moved
    })
  }

  /** A node without wires: it may be dropped onto one. */
  const loose = (id: string): boolean => pipeline.nodes.has(id) && Graph.of(documents.document).wiresAt(id) === 0

  function wireBelow({ id, position }: NodeDragEvent['node']): string | undefined {
    const spec = nodeSpecs.get(pipeline.nodes.get(id)?.type ?? '')
    const { x, y, width, height } = boxAt([position.x, position.y])
    return spec && wireUnder(documents.document, canvas.scene, wires.ways, [x + width / 2, y + height / 2], spec, 32)
  }

  return { dragStart, drag, dragStop }
}
