import type { NodeSpec, Port, Specs } from '../node'
import type { Pipeline, PipelineEdge, PipelineNode } from './document'

/** One end of an edge: a node and, where given, one of its ports. */
export interface End {
  node: string
  port: string | undefined
}

/** An edge with its ends read. */
export interface Edge {
  from: End
  to: End
  /** As the document writes it. */
  written: PipelineEdge
}

export function endOf(text: string): End {
  const dot = text.indexOf('.')
  return dot < 0 ? { node: text, port: undefined } : { node: text.slice(0, dot), port: text.slice(dot + 1) }
}

/** An edge read; those of a document stand read in its graph. */
export const edgeOf = (written: PipelineEdge): Edge => ({
  from: endOf(written.from),
  to: endOf(written.to),
  written,
})

/** The port an end means: the one named, or the first. */
export function portOf(ports: readonly Port[], end: End): Port | undefined {
  return end.port === undefined ? ports[0] : ports.find(p => p.name === end.port)
}

/** How the nodes of a document are wired. Edges are read once: a document never changes, so one graph serves all who ask. */
export class Graph {
  static readonly #known = new WeakMap<Pipeline, Graph>()

  /** In the order of the document. */
  readonly edges: readonly Edge[]
  /** Node ids such that each comes after those it takes from; among equals, document order. Undefined where some form a circle. */
  readonly order: readonly string[] | undefined
  /** The nodes of a circle, the first again at its end; undefined where there is none. */
  readonly circle: readonly string[] | undefined
  readonly #nodes = new Map<string, PipelineNode>()
  readonly #into = new Map<string, Edge[]>()
  readonly #outOf = new Map<string, Edge[]>()

  private constructor({ nodes, edges }: Pipeline) {
    for (const node of nodes) if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node)
    this.edges = edges.map(edgeOf)
    for (const edge of this.edges) {
      listed(this.#into, edge.to.node).push(edge)
      listed(this.#outOf, edge.from.node).push(edge)
    }
    const sorted = this.#sorted()
    this.order = 'order' in sorted ? sorted.order : undefined
    this.circle = 'circle' in sorted ? sorted.circle : undefined
  }

  static of(document: Pipeline): Graph {
    const graph = Graph.#known.get(document) ?? new Graph(document)
    Graph.#known.set(document, graph)
    return graph
  }

  node(id: string): PipelineNode | undefined {
    return this.#nodes.get(id)
  }

  /** Node ids in the order of a run; in that of the document where some form a circle. */
  get inLine(): readonly string[] {
    return this.order ?? [...this.#nodes.keys()]
  }

  /** Edges that end at a node. */
  into(id: string): readonly Edge[] {
    return this.#into.get(id) ?? []
  }

  /** Edges that begin at a node. */
  outOf(id: string): readonly Edge[] {
    return this.#outOf.get(id) ?? []
  }

  /** How many edges begin or end at a node. */
  wiresAt(id: string): number {
    return this.into(id).length + this.outOf(id).length
  }

  /** What a node is, by the specs there are; undefined where there is no such node or type. */
  spec(specs: Specs, id: string): NodeSpec | undefined {
    return specs.get(this.#nodes.get(id)?.type ?? '')
  }

  /** The port that an end means: an output for `from`, an input for `to`. */
  port(specs: Specs, end: End, side: 'from' | 'to'): Port | undefined {
    const spec = this.spec(specs, end.node)
    return spec && portOf(side === 'from' ? spec.outputs : spec.inputs, end)
  }

  /** The nodes whose frames enter a node, in the order of the edges. */
  framesInto(specs: Specs, id: string): string[] {
    return this.into(id).flatMap(e => (this.port(specs, e.to, 'to')?.kind === 'frame' ? [e.from.node] : []))
  }

  /** Edges between nodes of a set, as the document writes them. */
  among(ids: ReadonlySet<string>): PipelineEdge[] {
    return this.edges.flatMap(({ from, to, written }) => (ids.has(from.node) && ids.has(to.node) ? [written] : []))
  }

  /** A node and everything that comes before it, or behind it, along the edges; the nearest first. */
  reach(id: string, way: 'before' | 'behind'): Set<string> {
    const reached = new Set([id])
    for (const at of reached)
      if (way === 'before') for (const { from } of this.into(at)) reached.add(from.node)
      else for (const { to } of this.outOf(at)) reached.add(to.node)
    return reached
  }

  #sorted(): { order: string[] } | { circle: string[] } {
    const done: string[] = []
    const state = new Map<string, 'open' | 'done'>()
    const path: string[] = []
    const visit = (id: string): string[] | undefined => {
      if (state.get(id) === 'done' || !this.#nodes.has(id)) return undefined
      if (state.get(id) === 'open') return [...path.slice(path.indexOf(id)), id]
      state.set(id, 'open')
      path.push(id)
      for (const { from } of this.into(id)) {
        const circle = visit(from.node)
        if (circle) return circle
      }
      path.pop()
      state.set(id, 'done')
      done.push(id)
      return undefined
    }
    for (const id of this.#nodes.keys()) {
      const circle = visit(id)
      if (circle) return { circle }
    }
    return { order: done }
  }
}

function listed(lists: Map<string, Edge[]>, id: string): Edge[] {
  const list = lists.get(id) ?? []
  lists.set(id, list)
  return list
}
