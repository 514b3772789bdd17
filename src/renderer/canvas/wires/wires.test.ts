import { describe, expect, it } from 'vitest'
import { changeGroup, groupNodes } from '../../../shared/pipeline/board'
import type { Pipeline } from '../../../shared/pipeline/document'
import { place, type Position } from '../../../shared/pipeline/edit'
import { line, specs } from '../../../shared/pipeline/specs.fixture'
import { boxAt } from '../../layout/geometry'
import { crosses, led } from './lanes'
import { arranged } from '../../layout/positions'
import { sceneOf } from '../../layout/scene'
import { wiresOf, wiringOf } from './wires'

/** Mulberry32: the same documents in every run. */
function dice(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A document of 3 to 40 nodes, each of which takes from up to three before it, from near ones most often. */
function randomDocument(seed: number): Pipeline {
  const roll = dice(seed)
  const n = 3 + Math.floor(roll() * 38)
  const most = 1 + Math.floor(roll() * 3)
  const far = roll()
  const edges = new Set<string>()
  for (let i = 1; i < n; i++)
    for (let k = Math.floor(roll() * (most + 1)); k > 0; k--) {
      const back = 1 + Math.floor(roll() ** 3 * i * far)
      edges.add(`n${Math.max(0, i - back)}>n${i}`)
    }
  const types = Array.from({ length: n }, (_, i) => `n${i}:${roll() < 0.5 ? 'judge' : 'use'}`)
  return line(types, [...edges])
}

/** Wires of a document that pass through a card other than those they end at: "n0>n3 through n2". */
function crossings(document: Pipeline): string[] {
  const scene = sceneOf(document, specs)
  const wires = wiresOf(wiringOf(document, specs, scene))
  return scene.edges.flatMap(({ id, source, target }) =>
    scene.nodes
      .filter(({ id: node }) => node !== source && node !== target)
      .filter(({ id: node }) => {
        const { points } = wires.get(id)!
        return points.slice(1).some((p, i) => crosses(points[i], p, boxAt(scene.positions[node])))
      })
      .map(node => `${id} through ${node.id}`),
  )
}

const laidOut = (document: Pipeline, room?: Position): Pipeline => place(document, arranged(document, room))

describe('wires of a layout', () => {
  it('cross no card, in 200 documents of all shapes', () => {
    const seeds = Array.from({ length: 200 }, (_, i) => i + 1)
    for (const seed of seeds)
      expect(crossings(laidOut(randomDocument(seed), seed % 2 ? [1400, 800] : undefined)), `seed ${seed}`).toEqual([])
  })

  it('would cross cards if they went straight', () => {
    // Four in a row, the first feeds the last: what the lanes are for.
    const row = laidOut(line(['a:judge', 'b:judge', 'c:judge', 'd:judge'], ['a>b', 'b>c', 'c>d', 'a>d']))
    const [a, b] = [boxAt([0, 0]), boxAt([448, 0])]
    expect(crosses([186, 28.5], [670, 28.5], b)).toBe(true)
    expect(crosses([186, 28.5], [670, 28.5], a)).toBe(false)
    expect(crossings(row)).toEqual([])
  })

  it('lead past a collapsed group', () => {
    const nodes = ['a', 'b', 'c', 'd'].map(id => `${id}:judge`)
    const row = laidOut(line(nodes, ['a>b', 'b>c', 'c>d', 'a>d']))
    const folded = changeGroup(groupNodes(row, new Set(['b', 'c']), 'Both'), 0, { collapsed: true })
    const scene = sceneOf(folded, specs)
    const { points } = wiresOf(wiringOf(folded, specs, scene)).get('a.frame>d.frames')!
    expect(points.slice(1).some((p, i) => crosses(points[i], p, scene.groups[0].box))).toBe(false)
  })

  it('stay straight where nothing is in the way', () => {
    const wires = wiresIn(laidOut(line(['a:judge', 'b:judge'], ['a>b'])))
    expect(wires.get('a.frame>b.frames')!.points).toEqual([
      [188, 28.5],
      [220, 28.5],
    ])
  })

  it('of different nodes run in lanes of their own', () => {
    const cards = [0, 1, 2, 3, 4, 5].map(i => boxAt([(i % 3) * 224, Math.floor(i / 3) * 144]))
    const over = (height: number, source: string, target: string) =>
      ({ from: [186, height], to: [446, height], source, target }) as const
    const heights = led([over(28.5, 'a', 'c'), over(52, 'b', 'd')], cards).map(w => w.label[1])
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThanOrEqual(4)
    const shared = led([over(28.5, 'a', 'c'), over(28.5, 'a', 'd')], cards).map(w => w.label[1])
    expect(shared[0]).toBe(shared[1])
  })

  it('are found among 300 cards at once', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `n${i}`)
    const edges = ids.slice(1).map((id, i) => `n${Math.floor(i / 2)}>${id}`)
    const made = laidOut(
      line(
        ids.map(id => `${id}:judge`),
        edges,
      ),
    )
    const found = wiresIn(made)
    expect(found.size).toBe(299)
    expect([...found.values()].flatMap(w => w.label).filter(x => !Number.isFinite(x))).toEqual([])
  })
})

const wiresIn = (document: Pipeline) => wiresOf(wiringOf(document, specs, sceneOf(document, specs)))
