import { describe, expect, it } from 'vitest'
import { light } from '../../theme'
import { irisDendrogram, largeDendrogram } from '../diagrams.fixture'
import { classesOf, clustersAbove, clustersAt, heightsOf, labelsAt, leavesBelow, mergesOf } from './merges'
import { dendrogramScene } from './scene'
import { cutWords, dendrogramSentence, dendrogramTable } from './words'

const merges = mergesOf(irisDendrogram)!

describe('the clusters at a cut', () => {
  // scipy.cluster.hierarchy.fcluster(Z, 3, 'maxclust') of the same linkage: 13 rows of each species.
  it('are those of scipy', () => {
    const labels = labelsAt(merges, 3)
    expect(labels).toHaveLength(39)
    expect([0, 13, 26].map(from => new Set(labels.slice(from, from + 13)).size)).toEqual([1, 1, 1])
    expect(new Set(labels)).toEqual(new Set([0, 1, 2]))
  })

  it('hold every leaf once, at every count', () => {
    for (let k = 1; k <= 39; k++) {
      const roots = clustersAt(merges, k)
      expect(roots).toHaveLength(k)
      expect(roots.flatMap(r => leavesBelow(merges, r)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 39 }, (_, i) => i),
      )
      const [from, to] = heightsOf(merges, k)
      if (to > from) expect(clustersAbove(merges, (from + to) / 2)).toBe(k)
    }
  })

  it('keep their colours when the cut moves: the larger part goes on, the other takes a free one', () => {
    const labels = labelsAt(merges, 3)
    const of = (k: number): number[] => {
      const classes = classesOf(merges, k, labels)
      return clustersAt(merges, k).map(r => classes.get(r)!)
    }
    expect(of(3)).toEqual([0, 1, 2])
    expect(of(2)[0]).toBe(0)
    const four = of(4)
    expect(new Set(four).size).toBe(4)
    expect(four).toContain(3)
    expect(four[0]).toBe(0)
  })
})

it('takes no merges that are no tree', () => {
  const bad: [number, number, number][][] = [
    [
      [0, 1, 1],
      [0, 2, 2],
    ],
    [
      [0, 1, 1],
      [3, 3, 2],
    ],
    [
      [0, 1, 1],
      [4, 2, 2],
    ],
    [
      [0, 1, Number.NaN],
      [3, 2, 2],
    ],
    [[0, 1, 1]],
  ]
  for (const m of bad)
    expect(mergesOf({ type: 'dendrogram', height: { label: '' }, leaves: 3, merges: m })).toBeUndefined()
})

describe('the drawing', () => {
  it('ends in as many branches as have room, and their rows are all', () => {
    for (const width of [300, 772, 3000]) {
      const scene = dendrogramScene(largeDendrogram(20_000), light, { width, height: 300 })
      const keyed = scene.items.filter(i => i.key !== undefined)
      const ends = keyed.filter(i => i.open !== true)
      expect(ends.length).toBeLessThanOrEqual(Math.min(120, width / 14))
      expect(keyed.length).toBe(2 * ends.length - 1)
      const rows = ends.map(i => Number(/^([\d,]+) rows/.exec(i.label!)?.[1]!.replaceAll(',', '') ?? 1))
      expect(rows.reduce((a, b) => a + b, 0)).toBe(20_000)
    }
  })

  it('puts the cut at its height, and nowhere above an opened branch', () => {
    const { plot, low, high, cutAt } = dendrogramScene(irisDendrogram, light, { width: 600, height: 300 })
    const [from, to] = heightsOf(merges, 3)
    expect(high - ((cutAt! - plot.y) / plot.height) * (high - low)).toBeCloseTo((from + to) / 2, 6)
    expect(dendrogramScene({ ...irisDendrogram, top: 72 }, light, { width: 600, height: 300 }).cutAt).toBeUndefined()
  })

  it('draws an opened branch alone', () => {
    const scene = dendrogramScene({ ...irisDendrogram, top: 72 }, light, { width: 600, height: 300 })
    expect(scene.items.filter(i => i.key !== undefined)).toHaveLength(2 * merges.size[72] - 1)
  })

  it('tells picked rows', () => {
    const scene = dendrogramScene(irisDendrogram, light, { width: 900, height: 300, picked: new Set([44, 130]) })
    const told = scene.items
      .flatMap(i => i.shapes)
      .filter(s => s.kind === 'text' && s.weight === 600 && s.fill === light.accent)
    expect(told.map(s => s.kind === 'text' && s.text)).toEqual(['44', '4.35'])
  })
})

it('is told in sentences and a table', () => {
  expect(dendrogramSentence(irisDendrogram)).toBe(
    '39 rows joined two by two, up to Ward distance 16.87. Cut at 4.35: 3 clusters. They hold from 2.66 to 6.04. Rows, from left to right: 13, 13, 13.',
  )
  expect(cutWords(merges, 1)).toBe('Cut at 17.7: 1 cluster. All are one from 16.9 on.')
  const { rows } = dendrogramTable(irisDendrogram)
  expect(rows[0]).toEqual([38, 16.872, 39, 'merge 34', 'merge 37', 2])
  expect(rows.at(-1)).toEqual([1, 0.1, 2, 'row 128', 'row 132', 39])
})
