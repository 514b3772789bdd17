import type { Specs } from '../../shared/node'
import type { FrameInfo } from '../../compute'
import type { ColumnSchema } from '../../shared/frame'
import type { Pipeline } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'
import type { AnyValues, Parameter } from '../../shared/params'

/** Columns that a node's parameters may name. */
export interface Source {
  columns: readonly ColumnSchema[]
  rows: number
  /** Classes that a model before it tells apart. */
  classes?: readonly (string | number | boolean)[]
  /** The node that they were seen at. Further up the line than the next one: steps between may change them. */
  node: string
  direct: boolean
}

/**
 * What enters a node, as far as it is known: the frame of the nearest node up the line that has run. A node without inputs shows
 * its own frame, because its parameters (kinds of columns) are about what it gives.
 */
export function sourceOf(
  document: Pipeline,
  specs: Specs,
  frameOf: (id: string) => FrameInfo | undefined,
  id: string,
): Source | undefined {
  const graph = Graph.of(document)
  const spec = graph.spec(specs, id)
  const own = frameOf(id)
  if (spec?.inputs.length === 0) return own && seenAt(own, id, true)
  const seen = new Set([id])
  let front = [id]
  for (let steps = 1; front.length > 0; steps++) {
    const before = front.flatMap(node => graph.framesInto(specs, node)).filter(node => !seen.has(node))
    for (const node of before) {
      const frame = frameOf(node)
      if (frame) return seenAt(frame, node, steps === 1)
    }
    before.forEach(node => seen.add(node))
    front = [...new Set(before)]
  }
  return undefined
}

function seenAt({ columns, rows, prediction }: FrameInfo, node: string, direct: boolean): Source {
  return { columns, rows, node, direct, ...(prediction?.classes && { classes: prediction.classes }) }
}

/** The nearest node of a type up the line; undefined where there is none. */
export function nearestOf(document: Pipeline, specs: Specs, id: string, type: string): string | undefined {
  const graph = Graph.of(document)
  const seen = new Set<string>()
  let front = [id]
  while (front.length > 0) {
    const before = front.flatMap(node => graph.framesInto(specs, node)).filter(node => !seen.has(node))
    const found = before.find(node => graph.node(node)?.type === type)
    if (found !== undefined) return found
    before.forEach(node => seen.add(node))
    front = [...new Set(before)]
  }
  return undefined
}

/** Columns that a value names and that are not there, where the columns are those that enter the node. */
export function unknownColumns(p: Parameter, value: AnyValues[string], source: Source | undefined): string[] {
  if (!source?.direct) return []
  const known = new Set(source.columns.map(c => c.name))
  return named(p, value).filter(name => !known.has(name))
}

function named(p: Parameter, value: AnyValues[string]): readonly string[] {
  if (value === null || value === undefined) return []
  if (p.kind === 'map') return Object.keys(value)
  if (p.kind !== 'column') return []
  return typeof value === 'string' ? [value] : (value as readonly string[])
}
