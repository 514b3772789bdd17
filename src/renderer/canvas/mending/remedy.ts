import type { ErrorParts } from '../../../shared/errors'
import type { NodeSpec } from '../../../shared/node'
import type { Pipeline, PipelineEdge } from '../../../shared/pipeline/document'
import { kindOf } from '../../../shared/pipeline/edit'
import { endOf } from '../../../shared/pipeline/topology'
import type { Specs } from '../../../shared/pipeline/validate'
import { labelOf } from '../../../shared/words'
import { reach } from '../../node/reach'
import { lineOf } from '../adding/suggest'

/** What one press can do about a failed node. */
export type Fix =
  | { kind: 'insert'; spec: NodeSpec; edge: PipelineEdge }
  /** A node that is on the line already holds the setting to change: the failed one, or one before it. */
  | { kind: 'open'; spec: NodeSpec; node: string; parameter?: string }

/**
 * The fix that a fault's remedy names: a known node type in its words ("Put prep.impute before it"). Unless the remedy says "before", a node of
 * that type on the line is opened; else a new one is put on the wire into the failed node, or into the node that the remedy says it comes before. A
 * remedy without a node type that names a setting of the failed node ("Give a smaller nClusters") leads there.
 */
export function fixOf(error: ErrorParts, node: string, document: Pipeline, specs: Specs): Fix | undefined {
  const words = error.remedy ?? ''
  const named = typesIn(words, specs)
  const spec = named[0]
  if (!spec) return ownSetting(words, node, document, specs)
  const before = reach(document, node, 'before')
  const there = document.nodes.find(n => n.id !== node && before.has(n.id) && n.type === spec.type)
  if (there && !/\bbefore\b/.test(words)) {
    const parameter = parameterIn(words, spec)
    return { kind: 'open', spec, node: there.id, ...(parameter !== undefined && { parameter }) }
  }
  if (spec.group === 'model') return undefined
  const [next] = typesIn(/\bbefore (?:a |the )?([a-z]+\.[a-zA-Z]+)/.exec(words)?.[1] ?? '', specs)
  const other = next && document.nodes.find(n => before.has(n.id) && n.type === next.type)
  const into = other?.id ?? node
  const edge = document.edges.find(
    e => endOf(e.to).node === into && kindOf(document, specs, e.from, 'from') === spec.inputs[0]?.kind,
  )
  return edge && { kind: 'insert', spec, edge }
}

function ownSetting(words: string, node: string, document: Pipeline, specs: Specs): Fix | undefined {
  const spec = specs.get(document.nodes.find(n => n.id === node)?.type ?? '')
  const parameter = spec && parameterIn(words, spec)
  return parameter === undefined ? undefined : { kind: 'open', spec: spec!, node, parameter }
}

/** The first parameter of a node type that a sentence names: in brackets, by a long name, or as something to set. */
function parameterIn(words: string, { parameters }: NodeSpec): string | undefined {
  const found = words.match(/\b[a-z]\w*(?:[A-Z]\w*)+|(?<=\(|, |\b[Ss]et |\bsmaller |\blower )[a-z]\w*/g) ?? []
  return found.find(name => Object.hasOwn(parameters, name))
}

/** What the button of a fix says. */
export function fixWords(fix: Fix): string {
  if (fix.kind === 'insert') return `Insert ${fix.spec.title}`
  const p = fix.parameter === undefined ? undefined : fix.spec.parameters[fix.parameter]
  return p ? `Set ${labelOf(fix.parameter!, p.title)}` : `Open ${fix.spec.title}`
}

/** A node of the line that a fix makes. `made`: the one that the fix adds. */
export interface Link {
  title: string
  icon: string
  made: boolean
}

/** The line to the failed node as it is after a node was put into it: at most `most` cards, the new one among them. */
export function lineAfter(
  fix: Extract<Fix, { kind: 'insert' }>,
  node: string,
  document: Pipeline,
  specs: Specs,
  most = 5,
): Link[] {
  const link = (type: string | undefined, made = false): Link => {
    const spec = specs.get(type ?? '')
    return { title: spec?.title ?? type ?? '', icon: spec?.icon ?? 'circle-help', made }
  }
  const typeOf = (id: string): string | undefined => document.nodes.find(n => n.id === id)?.type
  const ids = lineOf(document, node)
  const at = ids.indexOf(endOf(fix.edge.to).node)
  if (at < 0) return [link(typeOf(endOf(fix.edge.from).node)), link(fix.spec.type, true), link(typeOf(node))]
  const links = [
    ...ids.slice(0, at).map(id => link(typeOf(id))),
    link(fix.spec.type, true),
    ...ids.slice(at).map(id => link(typeOf(id))),
  ]
  const first = Math.max(0, Math.min(at - 1, links.length - most))
  return links.slice(first, first + most)
}

/** Node types that a sentence names, in its order. */
function typesIn(words: string, specs: Specs): NodeSpec[] {
  const found = words.match(typeNames) ?? []
  return found.flatMap(type => specs.get(type) ?? [])
}

/** A sentence with node types by their titles: "Put prep.impute before it." → "Put Impute before it." */
export function titled(sentence: string, specs: Specs): string {
  return sentence.replace(typeNames, type => specs.get(type)?.title ?? type)
}

const typeNames = /\b[a-z]+\.[a-zA-Z]+/g
