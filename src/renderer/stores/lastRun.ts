import type { LastRun } from '../../shared/contracts/projects'
import { lightResults } from '../../shared/results/light'
import type { NodeResult, Results } from '../../shared/results/results'
import type { Ran } from './run'

/** Grows when the nodes of `Ran` change their shape: what older versions kept is dropped. */
const shape = 1
const mostBytes = 20e6

type Node = Ran['nodes'][number][1]
/** A node as it is kept: a result that stands in the results of the run as well is not written twice. */
type KeptNode = readonly [id: string, node: Omit<Node, 'result'> & { result?: NodeResult | 'same' }]

/** What ran, to be kept; without heavy blocks where all of it takes more than `limit` bytes. */
export function lastRunOf(ran: Ran, limit = mostBytes): LastRun {
  const { nodes, results, document } = left(ran, limit) >= 0 ? ran : lightRan(ran)
  const kept = nodes.map(([id, { result, ...node }]): KeptNode => [
    id,
    { ...node, ...(result && { result: result === results?.nodes[id] ? 'same' : result }) },
  ])
  return { shape, nodes: kept, results, document }
}

/** What ran, from what was kept of it; null where nothing was, or by another version. */
export function ranOf(last: LastRun | null): Ran | null {
  if (last?.shape !== shape) return null
  const { results, document } = last
  const nodes = (last.nodes as readonly KeptNode[]).map(([id, { result, ...node }]) => {
    const made = result === 'same' ? results?.nodes[id] : result
    return [id, { ...node, ...(made && { result: made }) }] as const
  })
  return { nodes, results, document }
}

function lightRan({ nodes, results, document }: Ran): Ran {
  const own = Object.fromEntries(nodes.flatMap(([id, { result }]) => (result ? [[id, result] as const] : [])))
  const light = lightResults({ nodes: { ...results?.nodes, ...own } } as Results).nodes
  return {
    nodes: nodes.map(([id, node]) => [id, { ...node, ...(node.result && { result: light[id] }) }]),
    results: results && {
      ...results,
      nodes: Object.fromEntries(Object.keys(results.nodes).map(id => [id, light[id]])),
    },
    document,
  }
}

/** What is left of a budget of bytes after a value; what stands in it twice counts once, and it stops when nothing is left. */
function left(value: unknown, budget: number, seen = new Set<object>()): number {
  if (budget < 0) return budget
  if (typeof value === 'string') return budget - 5 - value.length
  if (typeof value !== 'object' || value === null) return budget - 9
  if (seen.has(value)) return budget
  seen.add(value)
  let rest = budget - 9
  if (Array.isArray(value)) for (const inner of value as unknown[]) rest = rest < 0 ? rest : left(inner, rest, seen)
  else for (const [key, inner] of Object.entries(value)) rest = left(inner, rest - key.length, seen)
  return rest
}
