import type { NodeSpec, Specs } from '../node'
import type { Pipeline } from './document'
import { Graph } from './graph'

/** Whether the frames that a node gives have a target, as far as the document alone tells. */
export type TargetAnswer = 'yes' | 'no' | 'unknown'

/**
 * By node: whether the frame that enters it has a target. Nodes that make one say so in their spec, and so do parameters that name a column to be one;
 * all others pass on what comes in. What comes with a model is known only when it ran.
 */
export function targetsInto(document: Pipeline, specs: Specs): Map<string, TargetAnswer> {
  const graph = Graph.of(document)
  const into = new Map<string, TargetAnswer>()
  const outOf = new Map<string, TargetAnswer>()
  for (const id of graph.order ?? []) {
    const node = graph.node(id)!
    const spec = specs.get(node.type)
    const answers = graph.framesInto(specs, id).map(source => outOf.get(source) ?? 'unknown')
    const comes = answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no'
    into.set(id, comes)
    const named = spec && targetParameter(spec)
    const given = !node.disabled && (spec?.gives === 'target' || (named !== undefined && Boolean(node.params[named])))
    const open = !spec || spec.inputs.some(p => p.kind === 'model')
    outOf.set(id, given ? 'yes' : comes === 'no' && open ? 'unknown' : comes)
  }
  return into
}

/** The parameter of a node type that names the target; undefined where it has none. */
export function targetParameter(spec: NodeSpec): string | undefined {
  return Object.entries(spec.parameters).find(([, p]) => p.kind === 'column' && p.gives === 'target')?.[0]
}
