import type { Pipeline } from '../../shared/pipeline/document'
import type { KeptRun } from '../../shared/contracts/projects'
import type { NodeResult } from '../../shared/results/results'
import { datasetOf, tableOf } from '../../shared/results/table'
import type { Ran } from './run'
import { signatures } from './signature'

/** What ran, from what the history keeps of a run: without heavy blocks, and of tables what their summaries tell. */
export function ranOf({ document, results }: Pick<KeptRun, 'document' | 'results'>): Ran {
  const signed = signatures(document)
  const nodes = Object.entries(results.nodes).map(([id, result]) => {
    const [frame, signature] = [tableOf(result.summary), signed.get(id)]
    return [
      id,
      { status: result.status, result, ...(frame && { frame }), ...(signature !== undefined && { signature }) },
    ] as const
  })
  return { nodes, results, document }
}

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
