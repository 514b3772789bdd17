import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { addNode, connect, freeId } from '../../shared/pipeline/edit'
import { Graph } from '../../shared/pipeline/graph'
import { freePlace, pitch } from '../layout/geometry'
import { inserted } from '../canvas/adding/inserting'
import { withPositions, positionsOf } from '../layout/positions'
import { occupied } from '../layout/occupied'

const impute = 'prep.impute'

/** Whether what comes after a node fills missing cells. */
export function isImputed(document: Pipeline, node: string): boolean {
  const after = Graph.of(document).reach(node, 'behind')
  return document.nodes.some(n => after.has(n.id) && n.type === impute && !n.disabled)
}

/** The document with an impute node behind this one: after its split, so that test rows teach it nothing, else after its roles were given. */
export function withImpute(document: Pipeline, node: string): Pipeline {
  const after = Graph.of(document).reach(node, 'behind')
  const behind = (type: string): string | undefined => document.nodes.find(n => after.has(n.id) && n.type === type)?.id
  const from = behind('prep.split') ?? behind('table.columns') ?? node
  const made = { id: freeId(document, impute), type: impute, params: {} }
  const edge = Graph.of(document).outOf(from)[0]?.written
  // What has no place of its own would be laid out anew around the new node.
  if (edge) return inserted(withPositions(document), nodeSpecs, edge, made)
  const [x, y] = positionsOf(document)[from] ?? [0, 0]
  const { cards, notes } = occupied(document)
  const at = freePlace([x + pitch[0], y], [...cards, ...notes])
  return connect(addNode(document, made, at), nodeSpecs, { from, to: made.id })
}
