import type { TreeDiagram } from '../../blocks'
import { formatCount, formatNumber } from '../../format'
import { classMark } from '../../charts/marks'
import { textWidth } from '../../charts/labels'
import type { Theme } from '../../theme'
import { type Arrow, type Box, fine, type Item, markerAt, rectangle, type Scene, type Shape, textAt } from '../scene'
import { type Branches, branchesOf, foldsOf, wayTo } from './branches'
import { layTree, type Layout } from './layout'
import { classOf, countText, nodeTitle, nodeWords, rowsText } from './words'

const cardHeight = 56
const narrowest = 92
const widest = { down: 190, right: 146 } as const
/** Paper takes a tree at this size, so that a level more fits. */
const smallest = 0.8
/** Beyond so many leaves the smallest branches begin folded; in a narrow place as many as have 88 pixels each. */
const mostLeaves = 60
const leafRoom = 88
/** Leaves and pixels of height that a page of a report has room for. */
const mostOnPaper = 18

export interface TreeView {
  towards: 'down' | 'right'
  folded: readonly number[]
  /** Leaves whose ways are lit. */
  lit: readonly number[]
}

/** What a tree looks like at first: folded as its data say, or as far as does not fit into `width` pixels. */
export function treeView(tree: TreeDiagram, branches: Branches, lit: readonly number[], width = Infinity): TreeView {
  const way = new Set(lit.flatMap(leaf => wayTo(branches, leaf)))
  const most = Math.min(mostLeaves, Math.max(6, Math.floor(width / leafRoom)))
  return { towards: 'down', folded: tree.folded ?? foldsOf(tree, branches, { most, lit: way }), lit }
}

/** A tree on paper `width` pixels wide: from above where it fits or its folds are chosen, else from the left, with as many levels as fit. */
export function treeOnPaper(tree: TreeDiagram, theme: Theme, width: number): Scene {
  const branches = branchesOf(tree)
  const lit = tree.path ? [tree.path.leaf] : []
  const usual = treeScene(tree, branches, theme, treeView(tree, branches, lit))
  const most = width / smallest
  if (usual.width <= most || tree.folded) return usual
  const way = new Set(lit.flatMap(leaf => wayTo(branches, leaf)))
  const thin = Math.ceil(most / narrowest)
  for (let levels = Math.min(thin, Math.max(...branches.depth) + 1); ; levels--) {
    const folded = foldsOf(tree, branches, { most: mostOnPaper, lit: way, levels })
    const scene = treeScene(tree, branches, theme, { towards: 'right', folded, lit })
    if (scene.width <= most || levels <= 2) return scene
  }
}

/** The cards of a tree and its branches, as wide as their rows. */
export function treeScene(tree: TreeDiagram, branches: Branches, theme: Theme, view: TreeView): Scene {
  if (tree.nodes.length === 0) return { width: 1, height: 1, items: [] }
  const folded = new Set(view.folded.filter(i => branches.children[i]))
  const lit = new Set(view.lit.flatMap(leaf => wayTo(branches, leaf)))
  const faces = new Map<number, Face>()
  const layout = layTree(
    branches,
    folded,
    i => {
      const face = faceOf(tree, branches, i, folded.has(i))
      faces.set(i, face)
      return { width: widthOf(face, widest[view.towards]), height: cardHeight }
    },
    view.towards,
  )
  const cards = [...layout.boxes].map(([i, box]): Item => {
    const split = branches.children[i] !== undefined
    return {
      key: String(i),
      label: nodeWords(tree, branches, i, folded.has(i)),
      box,
      level: branches.depth[i] + 1,
      chosen: lit.has(i),
      ...(split && { open: !folded.has(i) }),
      to: ways(branches, layout, i, view.towards),
      shapes: card(tree, i, faces.get(i)!, box, { lit: lit.has(i), folded: folded.has(i) }, theme),
    }
  })
  const links = [...layout.boxes].flatMap(([i, box]) =>
    i === 0 ? [] : [link(tree, branches, layout, i, box, lit, theme, view.towards)],
  )
  // Lit branches lie over the others.
  links.sort((a, b) => Number(a.chosen) - Number(b.chosen))
  return { width: layout.width, height: layout.height, items: [...links, ...cards] }
}

/** Up to the parent, down to the yes, sideways to the next card of the level; turned where the tree grows to the right. */
function ways(
  { children, parent, depth }: Branches,
  { boxes }: Layout,
  i: number,
  towards: TreeView['towards'],
): NonNullable<Item['to']> {
  const turned: Record<Arrow, Arrow> =
    towards === 'down'
      ? { up: 'up', down: 'down', left: 'left', right: 'right' }
      : { up: 'left', down: 'right', left: 'up', right: 'down' }
  const place = (j: number): number => (towards === 'down' ? boxes.get(j)!.x : boxes.get(j)!.y)
  const level = [...boxes.keys()].filter(j => depth[j] === depth[i]).sort((a, b) => place(a) - place(b))
  const at = level.indexOf(i)
  const yes = children[i]?.[0]
  const to: Partial<Record<Arrow, number | undefined>> = {
    up: parent[i] >= 0 ? parent[i] : i,
    down: yes !== undefined && boxes.has(yes) ? yes : i,
    left: level[at - 1] ?? i,
    right: level[at + 1] ?? i,
  }
  return Object.fromEntries(Object.entries(to).map(([arrow, j]) => [turned[arrow as Arrow], String(j)]))
}

interface Face {
  title: string
  /** Class that the node names by its marker. */
  class?: number
  /** Below the bar, at either end. */
  left: string
  right: string
}

function faceOf(tree: TreeDiagram, { children, leaves }: Branches, i: number, folded: boolean): Face {
  const node = tree.nodes[i]
  const split = children[i] !== undefined
  const measure =
    node.impurity === undefined ? '' : `${tree.impurity ?? 'impurity'} ${formatNumber(node.impurity, 'figure')}`
  const named = split ? undefined : classOf(tree, i)
  const rows =
    named === undefined || !node.counts
      ? rowsText(node.rows)
      : `${countText(node.counts[named])} of ${rowsText(node.rows)}`
  return {
    title: nodeTitle(tree, i, split),
    ...(named !== undefined && { class: named }),
    left: rows,
    right: folded ? `+ ${formatCount(leaves[i], 'leaf', 'leaves')}` : named === undefined ? measure : '',
  }
}

/** Between the words at either end of a card's foot. */
const footGap = 12

function widthOf({ title, class: named, left, right }: Face, most: number): number {
  const head = textWidth(title, 12) * 1.05 + (named === undefined ? 0 : 15)
  const foot = textWidth(left) + (right === '' ? 0 : textWidth(right) + footGap)
  return Math.min(most, Math.max(narrowest, Math.ceil(22 + Math.max(head, foot))))
}

function card(
  tree: TreeDiagram,
  i: number,
  face: Face,
  { x, y, width, height }: Box,
  { lit, folded }: { lit: boolean; folded: boolean },
  theme: Theme,
): Shape[] {
  const edge = lit ? { stroke: theme.accent, width: 1.75 } : { stroke: theme.wire }
  const room = width - 20
  const indent = face.class === undefined ? 0 : 15
  return [
    ...(folded
      ? [{ kind: 'path' as const, d: rectangle(x + 4, y + 4, width, height, 6), fill: theme.surface, ...edge }]
      : []),
    { kind: 'path', d: rectangle(x, y, width, height, 6), fill: theme.surface, ...edge },
    ...(face.class === undefined ? [] : [markerAt(classMark(face.class, theme), x + 14.5, y + 14, 4)]),
    textAt(face.title, x + 10 + indent, y + 18, theme.ink, { size: 12, weight: 600, room: room - indent }),
    ...bar(tree, i, { x: x + 10, y: y + 26, width: room, height: 7 }, theme),
    textAt(face.left, x + 10, y + 47, theme.ink2, { room }),
    // What does not fit beside the rows is left to the words about the node.
    ...(face.right !== '' && textWidth(face.left) + footGap + textWidth(face.right) <= room + 2
      ? [textAt(face.right, x + width - 10, y + 47, folded ? theme.accent : theme.ink2, { align: 'end' })]
      : []),
  ]
}

/** Rows by class, in the order of the classes; or where the value lies between the lowest and the highest of the tree. */
function bar(tree: TreeDiagram, i: number, box: Box, theme: Theme): Shape[] {
  const { counts, value } = tree.nodes[i]
  const part = (from: number, to: number, fill: string): Shape => ({
    kind: 'path',
    d: rectangle(box.x + from * box.width, box.y, (to - from) * box.width, box.height),
    fill,
  })
  if (counts) {
    const total = counts.reduce((a, b) => a + b, 0)
    if (!(total > 0)) return []
    let from = 0
    return counts.flatMap((n, k) => {
      const to = from + n / total
      const shape = n > 0 ? [part(from, to, classMark(k, theme).color)] : []
      from = to
      return shape
    })
  }
  const values = tree.nodes.flatMap(n => (n.value !== undefined && Number.isFinite(n.value) ? [n.value] : []))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (value === undefined || !Number.isFinite(value) || !(high > low)) return []
  const at = (value - low) / (high - low)
  const tick = rectangle(box.x + at * box.width - 1.5, box.y - 2, 3, box.height + 4)
  return [part(0, 1, theme.band), part(0, at, theme.sequential[2]), { kind: 'path', d: tick, fill: theme.ink }]
}

/** The branch from a parent to a node, with its yes or no. */
function link(
  tree: TreeDiagram,
  { children, parent }: Branches,
  { boxes }: Layout,
  i: number,
  to: Box,
  lit: ReadonlySet<number>,
  theme: Theme,
  towards: TreeView['towards'],
): Item {
  const from = boxes.get(parent[i])!
  const down = towards === 'down'
  const [x1, y1] = down
    ? [from.x + from.width / 2, from.y + from.height]
    : [from.x + from.width, from.y + from.height / 2]
  const [x2, y2] = down ? [to.x + to.width / 2, to.y] : [to.x, to.y + to.height / 2]
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2]
  const d = `M${fine(x1)} ${fine(y1)}C${down ? `${fine(x1)} ${fine(my)} ${fine(x2)} ${fine(my)}` : `${fine(mx)} ${fine(y1)} ${fine(mx)} ${fine(y2)}`} ${fine(x2)} ${fine(y2)}`
  const yes = children[parent[i]]![0] === i
  const missing = tree.nodes[parent[i]].missing === (yes ? 'yes' : 'no')
  const share = tree.nodes[0].rows > 0 ? tree.nodes[i].rows / tree.nodes[0].rows : 0
  const on = lit.has(i)
  const word = yes ? 'yes' : 'no'
  // Beside each other there is room for a line, above each other for two.
  const words = !missing ? [word] : down ? [`${word}, missing`] : [word, 'missing']
  return {
    chosen: on,
    shapes: [
      { kind: 'path', d, stroke: on ? theme.accent : theme.wire, width: fine(Math.max(1, 6 * share) + (on ? 0.5 : 0)) },
      ...words.map((word, k) =>
        textAt(word, mx, my + 4 + (k - (words.length - 1) / 2) * 12, on ? theme.accent : theme.ink2, {
          align: 'middle',
          weight: on ? 600 : 400,
          halo: theme.surface,
        }),
      ),
    ],
  }
}
