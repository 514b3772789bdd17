import type { NodeSpec } from '../node'
import type { Pipeline, PipelineEdge, PipelineNode } from './document'
import { downstream, endOf, portOf } from './topology'
import type { Specs } from './validate'

/** Changes of a document, each a pure function from the old one to the new one: what undo, the canvas and the keyboard share. */

export type Position = readonly [number, number]

/** A free id for a node of this type: `scale`, `scale2` … */
export function freeId(document: Pipeline, type: string): string {
  const base = type.slice(type.indexOf('.') + 1)
  const taken = new Set(document.nodes.map(n => n.id))
  if (!taken.has(base)) return base
  for (let i = 2; ; i++) if (!taken.has(`${base}${i}`)) return `${base}${i}`
}

export function addNode(document: Pipeline, node: PipelineNode, at: Position): Pipeline {
  return place({ ...document, nodes: [...document.nodes, node] }, { [node.id]: at })
}

/** Without these nodes and their edges. A line that ran through a single removed node is joined again. */
export function removeNodes(document: Pipeline, ids: ReadonlySet<string>): Pipeline {
  const from = (e: PipelineEdge): string => endOf(e.from).node
  const to = (e: PipelineEdge): string => endOf(e.to).node
  const kept = document.edges.filter(e => !ids.has(from(e)) && !ids.has(to(e)))
  const joined = [...ids].flatMap(id => {
    const before = document.edges.filter(e => to(e) === id && !ids.has(from(e)))
    const after = document.edges.filter(e => from(e) === id && !ids.has(to(e)))
    return before.length === 1 && after.length === 1 ? [{ from: before[0]!.from, to: after[0]!.to }] : []
  })
  const positions = Object.fromEntries(Object.entries(document.canvas?.positions ?? {}).filter(([id]) => !ids.has(id)))
  const groups = document.canvas?.groups
    ?.map(g => ({ ...g, nodes: g.nodes.filter(id => !ids.has(id)) }))
    .filter(g => g.nodes.length > 0)
  return {
    ...document,
    nodes: document.nodes.filter(n => !ids.has(n.id)),
    edges: [...kept, ...joined],
    canvas: { ...document.canvas, positions, ...(groups && { groups }) },
  }
}

export function setParameter(document: Pipeline, id: string, name: string, value: unknown): Pipeline {
  return changeNode(document, id, node => ({ ...node, params: { ...node.params, [name]: value } }))
}

/** Back to the default: the parameter leaves the document. */
export function resetParameter(document: Pipeline, id: string, name: string): Pipeline {
  return changeNode(document, id, ({ params, ...node }) => ({
    ...node,
    params: Object.fromEntries(Object.entries(params).filter(([key]) => key !== name)),
  }))
}

export function setDisabled(document: Pipeline, id: string, disabled: boolean): Pipeline {
  return changeNode(document, id, ({ disabled: _, ...node }) => ({ ...node, ...(disabled && { disabled }) }))
}

export function changeNode(document: Pipeline, id: string, change: (node: PipelineNode) => PipelineNode): Pipeline {
  return { ...document, nodes: document.nodes.map(n => (n.id === id ? change(n) : n)) }
}

/** Puts nodes at places on the canvas. */
export function place(document: Pipeline, at: Readonly<Record<string, Position>>): Pipeline {
  const positions = { ...document.canvas?.positions }
  for (const [id, [x, y]] of Object.entries(at)) positions[id] = [x, y]
  return { ...document, canvas: { ...document.canvas, positions } }
}

/** Why an edge may not be drawn, as a sentence; undefined when it may. An input that is taken gives its edge up. */
export function refusal(document: Pipeline, specs: Specs, edge: PipelineEdge): string | undefined {
  const [from, to] = [endOf(edge.from), endOf(edge.to)]
  const [source, target] = [specOf(document, specs, from.node), specOf(document, specs, to.node)]
  if (!source || !target) return 'One of the ends is not a node.'
  const [output, input] = [portOf(source.outputs, from), portOf(target.inputs, to)]
  if (!output) return `${source.title} gives nothing.`
  if (!input) return `${target.title} takes nothing.`
  if (output.kind !== input.kind)
    return `${source.title} gives a ${output.kind} here, and ${target.title} takes a ${input.kind}.`
  if (downstream(document, to.node).has(from.node)) return 'That would close a circle.'
  if (document.edges.some(e => e.from === edge.from && e.to === edge.to)) return 'They are connected already.'
  return undefined
}

