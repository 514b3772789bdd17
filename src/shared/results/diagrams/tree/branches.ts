import type { TreeDiagram } from '../../blocks'

/** How the nodes of a tree hang together, n of each. */
export interface Branches {
  /** Yes and no of a split; nothing of a leaf. */
  children: (readonly [number, number] | undefined)[]
  /** −1 for the root, and for what no split leads to. */
  parent: number[]
  depth: number[]
  /** Leaves below, itself where it is one. */
  leaves: number[]
}

/** Reads the children of a tree. A split whose children are no two nodes of their own behind it is taken for a leaf, so nothing runs in a circle. */
export function branchesOf({ nodes }: TreeDiagram): Branches {
  const parent = nodes.map(() => -1)
  const depth = nodes.map(() => 0)
  const children = nodes.map(({ children: given }, i) => {
    const fits = (j: number): boolean => Number.isInteger(j) && j > i && j < nodes.length && parent[j] < 0
    const reached = i === 0 || parent[i] >= 0
    if (!reached || !given || given[0] === given[1] || !given.every(fits)) return undefined
    for (const j of given) {
      parent[j] = i
      depth[j] = depth[i] + 1
    }
    return given
  })
  const leaves = nodes.map(() => 1)
  for (let i = nodes.length - 1; i >= 0; i--) {
    const [yes, no] = children[i] ?? []
    if (yes !== undefined && no !== undefined) leaves[i] = leaves[yes] + leaves[no]
  }
  return { children, parent, depth, leaves }
}

/** The nodes from the root to one, both with it; none where there is no such node. */
export function wayTo({ parent }: Branches, node: number): number[] {
  if (!(node in parent)) return []
  const way = [node]
  while (parent[way[0]] >= 0) way.unshift(parent[way[0]])
  return way
}

/** The leaves that rows of the table end in, each once. */
export function leavesOf({ rows }: TreeDiagram, picked: ReadonlySet<number>): number[] {
  return rows === undefined ? [] : [...new Set(rows.leaf.filter((_, i) => picked.has(rows.row[i])))]
}

/** The rows that came through a node, of those whose leaf is known. */
export function rowsThrough({ rows }: TreeDiagram, branches: Branches, node: number): number[] {
  if (rows === undefined) return []
  const inside = new Set([node])
  branches.parent.forEach((parent, i) => inside.has(parent) && inside.add(i))
  return rows.row.filter((_, i) => inside.has(rows.leaf[i]))
}

/**
 * The splits to draw as one card so that at most `most` leaves and folded cards are seen below a node, on at most `levels` levels: the way
 * to what is lit is opened first, then the branches with most rows.
 */
export function foldsOf(
  { nodes }: TreeDiagram,
  { children, depth }: Branches,
  {
    most,
    from = 0,
    lit = new Set(),
    levels = Infinity,
  }: { most: number; from?: number; lit?: ReadonlySet<number>; levels?: number },
): number[] {
  const waiting = children[from] ? [from] : []
  const folded: number[] = []
  let seen = 1
  const rank = (i: number): number => (lit.has(i) ? Infinity : nodes[i].rows)
  while (waiting.length > 0) {
    const next = waiting.reduce((a, b) => (rank(b) > rank(a) ? b : a))
    waiting.splice(waiting.indexOf(next), 1)
    const tooMany = seen >= most && !lit.has(next)
    if (tooMany || depth[next] - depth[from] + 1 >= levels) folded.push(next)
    else {
      seen++
      waiting.push(...children[next]!.filter(j => children[j]))
    }
  }
  return folded.sort((a, b) => a - b)
}
