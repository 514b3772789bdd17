import { describe, expect, it } from 'vitest'
import type { TreeDiagram } from '../../blocks'
import { light } from '../../theme'
import { penguinTree, valueTree } from '../diagrams.fixture'
import type { Box } from '../scene'
import { branchesOf, foldsOf, leavesOf, rowsThrough, wayTo } from './branches'
import { layTree } from './layout'
import { treeOnPaper, treeScene, treeView } from './scene'
import { treeSentence, treeTable } from './words'

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('branches', () => {
  it('are what the nodes say', () => {
    const { depth, leaves, parent } = branchesOf(penguinTree)
    expect(leaves[0]).toBe(7)
    expect(Math.max(...depth)).toBe(4)
    expect(wayTo(branchesOf(penguinTree), 12)).toEqual([0, 1, 4, 10, 12])
    expect(parent[0]).toBe(-1)
  })

  it('never run in a circle, whatever a file says', () => {
    const bad: [number, number][] = [
      [0, 1],
      [1, 1],
      [2, 99],
      [-1, 2],
      [1.5, 2],
    ]
    for (const children of bad) {
      const tree: TreeDiagram = {
        type: 'tree',
        nodes: [{ rule: 'a', children, rows: 1 }, { rule: 'b', children: [2, 0], rows: 1 }, { rows: 1 }],
      }
      expect(branchesOf(tree).children.filter(Boolean)).toEqual([])
    }
    const shared: TreeDiagram = {
      type: 'tree',
      nodes: [
        { children: [1, 2], rows: 2 },
        { children: [3, 4], rows: 1 },
        { children: [3, 4], rows: 1 },
        { rows: 1 },
        { rows: 1 },
      ],
    }
    expect(branchesOf(shared).children).toEqual([[1, 2], [3, 4], undefined, undefined, undefined])
  })

  it('know the rows that came through, and the leaves of picked ones', () => {
    const branches = branchesOf(penguinTree)
    expect(rowsThrough(penguinTree, branches, 12)).toEqual([171])
    expect(rowsThrough(penguinTree, branches, 4)).toEqual([153, 162, 171, 180, 189, 198, 207])
    expect(rowsThrough(penguinTree, branches, 0)).toHaveLength(37)
    expect(leavesOf(penguinTree, new Set([0, 9, 171]))).toEqual([7, 12])
  })
})

describe('folding', () => {
  it('leaves so many leaves, the largest branches open', () => {
    const tree = valueTree(250)
    const branches = branchesOf(tree)
    const folded = foldsOf(tree, branches, { most: 60 })
    const seen = treeScene(tree, branches, light, { towards: 'down', folded, lit: [] }).items.filter(
      i => i.key !== undefined,
    )
    expect(seen).toHaveLength(2 * 60 - 1)
    const least = Math.min(...seen.filter(i => i.open).map(i => tree.nodes[Number(i.key)].rows))
    for (const i of folded) expect(tree.nodes[i].rows).toBeLessThanOrEqual(least)
  })

  it('never hides what is lit', () => {
    const tree = valueTree(250)
    const branches = branchesOf(tree)
    const { folded } = treeView(tree, branches, [498], 500)
    const way = wayTo(branches, 498)
    expect(way.length).toBeGreaterThan(5)
    expect(folded.filter(i => way.includes(i))).toEqual([])
  })
})

describe('cards', () => {
  it.each(['down', 'right'] as const)('of 500 nodes never lie over each other, towards %s', towards => {
    const tree = valueTree(250)
    const { boxes, width, height } = layTree(
      branchesOf(tree),
      new Set(),
      i => ({ width: 90 + (i % 7) * 15, height: 56 }),
      towards,
    )
    const all = [...boxes.values()]
    expect(all).toHaveLength(499)
    expect(all.flatMap((a, i) => all.slice(0, i).filter(b => overlaps(a, b)))).toEqual([])
    expect(all.every(b => b.x >= 0 && b.y >= 0 && b.x + b.width <= width && b.y + b.height <= height)).toBe(true)
  })

  it('stand a chain of 400 splits', () => {
    const nodes = Array.from({ length: 801 }, (_, i): TreeDiagram['nodes'][number] =>
      i % 2 === 0 && i < 800 ? { rule: `x ≤ ${i}`, children: [i + 1, i + 2], rows: 900 - i } : { rows: 1, value: i },
    )
    const chain: TreeDiagram = { type: 'tree', nodes }
    expect(branchesOf(chain).leaves[0]).toBe(401)
    expect(treeOnPaper(chain, light, 772).width).toBeLessThan(1000)
  })

  it('say where a missing value goes, and widen a branch with its rows', () => {
    const branches = branchesOf(penguinTree)
    const scene = treeScene(penguinTree, branches, light, treeView(penguinTree, branches, []))
    const shapes = scene.items.flatMap(i => i.shapes)
    const words = shapes.flatMap(s => (s.kind === 'text' ? [s.text] : []))
    expect(words.filter(w => w.includes('missing'))).toEqual(['no, missing'])
    const wide = (i: number): number => 6 * (penguinTree.nodes[i].rows / 333)
    const links = scene.items
      .filter(i => i.key === undefined)
      .map(i => (i.shapes[0].kind === 'path' ? i.shapes[0].width! : 0))
    expect(Math.max(...links)).toBeCloseTo(wide(1), 1)
    expect(Math.min(...links)).toBe(1)
  })

  it('lights the way of a row and no other branch', () => {
    const branches = branchesOf(penguinTree)
    const scene = treeScene(penguinTree, branches, light, treeView(penguinTree, branches, [12]))
    const lit = scene.items.filter(i => i.chosen)
    expect(
      lit
        .flatMap(i => i.key ?? [])
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 4, 10, 12])
    expect(lit).toHaveLength(9)
  })
})

it('has a line for each node in its table, yes before no', () => {
  const { columns, rows } = treeTable(penguinTree)
  expect(columns.map(c => c.name)).toEqual([
    'node',
    'level',
    'branch',
    'rule or leaf',
    'missing goes to',
    'leaves',
    'rows',
    'Adelie',
    'Chinstrap',
    'Gentoo',
    'gini',
  ])
  expect(rows.map(r => r[0])).toEqual([0, 1, 3, 7, 8, 4, 9, 10, 11, 12, 2, 5, 6])
  expect(rows[0]).toEqual([0, 1, null, 'flipper ≤ 206.5', 'no', 7, 333, 146, 68, 119, 0.6384])
  expect(rows[3]).toEqual([7, 4, 'yes', 'Adelie', null, 1, 134, 133, 1, 0, 0.0148])
})

it('is told in a sentence', () => {
  expect(treeSentence(penguinTree)).toBe(
    '6 splits and 7 leaves on 5 levels, over 333 rows. First flipper ≤ 206.5. The way of row 171 is lit.',
  )
  expect(treeSentence({ type: 'tree', nodes: [{ rows: 5, value: 2.5 }] })).toBe('One leaf: 2.500, 5 rows.')
})
