import type { NodeSpec, PortKind, Specs } from '../../../shared/node'
import type { Pipeline } from '../../../shared/pipeline/document'
import { Graph } from '../../../shared/pipeline/graph'

/** What a new node is to fit: behind an output, before an input, between both; nothing for one that stands alone. */
export interface Gap {
  kind: PortKind
  /** It takes from a node. */
  takes: boolean
  /** It gives to a node. */
  gives: boolean
}

export function fits(spec: NodeSpec, gap: Gap | undefined): boolean {
  if (!gap) return true
  const has = (ports: NodeSpec['inputs']): boolean => ports.some(p => p.kind === gap.kind)
  return (!gap.takes || has(spec.inputs)) && (!gap.gives || has(spec.outputs))
}

export interface Suggestion {
  spec: NodeSpec
  reason: string
}

/** How often one node type stands right behind another: `type → next → times`. */
export type Habits = ReadonlyMap<string, ReadonlyMap<string, number>>

/** What people wire behind what, counted in example pipelines. */
export function habitsOf(examples: readonly Pipeline[]): Habits {
  const habits = new Map<string, Map<string, number>>()
  for (const graph of examples.map(document => Graph.of(document)))
    for (const edge of graph.edges) {
      const [from, to] = [graph.node(edge.from.node)?.type, graph.node(edge.to.node)?.type]
      if (from === undefined || to === undefined) continue
      const next = habits.get(from) ?? new Map<string, number>()
      habits.set(from, next.set(to, (next.get(to) ?? 0) + 1))
    }
  return habits
}

/**
 * Up to `most` nodes for a gap, the likeliest first: what examples put behind the node before it and is not on the line yet, then what they
 * put before the node after it. An empty canvas is offered what needs no input.
 *
 * @param line Types of the nodes before the gap, the nearest last.
 * @param next Type of the node behind the gap.
 * @param reasons What the table before the gap calls for, by type: it comes before all that is usual.
 */
export function suggestions(
  specs: Specs,
  habits: Habits,
  gap: Gap | undefined,
  line: readonly string[],
  next: string | undefined,
  reasons: ReadonlyMap<string, string> = new Map(),
  most = 3,
): Suggestion[] {
  const all = [...specs.values()]
  if (!gap && line.length === 0)
    return all
      .filter(s => s.inputs.length === 0)
      .slice(0, most)
      .map(spec => ({ spec, reason: 'a line starts with data' }))
  const open = (spec: NodeSpec): boolean => fits(spec, gap) && (!line.includes(spec.type) || spec.group === 'model')
  const called = [...reasons].flatMap(([type, reason]): Suggestion[] => {
    const spec = specs.get(type)
    return spec && open(spec) ? [{ spec, reason }] : []
  })
  const last = line.at(-1)
  const behind = last === undefined ? undefined : habits.get(last)
  const made: (Suggestion & { score: number })[] = []
  for (const spec of all) {
    if (!open(spec) || reasons.has(spec.type)) continue
    const after = behind?.get(spec.type) ?? 0
    const before = (next !== undefined && habits.get(spec.type)?.get(next)) || 0
    if (after === 0 && before === 0) continue
    const neighbour = specs.get(after > 0 ? last! : next!)?.title
    made.push({
      spec,
      score: after + before,
      reason: after > 0 ? `usually follows ${neighbour}` : `usually comes before ${neighbour}`,
    })
  }
  const usual = made.sort((a, b) => b.score - a.score).map(({ spec, reason }) => ({ spec, reason }))
  return [...called, ...usual].slice(0, most)
}

/** The nodes before a node and itself, along first inputs, the nearest last. */
export function lineOf(document: Pipeline, id: string): string[] {
  const graph = Graph.of(document)
  const line: string[] = []
  for (let at: string | undefined = id; at !== undefined && graph.node(at) && !line.includes(at);) {
    line.unshift(at)
    at = graph.into(at)[0]?.from.node
  }
  return line
}

/** The types of that line. */
export function lineTo(document: Pipeline, id: string): string[] {
  return lineOf(document, id).map(node => Graph.of(document).node(node)!.type)
}

/** Specs whose title, type, group or summary holds every word; those whose title begins so first. */
export function search(specs: readonly NodeSpec[], query: string): NodeSpec[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...specs]
  const rank = (s: NodeSpec): number => {
    const title = s.title.toLowerCase()
    return title.startsWith(words[0]) ? 0 : title.includes(words[0]) ? 1 : 2
  }
  return specs
    .filter(s => words.every(w => `${s.title} ${s.type} ${s.summary}`.toLowerCase().includes(w)))
    .sort((a, b) => rank(a) - rank(b))
}
