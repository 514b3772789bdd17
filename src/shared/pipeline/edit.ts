import type { NodeSpec, Port, PortKind, Specs } from '../node'
import { checkParameter } from '../parameterCheck'
import type { Pipeline, PipelineEdge, PipelineNode } from './document'
import { renamedInReport } from './report'
import { edgeOf, type End, endOf, Graph, portOf } from './graph'

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

/** Without these nodes and their edges. A line that ran through a removed node is joined again where the kinds agree. */
export function removeNodes(document: Pipeline, ids: ReadonlySet<string>, specs: Specs): Pipeline {
  const gone = document.nodes.filter(n => ids.has(n.id))
  return gone.reduce((made, { id }) => removeNode(made, id, specs), document)
}

function removeNode(document: Pipeline, id: string, specs: Specs): Pipeline {
  const graph = Graph.of(document)
  const [before, after] = [graph.into(id), graph.outOf(id)]
  const joined = before.length === 1 && after.length === 1 ? { from: before[0].from, to: after[0].to } : undefined
  const kept =
    joined && graph.port(specs, joined.from, 'from')?.kind === graph.port(specs, joined.to, 'to')?.kind
      ? { from: before[0].written.from, to: after[0].written.to }
      : undefined
  const exists = document.edges.some(e => e.from === kept?.from && e.to === kept.to)
  const edges = graph.edges.flatMap(e => {
    if (e === after[0] && kept && !exists) return [kept]
    return e.from.node === id || e.to.node === id ? [] : [e.written]
  })
  const made = { ...document, nodes: document.nodes.filter(n => n.id !== id), edges }
  if (!document.canvas) return made
  const { [id]: _, ...positions } = document.canvas.positions ?? {}
  const groups = document.canvas.groups
    ?.map(g => ({ ...g, nodes: g.nodes.filter(member => member !== id) }))
    .filter(g => g.nodes.length > 0)
  return { ...made, canvas: { ...document.canvas, positions, ...(groups && { groups }) } }
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
  return changeNode(document, id, ({ disabled: _off, ...node }) => ({ ...node, ...(disabled && { disabled }) }))
}

export function changeNode(document: Pipeline, id: string, change: (node: PipelineNode) => PipelineNode): Pipeline {
  return { ...document, nodes: document.nodes.map(n => (n.id === id ? change(n) : n)) }
}

/** Why a node may not be called so, as a sentence; undefined when it may. */
export function idRefusal(document: Pipeline, id: string, to: string): string | undefined {
  if (!/^[A-Za-z_][\w-]*$/.test(to)) return 'An id is letters, digits, _ and -, and starts with a letter.'
  if (to !== id && document.nodes.some(n => n.id === to)) return `There is a node ${to} already.`
  return undefined
}

/** Another id for a node, in its edges, place and groups too. */
export function renameNode(document: Pipeline, id: string, to: string): Pipeline {
  if (to === id || idRefusal(document, id, to)) return document
  const end = (text: string): string => (endOf(text).node === id ? to + text.slice(id.length) : text)
  const renamed = {
    ...changeNode(document, id, node => ({ ...node, id: to })),
    edges: document.edges.map(e => ({ from: end(e.from), to: end(e.to) })),
    ...(document.report && { report: renamedInReport(document.report, id, to) }),
  }
  if (!document.canvas) return renamed
  const { positions, groups } = document.canvas
  const canvas = {
    ...document.canvas,
    ...(positions && {
      positions: Object.fromEntries(Object.entries(positions).map(([key, at]) => [key === id ? to : key, at])),
    }),
    ...(groups && {
      groups: groups.map(g => ({ ...g, nodes: g.nodes.map(member => (member === id ? to : member)) })),
    }),
  }
  return { ...renamed, canvas }
}

/** Puts nodes at places on the canvas. */
export function place(document: Pipeline, at: Readonly<Record<string, Position>>): Pipeline {
  const positions = { ...document.canvas?.positions }
  for (const [id, [x, y]] of Object.entries(at)) positions[id] = [x, y]
  return { ...document, canvas: { ...document.canvas, positions } }
}

/** An end as documents write it: the first port goes without its name. */
export function endText(ports: readonly Port[], node: string, port: string): string {
  return ports[0]?.name === port ? node : `${node}.${port}`
}

/** Why an edge may not be drawn, as a sentence; undefined when it may. An input that is taken gives its edge up. */
export function refusal(document: Pipeline, specs: Specs, edge: PipelineEdge): string | undefined {
  const { from, to } = edgeOf(edge)
  const graph = Graph.of(document)
  const [source, target] = [graph.spec(specs, from.node), graph.spec(specs, to.node)]
  if (!source || !target) return 'One of the ends is not a node.'
  const [output, input] = [portOf(source.outputs, from), portOf(target.inputs, to)]
  if (!output) return `${source.title} gives nothing.`
  if (!input) return `${target.title} takes nothing.`
  if (output.kind !== input.kind) return `${target.title} takes a ${noun[input.kind]}, not a ${noun[output.kind]}.`
  if (graph.reach(to.node, 'behind').has(from.node)) return 'That would close a circle.'
  const there = graph
    .into(to.node)
    .filter(e => e.from.node === from.node && portOf(target.inputs, e.to) === input)
    .some(e => portOf(source.outputs, e.from) === output)
  if (there) return 'They are connected already.'
  return undefined
}

