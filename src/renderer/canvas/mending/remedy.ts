import type { ErrorParts } from '../../../shared/errors'
import type { NodeSpec, Specs } from '../../../shared/node'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../../shared/pipeline/document'
import { edgeOf, Graph } from '../../../shared/pipeline/graph'
import { type Page, pages } from '../../../shared/remedy'
import { labelOf, words } from '../../../shared/words'
import { lineOf } from '../adding/suggest'

/** What one press does in a document about a failed node. */
export type Repair =
  | { kind: 'insert'; spec: NodeSpec; edge: PipelineEdge; params: PipelineNode['params']; parameter?: string }
  | { kind: 'set'; spec: NodeSpec; node: string; parameter: string; value: unknown }
  /** A node to look at; at one of its settings, where that is to blame. */
  | { kind: 'open'; spec: NodeSpec; node: string; parameter?: string }
  | { kind: 'page'; page: Page }
  | { kind: 'replace'; spec: NodeSpec; node: string }

/** What the fix of a fault comes to here: a setting of a node that is not on the line puts that node on it. Undefined where nothing can be done by a press. */
export function repairOf(
  { remedy }: Partial<ErrorParts>,
  failed: string,
  document: Pipeline,
  specs: Specs,
): Repair | undefined {
  const fix = remedy?.fix
  if (!fix) return undefined
  const graph = Graph.of(document)
  /** The failed node and those before it, the nearest first. */
  const line = [...graph.reach(failed, 'before')]
  const nearest = (type: string): string | undefined => line.find(id => graph.node(id)?.type === type)
  const insertion = (type: string, into: string, params: PipelineNode['params'], parameter?: string) => {
    const spec = specs.get(type)
    const kind = spec?.inputs[0]?.kind
    const edge = graph.into(into).find(e => graph.port(specs, e.from, 'from')?.kind === kind)?.written
    const at = parameter !== undefined && { parameter }
    return spec && edge && { kind: 'insert' as const, spec, edge, params, ...at }
  }
  if ('insert' in fix) return insertion(fix.insert, (fix.before && nearest(fix.before)) ?? failed, fix.params ?? {})
  if ('replace' in fix) {
    const spec = specs.get(fix.replace)
    return spec && { kind: 'replace', spec, node: failed }
  }
  if ('open' in fix) {
    const page = pages.find(p => p === fix.open)
    if (page) return { kind: 'page', page }
    const node = line.find(id => id !== failed && graph.node(id)?.type === fix.open)
    return node === undefined ? undefined : { kind: 'open', spec: specs.get(fix.open)!, node }
  }
  const { node: type, parameter, value } = fix.set
  const node = type === undefined ? failed : nearest(type)
  const given = value !== undefined
  if (node === undefined) return insertion(type!, failed, given ? { [parameter]: value } : {}, parameter)
  const spec = graph.spec(specs, node)
  if (!spec || !Object.hasOwn(spec.parameters, parameter)) return undefined
  return given ? { kind: 'set', spec, node, parameter, value } : { kind: 'open', spec, node, parameter }
}

/** What the button of a repair says. */
export function repairWords(repair: Repair): string {
  if (repair.kind === 'page') return `Go to ${labelOf(repair.page)}`
  if (repair.kind === 'replace') return `Use ${repair.spec.title}`
  const { kind, spec, parameter } = repair
  if (kind === 'insert') return `Insert ${spec.title}`
  if (parameter === undefined) return `Open ${spec.title}`
  const value = kind === 'set' ? valueWords(repair.value) : ''
  return `Set ${labelOf(parameter, spec.parameters[parameter]?.title)}${value && ` to ${value}`}`
}

const valueWords = (value: unknown): string =>
  typeof value === 'string' ? words(value) : typeof value === 'number' ? String(value) : ''

/** A node of the line that a repair makes. `made`: the one that it adds. */
export interface Link {
  title: string
  icon: string
  made: boolean
}

/** The line to the failed node as it is after a node was put into it: at most `most` cards, the new one among them. */
export function lineAfter(
  repair: Extract<Repair, { kind: 'insert' }>,
  node: string,
  document: Pipeline,
  specs: Specs,
  most = 5,
): Link[] {
  const link = (type: string | undefined, made = false): Link => {
    const spec = specs.get(type ?? '')
    return { title: spec?.title ?? type ?? '', icon: spec?.icon ?? 'circle-help', made }
  }
  const typeOf = (id: string): string | undefined => Graph.of(document).node(id)?.type
  const { from, to } = edgeOf(repair.edge)
  const ids = lineOf(document, node)
  const at = ids.indexOf(to.node)
  if (at < 0) return [link(typeOf(from.node)), link(repair.spec.type, true), link(typeOf(node))]
  const links = [
    ...ids.slice(0, at).map(id => link(typeOf(id))),
    link(repair.spec.type, true),
    ...ids.slice(at).map(id => link(typeOf(id))),
  ]
  const first = Math.max(0, Math.min(at - 1, links.length - most))
  return links.slice(first, first + most)
}

/** A sentence with node types by their titles: "Put prep.impute before it." → "Put Impute before it." */
export function titled(sentence: string, specs: Specs): string {
  return sentence.replace(typeNames, type => specs.get(type)?.title ?? type)
}

const typeNames = /\b[a-z]+\.[a-zA-Z]+/g
