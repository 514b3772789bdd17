import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { addNode, connect, freeId, insertOnEdge } from '../../shared/pipeline/edit'
import { downstream, endOf } from '../../shared/pipeline/topology'

const impute = 'prep.impute'

/** Whether what comes after a node fills missing cells. */
export function isImputed(document: Pipeline, node: string): boolean {
  const after = downstream(document, node)
  return document.nodes.some(n => after.has(n.id) && n.type === impute && !n.disabled)
}

/** The document with an impute node behind this one: after its split, so that test rows teach it nothing, else after its roles were given. */
export function withImpute(document: Pipeline, node: string): Pipeline {
  const after = downstream(document, node)
  const behind = (type: string): string | undefined => document.nodes.find(n => after.has(n.id) && n.type === type)?.id
  const from = behind('prep.split') ?? behind('table.columns') ?? node
  const [x, y] = document.canvas?.positions?.[from] ?? [0, 0]
  const made = { id: freeId(document, impute), type: impute, params: {} }
  const at = [x + 120, y + 112] as const
  const edge = document.edges.find(e => endOf(e.from).node === from)
  if (edge) return insertOnEdge(document, nodeSpecs, edge, made, at)
  return connect(addNode(document, made, at), nodeSpecs, { from, to: made.id })
}
