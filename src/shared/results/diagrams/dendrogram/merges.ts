import type { DendrogramDiagram } from '../../blocks'

/** The merges of a dendrogram read as a tree. Ids: leaves 0 … n − 1, then merges n … 2n − 2 in the order they were made. */
export interface Merges {
  leaves: number
  /** Of each id; leaves stand at 0. */
  height: Float64Array
  /** Leaves below each id. */
  size: Int32Array
  /** The merge that each id goes into; −1 for the last one. */
  parent: Int32Array
  /** The two that each merge joins, by merge: ids. */
  joined: readonly (readonly [number, number])[]
}

/** Merges that were read: 20,000 take some milliseconds, and a cut that is dragged asks for them at every step. */
const known = new WeakMap<DendrogramDiagram['merges'], Merges | undefined>()

/** Undefined where there is nothing to draw, or the merges are no tree over the leaves. */
export function mergesOf(dendrogram: DendrogramDiagram): Merges | undefined {
  const { merges } = dendrogram
  if (!known.has(merges)) known.set(merges, read(dendrogram))
  return known.get(merges)
}

function read({ leaves, merges }: DendrogramDiagram): Merges | undefined {
  if (!Number.isInteger(leaves) || leaves < 2 || merges.length !== leaves - 1) return undefined
  const height = new Float64Array(2 * leaves - 1)
  const size = new Int32Array(2 * leaves - 1).fill(1)
  const parent = new Int32Array(2 * leaves - 1).fill(-1)
  for (let i = 0; i < merges.length; i++) {
    const [a, b, h] = merges[i]
    const id = leaves + i
    const free = (j: number): boolean => Number.isInteger(j) && j >= 0 && j < id && parent[j] < 0
    if (a === b || !free(a) || !free(b) || !Number.isFinite(h)) return undefined
    parent[a] = parent[b] = id
    height[id] = h
    size[id] = size[a] + size[b]
  }
  return { leaves, height, size, parent, joined: merges.map(([a, b]) => [a, b]) }
}

/** Ids of the clusters that are left when all but the last `count` − 1 merges are made, in the order of their leaves from left to right. */
export function clustersAt(merges: Merges, count: number): number[] {
  const last = 2 * merges.leaves - 1 - within(merges, count)
  const roots: number[] = []
  walk(merges, 2 * merges.leaves - 2, id => {
    if (id > last) return true
    roots.push(id)
    return false
  })
  return roots
}

/** A number of clusters that there can be. */
const within = ({ leaves }: Merges, count: number): number => Math.min(leaves, Math.max(1, Math.round(count) || 1))

/** How many clusters a cut at a height leaves. */
export function clustersAbove({ leaves, height }: Merges, at: number): number {
  let n = 1
  for (let id = leaves; id < 2 * leaves - 1; id++) if (height[id] > at) n++
  return n
}

/** Between which heights so many clusters hold: from the last merge that is made to the first that is not. */
export function heightsOf(merges: Merges, count: number): [from: number, to: number] {
  const last = 2 * merges.leaves - 1 - within(merges, count)
  const top = merges.height[2 * merges.leaves - 2]
  return [merges.height[last] ?? 0, last + 1 < merges.height.length ? merges.height[last + 1] : top * 1.1]
}

/** Visits a branch from its top, left before right; goes below an id where `enter` says so. */
export function walk({ leaves, joined }: Merges, top: number, enter: (id: number) => boolean): void {
  const waiting = [top]
  while (waiting.length > 0) {
    const id = waiting.pop()!
    if (enter(id) && id >= leaves) waiting.push(joined[id - leaves][1], joined[id - leaves][0])
  }
}

/** The leaves of a branch, left to right. */
export function leavesBelow(merges: Merges, top: number): number[] {
  const found: number[] = []
  walk(merges, top, id => {
    if (id < merges.leaves) found.push(id)
    return true
  })
  return found
}

/**
 * The class of each cluster at a cut, by its id: that of the labels it shares most leaves with, so that a cluster keeps its colour when the cut
 * moves. `labels`: of each leaf, below 0 where it has none. Clusters that share none take numbers that are free.
 */
export function classesOf(merges: Merges, count: number, labels: readonly number[]): Map<number, number> {
  const shared = clustersAt(merges, count).map(root => {
    const counts = new Map<number, number>()
    for (const leaf of leavesBelow(merges, root)) {
      const label = labels[leaf] ?? -1
      if (label >= 0) counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    return { root, counts }
  })
  const pairs = shared.flatMap(({ root, counts }) => [...counts].map(([label, n]) => ({ root, label, n })))
  const given = new Map<number, number>()
  const taken = new Set<number>()
  const give = (root: number, label: number): void => {
    given.set(root, label)
    taken.add(label)
  }
  for (const { root, label } of pairs.sort((a, b) => b.n - a.n))
    if (!given.has(root) && !taken.has(label)) give(root, label)
  let free = 0
  for (const { root } of shared) {
    if (given.has(root)) continue
    while (taken.has(free)) free++
    give(root, free)
  }
  return given
}

/** The number of its cluster at a cut, left to right, for each leaf: what colours start from where the model gave no labels. */
export function labelsAt(merges: Merges, count: number): number[] {
  const labels = Array<number>(merges.leaves).fill(-1)
  clustersAt(merges, count).forEach((root, k) => leavesBelow(merges, root).forEach(leaf => (labels[leaf] = k)))
  return labels
}
