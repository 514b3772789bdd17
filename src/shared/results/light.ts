import type { NodeResult, Results } from './results'

/** Values in a block or a part of a summary above which it counts as heavy. */
const limit = 2000

/** Results without what is heavy, for the history of runs: figures, short tables and small charts stay. */
export function lightResults(results: Results): Results {
  const nodes = Object.entries(results.nodes).map(([id, node]) => [id, lightNode(node)])
  return { ...results, nodes: Object.fromEntries(nodes) as Results['nodes'] }
}

function lightNode({ summary, blocks, ...rest }: NodeResult): NodeResult {
  const light = summary && Object.fromEntries(Object.entries(summary).filter(([, value]) => isLight(value)))
  return { ...rest, ...(light && { summary: light }), ...(blocks && { blocks: blocks.filter(isLight) }) }
}

const isLight = (value: unknown): boolean => left(value, limit) >= 0

/** What is left of a budget after the values in a value; stops looking when it is used up. Long texts count by their length. */
function left(value: unknown, budget: number): number {
  if (budget < 0) return budget
  if (typeof value === 'string') return budget - 1 - Math.floor(value.length / 50)
  if (typeof value !== 'object' || value === null) return budget - 1
  let rest = budget
  for (const inner of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) {
    rest = left(inner, rest)
    if (rest < 0) break
  }
  return rest
}
