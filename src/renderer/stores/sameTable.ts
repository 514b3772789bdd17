import type { Pipeline } from '../../shared/pipeline/document'
import type { NodeResult } from '../../shared/results/results'
import { datasetOf } from '../../shared/results/table'
import { signatures } from './signature'

/** The first document in which a node has this signature: it gives the same table. */
export function documentOf(
  signature: string | undefined,
  node: string,
  documents: readonly (Pipeline | null)[],
): Pipeline | undefined {
  if (signature === undefined) return undefined
  return documents.find(d => d !== null && signatures(d).get(node) === signature) ?? undefined
}

/** What a node read has not changed since, and its training went as far. One that reads nothing has nothing to compare. */
export function sameData(a: NodeResult | undefined, b: NodeResult): boolean {
  if (a?.finishedEarly !== b.finishedEarly) return false
  return datasetOf(a?.summary)?.fingerprint === datasetOf(b.summary)?.fingerprint
}
