import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { payloads } from '../../../main/reports/hostile.fixture'
import type { Diagram } from '../blocks'
import { chartLegend } from '../charts/legend'
import { dark, light } from '../theme'
import { diagramScene, diagramSentence, diagramTable } from './diagram'
import { diagramExamples } from './diagrams.fixture'
import { diagramLegend, withLegend } from './legend'
import { sceneSvg } from './scene'

const { penguinTree, irisDendrogram, digits, network, valleys, weather, masks, filters } = diagramExamples
const named = Object.entries(diagramExamples)

const elements = (node: DefaultTreeAdapterTypes.ParentNode): DefaultTreeAdapterTypes.Element[] =>
  node.childNodes.flatMap(child => ('tagName' in child ? [child, ...elements(child)] : []))

function drawn(diagram: Diagram, theme = light, width = 772) {
  const scene = withLegend(diagramScene(diagram, theme, width), diagramLegend(diagram, theme), theme)
  const svg = sceneSvg(scene, theme, 'label', { background: theme.surface })
  const all = elements(parseFragment(svg))
  const texts = all
    .filter(e => e.tagName === 'text')
    .map(e => e.childNodes.map(c => ('value' in c ? c.value : '')).join(''))
  return { scene, svg, all, texts }
}

describe.each([light, dark])('$name', theme => {
  it.each(named)('%s is drawn in the colours of the theme, of shapes only', (_, diagram) => {
    const { all, svg, scene } = drawn(diagram, theme)
    expect(all.length).toBeGreaterThan(10)
    expect(svg).toContain(theme.surface)
    for (const { tagName, attrs } of all) {
      expect(['svg', 'path', 'text', 'image']).toContain(tagName)
      for (const { name, value } of attrs) {
        expect(name).not.toMatch(/^on|style|class/)
        expect(value).not.toMatch(/NaN|undefined|Infinity/)
        if (name === 'href') expect(value).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
      }
    }
    expect(scene.width).toBeLessThan(1000)
  })
})

it.each(named)('%s says in words and in a table what it holds', (_, diagram) => {
  const { columns, rows } = diagramTable(diagram)
  expect(rows.length).toBeGreaterThan(2)
  expect(new Set(rows.map(r => r.length))).toEqual(new Set([columns.length]))
  expect(diagramSentence(diagram)).toMatch(/\d.*\.$/)
})

it('has an item with words for everything that can be walked to', () => {
  for (const [, diagram] of named) {
    const keyed = diagramScene(diagram, light, 772).items.filter(i => i.key !== undefined)
    if (diagram.type !== 'surface') expect(keyed.length).toBeGreaterThan(2)
    const keys = new Set(keyed.map(i => i.key))
    expect(keys.size).toBe(keyed.length)
    for (const item of keyed) {
      expect(item.label!.length).toBeGreaterThan(1)
      for (const to of Object.values(item.to ?? {})) expect(keys).toContain(to)
    }
  }
})

const empty: readonly Diagram[] = [
  { ...penguinTree, nodes: [] },
  { ...irisDendrogram, leaves: 0, merges: [] },
  { ...digits, pictures: [] },
  { ...network, nodes: [], edges: [] },
  { ...valleys, values: valleys.values.map(line => line.map(() => null)) },
]
it.each(empty.map(d => [d.type, d] as const))('%s of nothing says so', (_, diagram) => {
  expect(drawn(diagram).texts).toEqual(['No data'])
  expect(diagramSentence(diagram)).toBe('No data.')
})

/** Few cells and neurons: each is drawn 200 times. */
const small: readonly Diagram[] = [
  penguinTree,
  irisDendrogram,
  digits,
  weather,
  {
    ...valleys,
    xs: [-5, 0, 5],
    ys: [-5, 0, 5],
    values: [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ],
  },
]
it.each(small.map(d => [d.type, d] as const))(
  '%s with 200 payloads in its strings stays a drawing of text',
  (_, diagram) => {
    const ours = new Set(drawn(diagram).all.map(e => e.tagName))
    ours.add('text')
    for (const payload of payloads) {
      const { all, svg } = drawn(infected(diagram, payload))
      expect(all.filter(e => !ours.has(e.tagName)).map(e => e.tagName)).toEqual([])
      expect(svg).not.toMatch(/<script|<img[\s>]|<iframe|<a[\s>]|javascript:[^"<]*"[^>]*href/i)
      expect(all.flatMap(e => e.attrs).filter(a => a.name.startsWith('on'))).toEqual([])
    }
  },
)

const closed = new Set(['type', 'scale'])
function infected<T>(value: T, payload: string, key = ''): T {
  if (typeof value === 'string') return (closed.has(key) ? value : payload + value) as T
  if (Array.isArray(value)) return value.map((v: unknown) => infected(v, payload)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, infected(v as unknown, payload, k)])) as T
}

it('tells its signs: classes, ways, masks, weights, and what colours stand for', () => {
  const names = (d: Diagram): string[] => chartLegend(d, light).entries.map(e => e.name)
  expect(names(penguinTree)).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
  expect(names(masks)).toEqual(['both', 'too much, hatched', 'missed', 'true edge'])
  expect(names(network)).toEqual(['weight above 0', 'below 0'])
  expect(names(weather)).toEqual([])
  const ends = (d: Diagram): unknown => {
    const { ramp } = chartLegend(d, light)
    return ramp && [ramp.low, ramp.high]
  }
  expect([filters, network, weather, valleys, digits].map(ends)).toEqual([
    ['−4', '4'],
    ['−1', '1'],
    ['0', '0.5'],
    ['0', '6.79'],
    undefined,
  ])
})
