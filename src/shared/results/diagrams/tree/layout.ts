import type { Box } from '../scene'
import type { Branches } from './branches'

export interface Layout {
  /** Boxes of the nodes that are seen, by node. */
  boxes: Map<number, Box>
  width: number
  height: number
}

/** Between cards of a level, and between levels, where the branches are. */
const gap = 8
const levelGap = { down: 34, right: 56 } as const
/** Around the whole, for edges and halos. */
const margin = 6

/**
 * Places the cards of a tree in levels, from above or from the left, each parent at the middle of its children and branches as close as
 * their outlines allow (Reingold & Tilford, 1981). `size`: of a node's card, in pixels.
 */
export function layTree(
  { children, depth }: Branches,
  folded: ReadonlySet<number>,
  size: (node: number) => { width: number; height: number },
  towards: 'down' | 'right',
): Layout {
  const down = towards === 'down'
  const sizes = new Map<number, { width: number; height: number }>()
  const offset = new Map<number, number>()
  /** How far a branch reaches to either side of its root, level by level. */
  const outline = (i: number): [number, number][] => {
    const card = size(i)
    sizes.set(i, card)
    const half = (down ? card.width : card.height) / 2
    const kids = folded.has(i) ? undefined : children[i]
    if (!kids) return [[-half, half]]
    const [a, b] = [outline(kids[0]), outline(kids[1])]
    let apart = 0
    for (let d = 0; d < Math.min(a.length, b.length); d++) apart = Math.max(apart, a[d][1] - b[d][0] + gap)
    offset.set(kids[0], -apart / 2).set(kids[1], apart / 2)
    const below = (a.length > b.length ? a : b).map((_, d): [number, number] => [
      Math.min((a[d]?.[0] ?? Infinity) - apart / 2, (b[d]?.[0] ?? Infinity) + apart / 2),
      Math.max((a[d]?.[1] ?? -Infinity) - apart / 2, (b[d]?.[1] ?? -Infinity) + apart / 2),
    ])
    return [[-half, half], ...below]
  }
  const reach = outline(0)
  const [low, high] = [Math.min(...reach.map(r => r[0])), Math.max(...reach.map(r => r[1]))]
  const levels = levelStarts(sizes, depth, down, levelGap[towards])
  const boxes = new Map<number, Box>()
  const put = (i: number, middle: number): void => {
    const { width, height } = sizes.get(i)!
    const start = levels[depth[i]]
    boxes.set(
      i,
      down ? { x: middle - width / 2, y: start, width, height } : { x: start, y: middle - height / 2, width, height },
    )
    if (!folded.has(i)) for (const j of children[i] ?? []) put(j, middle + offset.get(j)!)
  }
  put(0, margin - low)
  const [across, along] = [high - low + 2 * margin, levels.at(-1)! - levelGap[towards] + margin]
  return { boxes, width: down ? across : along, height: down ? along : across }
}

/** Where each level begins, and behind the last one where another would. */
function levelStarts(
  sizes: ReadonlyMap<number, { width: number; height: number }>,
  depth: readonly number[],
  down: boolean,
  between: number,
): number[] {
  const thick: number[] = []
  for (const [i, { width, height }] of sizes) thick[depth[i]] = Math.max(thick[depth[i]] ?? 0, down ? height : width)
  return thick.reduce((starts, t) => [...starts, starts.at(-1)! + t + between], [margin])
}