/** What people call the kinds of ports. */
export const noun: Readonly<Record<PortKind, string>> = { frame: 'table', model: 'model' }

export function connect(document: Pipeline, specs: Specs, edge: PipelineEdge): Pipeline {
  const to = endOf(edge.to)
  const graph = Graph.of(document)
  const input = graph.port(specs, to, 'to')
  const inTheWay = graph.into(to.node).filter(e => graph.port(specs, e.to, 'to') === input)
  const gone = new Set(input?.many ? [] : inTheWay.map(e => e.written))
  const kept = document.edges.filter(e => !gone.has(e))
  return { ...document, edges: [...kept, edge] }
}

export function disconnect(document: Pipeline, edge: PipelineEdge): Pipeline {
  return { ...document, edges: document.edges.filter(e => e.from !== edge.from || e.to !== edge.to) }
}

/** The end of a node that an output (`from`) fits: its first input of that kind; or, for an input (`to`), its first such output. */
export function fittingEnd(spec: NodeSpec, node: string, kind: PortKind, side: 'input' | 'output'): string | undefined {
  const ports = side === 'input' ? spec.inputs : spec.outputs
  const port = ports.find(p => p.kind === kind)
  return port && endText(ports, node, port.name)
}

/** Puts a node into the middle of an edge; the document as it is when the node has no ports of that kind. */
export function insertOnEdge(
  document: Pipeline,
  specs: Specs,
  edge: PipelineEdge,
  node: PipelineNode,
  at: Position,
): Pipeline {
  const spec = specs.get(node.type)
  const kind = Graph.of(document).port(specs, endOf(edge.from), 'from')?.kind
  const into = spec && kind && fittingEnd(spec, node.id, kind, 'input')
  const out = spec && kind && fittingEnd(spec, node.id, kind, 'output')
  if (into === undefined || out === undefined) return document
  const edges = document.edges.flatMap(e =>
    e.from === edge.from && e.to === edge.to
      ? [
          { from: e.from, to: into },
          { from: out, to: e.to },
        ]
      : [e],
  )
  const there = document.nodes.some(n => n.id === node.id)
  return { ...(there ? place(document, { [node.id]: at }) : addNode(document, node, at)), edges }
}

/**
 * Another type in the place of a node: edges stay where it has a port of their kind, parameters where it takes their value too.
 */
export function replaceNode(document: Pipeline, id: string, spec: NodeSpec, specs: Specs): Pipeline {
  const fits = (name: string, value: unknown): boolean =>
    Object.hasOwn(spec.parameters, name) && checkParameter(name, spec.parameters[name], value) === undefined
  const changed = changeNode(document, id, node => ({
    ...node,
    type: spec.type,
    params: Object.fromEntries(Object.entries(node.params).filter(([name, value]) => fits(name, value))),
  }))
  return { ...changed, edges: edgesAfter(document, id, spec, specs).flatMap(e => e ?? []) }
}

/** What becomes of each edge of a document where a node changes its type: undefined where nothing fits it. */
export function edgesAfter(
  document: Pipeline,
  id: string,
  spec: NodeSpec,
  specs: Specs,
): readonly (PipelineEdge | undefined)[] {
  const graph = Graph.of(document)
  const taken = new Set<Port>()
  return graph.edges.map(({ from, to, written }) => {
    if (from.node !== id && to.node !== id) return written
    const [gives, takes] = [graph.port(specs, from, 'from')?.kind, graph.port(specs, to, 'to')?.kind]
    // Of a node whose type is not known the other end tells what travels.
    if (from.node === id) {
      const port = alike(spec.outputs, from, gives ?? takes)
      return port && { from: endText(spec.outputs, id, port.name), to: written.to }
    }
    const port = alike(spec.inputs, to, takes ?? gives, taken)
    if (!port) return undefined
    taken.add(port)
    return { from: written.from, to: endText(spec.inputs, id, port.name) }
  })
}

/** The port of a kind that is called as an end is, else the first of that kind which is free. */
function alike(
  ports: readonly Port[],
  end: End,
  kind: PortKind | undefined,
  taken: ReadonlySet<Port> = new Set(),
): Port | undefined {
  const open = ports.filter(p => p.kind === kind && (p.many || !taken.has(p)))
  return open.find(p => p.name === end.port) ?? open[0]
}

/** Nodes with the edges among them: what the clipboard holds. */
export interface Piece {
  nodes: PipelineNode[]
  edges: PipelineEdge[]
  positions: Record<string, Position>
}

export function cut(
  document: Pipeline,
  ids: ReadonlySet<string>,
  positions: Readonly<Record<string, Position>> = document.canvas?.positions ?? {},
): Piece {
  return {
    nodes: document.nodes.filter(n => ids.has(n.id)),
    edges: Graph.of(document).among(ids),
    positions: Object.fromEntries([...ids].map(id => [id, positions[id] ?? [0, 0]])),
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
