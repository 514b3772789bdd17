import { describe, expect, it } from 'vitest'
import type { GraphDiagram } from '../../blocks'
import { light } from '../../theme'
import { computation, network, weather } from '../diagrams.fixture'
import { layersOf } from './layers'
import { graphScene } from './scene'
import { graphNodeWords, graphSentence, graphTable } from './words'

const texts = (graph: GraphDiagram): string[] =>
  graphScene(graph, light, { width: 772 })
    .items.flatMap(i => i.shapes)
    .flatMap(s => (s.kind === 'text' ? [s.text] : []))
const lines = (graph: GraphDiagram) =>
  graphScene(graph, light, { width: 772 })
    .items.filter(i => i.key === undefined)
    .flatMap(i => i.shapes)
    .flatMap(s => (s.kind === 'path' && s.stroke !== undefined ? [s] : []))

describe('columns', () => {
  it('are the layers, else as far as the longest way', () => {
    expect(layersOf(network)!.columns.map(c => c.length)).toEqual([2, 4, 3, 3])
    expect(layersOf(computation)!.columns.map(c => c.toSorted((a, b) => a - b))).toEqual([[0, 1, 2], [3], [4], [5]])
    expect(layersOf(weather)).toBeUndefined()
  })

  it('are ordered so that edges do not cross without need', () => {
    const ladder: GraphDiagram = {
      type: 'graph',
      nodes: Array.from({ length: 8 }, (_, i) => ({ name: `n${i}` })),
      edges: [0, 1, 2, 3].map(i => ({ from: i, to: 7 - i })),
    }
    const [left, right] = layersOf(ladder)!.columns
    expect(right).toEqual(left.map(i => 7 - i))
  })

  it('hold the twelve nodes with the largest weights, and count the others', () => {
    const wide: GraphDiagram = {
      type: 'graph',
      layers: [{ name: 'in' }, { name: 'out' }],
      nodes: [...Array.from({ length: 784 }, () => ({ name: '', layer: 0 })), { name: 'y', layer: 1 }],
      edges: Array.from({ length: 784 }, (_, i) => ({ from: i, to: 784, weight: (i * 37) % 784 })),
    }
    const [first] = layersOf(wide)!.columns
    expect(first).toHaveLength(12)
    expect(Math.min(...first.map(i => (i * 37) % 784))).toBe(784 - 12)
    expect(texts(wide)).toContain('and 772 more')
  })
})

describe('edges', () => {
  it('are as thick as their weight, and dashed below 0', () => {
    const drawn = lines(network)
    expect(drawn).toHaveLength(29)
    expect(drawn.filter(l => l.dash)).toHaveLength(network.edges.filter(e => e.weight! < 0).length)
    const thick = drawn.map(l => l.width!)
    expect([Math.max(...thick), Math.min(...thick)]).toEqual([4, 0.8])
  })

  it('have their numbers where they are few, or at the chosen node', () => {
    expect(texts(weather)).toEqual(expect.arrayContaining(['0.3', '0.4', '0.5', '0.1', '0.7']))
    expect(texts(network)).not.toContain('1.44')
    expect(texts({ ...network, chosen: 0 })).toEqual(expect.arrayContaining(['1.44', '0.04', '0.72', '0.89']))
    expect(lines({ ...network, chosen: 0 }).filter(l => l.stroke === light.accent)).toHaveLength(4)
  })

  it('to nodes that are not there are left out', () => {
    const broken: GraphDiagram = {
      ...weather,
      edges: [
        { from: 0, to: 9 },
        { from: -1, to: 0 },
        { from: 0.5, to: 1 },
      ],
    }
    expect(lines(broken)).toEqual([])
    expect(graphTable(broken).rows).toHaveLength(3)
  })
})

it('never draws nodes over each other', () => {
  for (const graph of [network, computation, weather])
    for (const width of [300, 772, 1400]) {
      const boxes = graphScene(graph, light, { width }).items.flatMap(i => (i.key === undefined ? [] : [i.box!]))
      const over = boxes.flatMap((a, i) =>
        boxes
          .slice(0, i)
          .filter(b => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
      )
      expect(over).toEqual([])
    }
})

it('is told in words and in a table', () => {
  expect(graphSentence(network)).toBe(
    '4 layers: Columns 2, Hidden 1 4, Hidden 2 3, Answer 3. 29 edges. Largest weight 1.83, from Hidden 1, 1 to Hidden 2, 2.',
  )
  expect(graphNodeWords(weather, 1)).toBe('cloud: value 0.3. From rain 0.5, sun 0.3. To sun 0.4, rain 0.3.')
  expect(graphNodeWords(network, 11)).toBe('Gentoo. From Hidden 2, 1 −1.11, Hidden 2, 2 0.87, Hidden 2, 3 0.71.')
  const { columns, rows } = graphTable(computation)
  expect(columns.map(c => c.name)).toEqual(['from', 'to', 'value', 'weight', 'label'])
  expect(rows).toHaveLength(11)
  expect(rows[6]).toEqual(['x', 'w · x', null, null, '−0.020'])
})