export function connect(document: Pipeline, specs: Specs, edge: PipelineEdge): Pipeline {
  const to = endOf(edge.to)
  const spec = specOf(document, specs, to.node)
  const input = spec && portOf(spec.inputs, to)
  const kept = input?.many ? document.edges : document.edges.filter(e => !sameInput(e, to, spec))
  return { ...document, edges: [...kept, edge] }
}

export function disconnect(document: Pipeline, edge: PipelineEdge): Pipeline {
  return { ...document, edges: document.edges.filter(e => e.from !== edge.from || e.to !== edge.to) }
}

/** Puts a node into the middle of an edge. */
export function insertOnEdge(document: Pipeline, edge: PipelineEdge, node: PipelineNode, at: Position): Pipeline {
  const without = disconnect(addNode(document, node, at), edge)
  return { ...without, edges: [...without.edges, { from: edge.from, to: node.id }, { from: node.id, to: edge.to }] }
}

/** Another type in the place of a node: edges stay, parameters that the new type has too stay. */
export function replaceNode(document: Pipeline, id: string, spec: NodeSpec): Pipeline {
  const changed = changeNode(document, id, node => ({
    ...node,
    type: spec.type,
    params: Object.fromEntries(Object.entries(node.params).filter(([name]) => Object.hasOwn(spec.parameters, name))),
  }))
  const edges = changed.edges.filter(e => {
    const [from, to] = [endOf(e.from), endOf(e.to)]
    if (from.node === id) return portOf(spec.outputs, from) !== undefined
    if (to.node === id) return portOf(spec.inputs, to) !== undefined
    return true
  })
  return { ...changed, edges }
}

/** Nodes with the edges among them: what the clipboard holds. */
export interface Piece {
  nodes: PipelineNode[]
  edges: PipelineEdge[]
  positions: Record<string, Position>
}

export function cut(document: Pipeline, ids: ReadonlySet<string>): Piece {
  return {
    nodes: document.nodes.filter(n => ids.has(n.id)),
    edges: document.edges.filter(e => ids.has(endOf(e.from).node) && ids.has(endOf(e.to).node)),
    positions: Object.fromEntries([...ids].map(id => [id, document.canvas?.positions?.[id] ?? [0, 0]])),
  }
}

/** Pastes a piece under fresh ids, moved by `by`; answers with the document and the new ids. */
export function paste(document: Pipeline, piece: Piece, by: Position): { document: Pipeline; ids: string[] } {
  let made = document
  const names = new Map<string, string>()
  for (const node of piece.nodes) {
    const id = freeId(made, `x.${node.id.replace(/\d+$/, '') || node.id}`)
    names.set(node.id, id)
    const [x, y] = piece.positions[node.id] ?? [0, 0]
    made = addNode(made, { ...node, id, params: { ...node.params } }, [x + by[0], y + by[1]])
  }
  const end = (text: string): string => text.replace(/^[^.]+/, id => names.get(id) ?? id)
  const edges = piece.edges.map(e => ({ from: end(e.from), to: end(e.to) }))
  return { document: { ...made, edges: [...made.edges, ...edges] }, ids: [...names.values()] }
}

function specOf(document: Pipeline, specs: Specs, id: string): NodeSpec | undefined {
  const node = document.nodes.find(n => n.id === id)
  return node && specs.get(node.type)
}

function sameInput(edge: PipelineEdge, to: ReturnType<typeof endOf>, spec: NodeSpec | undefined): boolean {
  const end = endOf(edge.to)
  return end.node === to.node && portOf(spec?.inputs ?? [], end) === portOf(spec?.inputs ?? [], to)
}
