import type { ErrorParts } from '../../shared/errors'
import type { NodeSpec } from '../../shared/node'
import type { Pipeline, PipelineEdge } from '../../shared/pipeline/document'
import { kindOf } from '../../shared/pipeline/edit'
import { endOf } from '../../shared/pipeline/topology'
import type { Specs } from '../../shared/pipeline/validate'

import { reach } from './reach'

/** What one press can do about a failed node. */
export type Fix =
  | { kind: 'insert'; spec: NodeSpec; edge: PipelineEdge }
  /** A node that is on the line already holds the setting to change. */
  | { kind: 'open'; spec: NodeSpec; node: string }

/**
 * The fix that a fault's remedy names: a known node type in its words ("Put prep.impute before it"). Unless the remedy says "before", a node of
 * that type on the line is opened; else a new one is put on the wire into the failed node, or into the second node that the remedy names.
 */
export function fixOf(error: ErrorParts, node: string, document: Pipeline, specs: Specs): Fix | undefined {
  const words = error.remedy ?? ''
  const named = typesIn(words, specs)
  const spec = named[0]
  if (!spec) return undefined
  const before = reach(document, node, 'before')
  const there = document.nodes.find(n => n.id !== node && before.has(n.id) && n.type === spec.type)
  if (there && !/\bbefore\b/.test(words)) return { kind: 'open', spec, node: there.id }
  if (spec.group === 'model') return undefined
  const other = named[1] && document.nodes.find(n => before.has(n.id) && n.type === named[1]!.type)
  const into = other?.id ?? node
  const edge = document.edges.find(
    e => endOf(e.to).node === into && kindOf(document, specs, e.from, 'from') === spec.inputs[0]?.kind,
  )
  return edge && { kind: 'insert', spec, edge }
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
