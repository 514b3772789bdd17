import { nodeSpecs } from '../../compute'
import type { NodeSpec, PortKind, Specs } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import { noun } from '../../shared/pipeline/edit'
import { Graph, portOf } from '../../shared/pipeline/graph'
import type { NodeStatus } from '../stores/run'
import { wasStopped } from './stopped'

const titleOf = (document: Pipeline, specs: Specs, id: string): string =>
  Graph.of(document).spec(specs, id)?.title ?? id

/** Why the line to a node cannot run, as a sentence: an input on it has no wire. Undefined where all have one. */
export function runRefusal(document: Pipeline, id: string, specs: Specs = nodeSpecs): string | undefined {
  // The node itself first, then those before it, the nearest first.
  const graph = Graph.of(document)
  for (const at of graph.reach(id, 'before')) {
    const spec = graph.spec(specs, at)
    const open = spec?.inputs.find(p => !p.optional && !graph.into(at).some(e => portOf(spec.inputs, e.to) === p))
    if (open) return `Wire a ${noun[open.kind]} ${at === id ? 'in' : `into ${spec!.title}`} first.`
  }
  return undefined
}

/** Whether a node that is switched off passes a table on: those that take none give nothing. */
export const passesOn = (spec: NodeSpec | undefined): boolean => spec?.inputs[0]?.kind === 'frame'

/** What a node that is switched off means for the line: what passes through it, and what the nodes right behind it get. */
export function offWords(document: Pipeline, id: string, specs: Specs = nodeSpecs): string {
  const graph = Graph.of(document)
  const spec = graph.spec(specs, id)
  const [from] = graph.framesInto(specs, id)
  const behind = graph.outOf(id)
  const named = (ids: readonly string[]): string => listed([...new Set(ids)].map(at => titleOf(document, specs, at)))
  const given = (kind: PortKind): string =>
    named(behind.flatMap(e => (graph.port(specs, e.from, 'from')?.kind === kind ? [e.to.node] : [])))
  const [takers, users] = [given('frame'), given('model')]
  if (!passesOn(spec)) {
    const all = named(behind.map(e => e.to.node))
    return `It gives nothing while it is off${all && `, so ${all} behind it cannot run`}.`
  }
  const source = from && titleOf(document, specs, from)
  const passes = source
    ? `The table from ${source} passes through unchanged`
    : 'A table wired into it passes through unchanged'
  const model = spec?.outputs.some(p => p.kind === 'model') ?? false
  const got =
    takers &&
    (model
      ? `: ${takers} gets it without this model’s predictions`
      : `: ${takers} works on it as if this node were not there`)
  return `${passes}${got}.${users && ` ${users} has no model to use and cannot run.`}`
}

/** "Split", "Split and Scale", "Split, Scale and 3 more". */
function listed(titles: readonly string[]): string {
  if (titles.length > 3) return `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more`
  return [titles.slice(0, -1).join(', '), titles.at(-1) ?? ''].filter(Boolean).join(' and ')
}

export interface Reason {
  title: string
  text: string
}

/** Why a node did not run, for people who look for its results; undefined where only nobody asked it to. */
export function notRunBecause(
  document: Pipeline,
  id: string,
  statusOf: (id: string) => NodeStatus,
  specs: Specs = nodeSpecs,
): Reason | undefined {
  const node = Graph.of(document).node(id)
  if (node?.disabled) return { title: 'Switched off', text: offWords(document, id, specs) }
  const status = statusOf(id)
  if (status === 'cancelled') return { title: 'Stopped', text: 'The run was stopped while this node was at work.' }
  const refusal = status === 'skipped' ? undefined : runRefusal(document, id, specs)
  if (status !== 'skipped') return refusal === undefined ? undefined : { title: 'Not ready', text: refusal }
  return { title: 'Not run', text: skippedWords(document, id, statusOf, specs) }
}

function skippedWords(document: Pipeline, id: string, statusOf: (id: string) => NodeStatus, specs: Specs): string {
  if (wasStopped(document, id, statusOf)) return 'The run was stopped before it came to this node.'
  const before = [...Graph.of(document).reach(id, 'before')].filter(at => at !== id)
  const failed = before.find(at => statusOf(at) === 'failed')
  if (failed !== undefined)
    return `${titleOf(document, specs, failed)} before it failed, so there was nothing to work on.`
  const off = before.find(at => Graph.of(document).node(at)?.disabled)
  return off === undefined
    ? 'What it takes from gave nothing.'
    : `${titleOf(document, specs, off)} before it is switched off and gave it nothing.`
}
