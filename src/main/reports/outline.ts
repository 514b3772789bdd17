import type { NodeSpec } from '../../shared/node'
import type { Block } from '../../shared/results/blocks'
import type { NodeResult } from '../../shared/results/results'
import { Graph } from '../../shared/pipeline/graph'
import { inTitles } from '../../shared/sentences'
import type { NodeTitle, ReportInput } from './input'

/** One node of the pipeline with what it gave, in the order of the run. */
export interface Step {
  id: string
  type: string
  title: string
  icon: string
  group: string
  params: Readonly<Record<string, unknown>>
  spec: NodeSpec | undefined
  /** Ids of the nodes that feed it. */
  from: string[]
  result: NodeResult | undefined
}

/** The nodes of the pipeline in the order of the run. */
export function outline(input: ReportInput): Step[] {
  const graph = Graph.of(input.document)
  const nodes = graph.inLine.map(id => graph.node(id)!)
  const counts = new Map<string, number>()
  for (const n of nodes) counts.set(n.type, (counts.get(n.type) ?? 0) + 1)
  return nodes.map(n => {
    const known: NodeTitle | undefined = member(input.titles, n.type)
    const title = known?.title ?? n.type
    return {
      id: n.id,
      type: n.type,
      title: counts.get(n.type)! > 1 ? `${title} (${n.id})` : title,
      icon: known?.icon ?? '',
      group: known?.group ?? n.type.split('.')[0],
      params: n.params,
      spec: input.specs?.get(n.type),
      from: [...new Set(graph.into(n.id).map(e => e.from.node))].filter(id => graph.node(id)),
      result: told(member(input.results.nodes, n.id), input.specs?.get(n.type), input.specs),
    }
  })
}

/** What a node says of itself, with its settings called as the window calls them. */
function told(
  result: NodeResult | undefined,
  spec: NodeSpec | undefined,
  specs: ReadonlyMap<string, NodeSpec> | undefined,
): NodeResult | undefined {
  if (!result || !specs) return result
  const say = (sentence: string): string => inTitles(sentence, specs, spec)
  const { warnings, error, blocks } = result
  return {
    ...result,
    ...(warnings && { warnings: warnings.map(say) }),
    ...(error?.remedy && { error: { ...error, remedy: { ...error.remedy, text: say(error.remedy.text) } } }),
    ...(blocks && { blocks: blocks.map((b): Block => (b.kind === 'text' ? { ...b, text: say(String(b.text)) } : b)) }),
  }
}

/** An object's own member: `__proto__` and `constructor` are ordinary names in data. */
export const member = <T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined
