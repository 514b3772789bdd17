import type { Cell, TableBlock, TreeDiagram } from '../../blocks'
import { cleanLabel } from '../../charts/labels'
import { formatCount, formatNumber, formatShort } from '../../format'
import { type Branches, branchesOf } from './branches'

/** The class that most rows of a node are of; of equals the first. Undefined where nodes hold values. */
export function classOf({ classes, nodes }: TreeDiagram, node: number): number | undefined {
  const counts = nodes[node].counts
  return classes && counts?.length ? counts.indexOf(Math.max(...counts)) : undefined
}

/** Rows, or their weight. */
export const countText = (n: number): string => (Number.isInteger(n) ? formatNumber(n, 'integer') : formatShort(n))

export const rowsText = (n: number): string => `${countText(n)} ${n === 1 ? 'row' : 'rows'}`

/** The rule of a split, the class or value of a leaf. */
export function nodeTitle(tree: TreeDiagram, node: number, split: boolean): string {
  if (split) return tree.nodes[node].rule ?? 'split'
  const named = classOf(tree, node)
  return named === undefined ? formatNumber(tree.nodes[node].value) : (tree.classes?.[named] ?? String(named))
}

/** A node in words: "flipper ≤ 206, 256 rows: Adelie 119, Chinstrap 54, Gentoo 83. gini 0.636. Missing goes to no." */
export function nodeWords(tree: TreeDiagram, { children, leaves }: Branches, node: number, folded: boolean): string {
  const { rows, counts, value, impurity, missing } = tree.nodes[node]
  const split = children[node] !== undefined
  const parts = counts?.map((n, k) => `${tree.classes?.[k] ?? k} ${countText(n)}`).join(', ')
  const held = parts ?? (value === undefined ? '' : `${tree.value ?? 'value'} ${formatNumber(value)}`)
  return [
    `${nodeTitle(tree, node, split)}, ${rowsText(rows)}${held && `: ${held}`}.`,
    impurity !== undefined && `${tree.impurity ?? 'impurity'} ${formatNumber(impurity, 'figure')}.`,
    split && missing && `Missing goes to ${missing}.`,
    folded && `${formatCount(leaves[node], 'leaf', 'leaves')} folded.`,
  ]
    .filter(Boolean)
    .map(part => cleanLabel(String(part)))
    .join(' ')
}

/** A tree in a sentence or two. */
export function treeSentence(tree: TreeDiagram): string {
  const { children, depth, leaves } = branchesOf(tree)
  const splits = children.filter(Boolean).length
  if (splits === 0) return `One leaf: ${cleanLabel(nodeTitle(tree, 0, false))}, ${rowsText(tree.nodes[0].rows)}.`
  const way = tree.path ? ` The way of ${cleanLabel(tree.path.name)} is lit.` : ''
  return `${formatCount(splits, 'split')} and ${formatCount(leaves[0], 'leaf', 'leaves')} on ${formatCount(Math.max(...depth) + 1, 'level')}, over ${rowsText(tree.nodes[0].rows)}. First ${cleanLabel(nodeTitle(tree, 0, true))}.${way}`
}

/** A tree as a table, one line a node, each below its parent with yes before no. */
export function treeTable(tree: TreeDiagram): Pick<TableBlock, 'columns' | 'rows'> {
  const { children, parent, depth, leaves } = branchesOf(tree)
  const values = tree.nodes.some(n => n.value !== undefined)
  const impurities = tree.nodes.some(n => n.impurity !== undefined)
  const missing = tree.nodes.some(n => n.missing !== undefined)
  const columns = [
    'node',
    'level',
    'branch',
    'rule or leaf',
    ...(missing ? ['missing goes to'] : []),
    'leaves',
    'rows',
    ...(tree.classes ?? []),
    ...(values ? [tree.value ?? 'value'] : []),
    ...(impurities ? [tree.impurity ?? 'impurity'] : []),
  ]
  const rows: Cell[][] = []
  const waiting = tree.nodes.length > 0 ? [0] : []
  while (waiting.length > 0) {
    const i = waiting.pop()!
    const node = tree.nodes[i]
    const split = children[i] !== undefined
    const branch = i === 0 ? null : children[parent[i]]![0] === i ? 'yes' : 'no'
    rows.push([
      i,
      depth[i] + 1,
      branch,
      nodeTitle(tree, i, split),
      ...(missing ? [node.missing ?? null] : []),
      leaves[i],
      node.rows,
      ...(tree.classes ?? []).map((_, k) => node.counts?.[k] ?? null),
      ...(values ? [node.value ?? null] : []),
      ...(impurities ? [node.impurity ?? null] : []),
    ])
    if (children[i]) waiting.push(children[i][1], children[i][0])
  }
  return { columns: columns.map(name => ({ name })), rows }
}
