import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { chartSvg } from '../../../main/reports/svg'
import type { HeatMapChart, LineChart, Plot } from '../blocks'
import { dark, light } from '../theme'
import { empty, ordinary } from './charts.fixture'
import { cleanLabel, fitLabel, textWidth } from './labels'
import { chartLegend } from './legend'
import { chartOption } from './option'
import { chartSize } from './size'
import { pointSeries } from './scatter'
import { shownNames } from './shown'

type Element = DefaultTreeAdapterTypes.Element

function elements(node: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return node.childNodes.flatMap(child => ('tagName' in child ? [child, ...elements(child)] : []))
}

const shapes = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'text',
  'circle',
  'polygon',
  'polyline',
  'line',
  'defs',
  'clippath',
  'clipPath',
])

/** Draws a chart and checks that nothing but shapes came of it. */
function drawn(chart: Plot, theme = light, legend = true): { svg: string; text: string; count: number } {
  const svg = chartSvg(chart, theme, chartSize(chart, 440), 'label', legend)
  const all = elements(parseFragment(svg))
  for (const e of all) {
    expect(shapes).toContain(e.tagName)
    for (const a of e.attrs) {
      expect(a.name).not.toMatch(/^on|href/)
      expect(a.value).not.toMatch(/NaN|undefined|Infinity/)
    }
  }
  const text = all
    .filter(e => e.tagName === 'text')
    .map(e => e.childNodes.map(c => ('value' in c ? c.value : '')).join(''))
  return { svg, text: text.join('\n'), count: all.length }
}

const kinds = (charts: readonly Plot[]): [string, Plot][] => charts.map(c => [c.type, c])
const payload = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{a|rich}\n'

describe.each([light, dark])('$name', theme => {
  it.each(kinds(ordinary))('%s draws marks in the colours of the theme', (_, chart) => {
    const { svg, count } = drawn(chart, theme)
    expect(count).toBeGreaterThan(15)
    expect(
      [...theme.series, ...theme.sequential].some(
        color => svg.toLowerCase().includes(color.toLowerCase()) || svg.includes(rgb(color)),
      ),
    ).toBe(true)
  })

  it.each(kinds(empty))('%s without data says so', (_, chart) => expect(drawn(chart, theme).text).toContain('No data'))
})

it.each(kinds(ordinary.map(onePoint)))('%s draws a single point', (_, chart) =>
  expect(drawn(chart).count).toBeGreaterThan(3),
)

it.each(kinds(ordinary.map(manyNames)))(
  '%s with 10,000 hostile names stays small and says how many there are',
  (type, chart) => {
    const { svg, text } = drawn(chart)
    expect(svg.length).toBeLessThan(2_000_000)
    expect(svg).not.toContain('<script')
    if (['bar', 'interval', 'heatMap'].includes(type)) expect(text).toContain('of 10,000 shown')
    if (type === 'interval')
      expect(text.split('\n').filter(t => t.includes('<script')).length).toBeLessThanOrEqual(shownNames)
  },
)

it('draws tooltips as rich text, never as HTML', () => {
  for (const chart of ordinary) expect(chartOption(chart, light).tooltip).toMatchObject({ renderMode: 'richText' })
})

it('hollows an interval that takes in the reference, and fills the others', () => {
  const interval: Plot = {
    type: 'interval',
    value: { label: '' },
    categories: ['a', 'b'],
    reference: 0,
    series: [
      {
        name: 's',
        class: 0,
        points: [
          { value: 1, low: -1, high: 3 },
          { value: 2, low: 1, high: 3 },
        ],
      },
    ],
  }
  const marks = ({ svg }: { svg: string }): number[] =>
    [/fill="#FFFFFF"[^>]*stroke="#1648A0"/gi, /fill="#1648A0"/gi].map(mark => svg.match(mark)?.length ?? 0)
  expect(marks(drawn(interval))).toEqual([1, 1])
  // A test has the last word: its lines say "not told apart" beside the marks.
  const told = (all: boolean[]): Plot => ({
    ...interval,
    tests: { of: all.map(one => ({ rows: '', p: 0.1, verdict: '', told: one })), said: '' },
  })
  expect(marks(drawn(told([false, false])))).toEqual([2, 0])
  expect(marks(drawn(told([true, true])))).toEqual([0, 2])
})

it('outlines mistakes and leaves zeros pale in a confusion matrix', () => {
  const confusion = ordinary.find(c => c.type === 'heatMap' && c.scale === 'confusion')!
  const svg = drawn(confusion).svg
  expect(svg.match(new RegExp(`stroke="${light.bad}"`, 'gi'))).toHaveLength(1)
  expect(svg.match(new RegExp(`fill="${light.band}"`, 'gi'))).toHaveLength(5)
  expect(svg.match(new RegExp(`fill="${light.sequential.at(-1)}"`, 'gi'))).toHaveLength(3)
})

it('says in words which class of a confusion matrix is the true one', () => {
  const confusion = ordinary.find(c => c.type === 'heatMap' && c.scale === 'confusion') as HeatMapChart
  const said = (chart: HeatMapChart): string => {
    const [series] = chartOption(chart, light).series as { tooltip: { formatter: (item: object) => string } }[]
    return series.tooltip.formatter({ dataIndex: 1 })
  }
  const [row, column] = [confusion.y.categories[0], confusion.x.categories[1]]
  expect(said(confusion)).toMatch(`true ${row}, predicted ${column}: `)
  expect(said({ ...confusion, scale: 'amount' })).toMatch(`${row}, ${column}: `)
})

it('draws a pale curve thin and beneath the others', () => {
  const points: [number, number][] = [
    [0, 3],
    [1, 1],
  ]
  const line: LineChart = {
    type: 'line',
    x: { label: 'step' },
    y: { label: 'inertia' },
    series: [
      { name: 'kept', points },
      { name: 'other', points, ink: 'pale' },
    ],
  }
  const { svg } = drawn(line)
  const curves = svg.matchAll(/stroke="([^"]+)"(?: stroke-width="([\d.]+)")? stroke-linejoin/g)
  expect([...curves].map(([, color, width = '1']) => [color, width])).toEqual([
    [light.ink3, '1'],
    [light.series[0], '1.75'],
  ])
})

it('rings the places that stand out, in the enlarged corner too', () => {
  const line: LineChart = {
    type: 'line',
    x: { label: 'x', min: 0, max: 1 },
    y: { label: 'y', min: 0, max: 1 },
    series: ['a', 'b'].map((name, k) => ({
      name,
      class: k,
      points: [0, 0.1, 1].map(x => [x, x ** 0.01] as [number, number]),
    })),
    marks: [{ at: [0.1, 0.97], class: 1 }],
  }
  const rings = (chart: LineChart): unknown[] =>
    (chartOption(chart, light).series as { type: string }[]).filter(s => s.type === 'scatter')
  const ring = { data: [[0.1, 0.97]], itemStyle: { borderColor: light.series[1] } }
  expect(rings({ ...line, series: line.series.slice(1) })).toMatchObject([ring])
  expect(rings(line)).toMatchObject([ring, { ...ring, xAxisIndex: 1, yAxisIndex: 1 }])
})

it('shows a crowded ROC corner again, enlarged, and no other', () => {
  const roc = ordinary.find(c => c.type === 'line')!
  const series = (risen: number) =>
    ['a', 'b'].map((name, k) => ({
      name,
      class: k,
      step: true,
      points: [
        [0, 0],
        [0, risen],
        [0.03, 1],
        [1, 1],
      ] as [number, number][],
    }))
  expect(drawn({ ...roc, series: series(0.95) }).text.split('\n')).toEqual(expect.arrayContaining(['0.04', '0.94']))
  expect((chartOption({ ...roc, series: series(0.95) }, light).grid as unknown[]).length).toBe(2)
  // Two that are good, and neither at once at the top, crowd too; one alone does not.
  expect(drawn({ ...roc, series: series(0.5) }).text.split('\n')).toEqual(expect.arrayContaining(['0.25', '0.75']))
  const fair = series(0.5).map(s => ({
    ...s,
    points: [
      [0, 0],
      [0.2, 0.7],
      [1, 1],
    ] as [number, number][],
  }))
  for (const chart of [
    roc,
    { ...roc, series: series(0.5).slice(1) },
    { ...roc, series: [...series(0.5), ...fair] },
    { ...roc, series: series(1).map(s => ({ ...s, points: s.points.filter(p => p[0] !== 0.03) })) },
  ])
    expect(Array.isArray(chartOption(chart, light).grid)).toBe(false)
})

it('writes minus signs on axes', () => {
  const text = drawn(ordinary[0]).text
  expect(text).toContain('−2')
  expect(text).not.toMatch(/-\d/)
})

it.each<[number, number, number | undefined]>([
  [0, 20_000, 0],
  [1, 20_000, 0],
  [2000, 2020, undefined],
  [-3, 20, undefined],
])('begins a line over %d to %d at %s', (from, to, min) => {
  const points: [number, number][] = [
    [from, 1],
    [to, 0.5],
  ]
  const axes = { x: { label: 'Iteration' }, y: { label: 'Loss' } }
  const option = chartOption({ type: 'line', ...axes, series: [{ name: 'train', points }] }, light)
  expect((option.xAxis as { min?: number }).min).toBe(min)
})

it('draws on an axis of powers only what has a place there, and says how it counts', () => {
  const points: [number, number | null][] = [
    [0, 1.1],
    [1, 0.9],
    [10, 0],
    [100, 0.1],
  ]
  const axes = { x: { label: 'Iteration', scale: 'log' as const }, y: { label: 'Loss', scale: 'log' as const } }
  const option = chartOption({ type: 'line', ...axes, series: [{ name: 'train', points }] }, light)
  expect((option.xAxis as { name: string }).name).toBe('Iteration (log)')
  expect((option.series as { data: unknown }[])[0].data).toEqual([
    [1, 0.9],
    [10, '-'],
    [100, 0.1],
  ])
})

it('gives an equal unit on both axes where asked', () => {
  const option = chartOption(ordinary[0], light, { width: 500, height: 300, legend: false }) as unknown as Record<
    'xAxis' | 'yAxis',
    { min: number; max: number }
  > & { grid: { left: number; right: number; top: number; bottom: number } }
  const { grid, xAxis, yAxis } = option
  const across = (xAxis.max - xAxis.min) / (500 - grid.left - grid.right)
  const up = (yAxis.max - yAxis.min) / (300 - grid.top - grid.bottom)
  expect(across / up).toBeCloseTo(1, 2)
})

it('names classes once, with what fill means', () => {
  const legend = chartLegend(ordinary[0], light)
  expect(legend.entries.map(e => e.name)).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
  expect(legend.note).toBe('filled train · hollow test')
  expect(chartLegend(ordinary[2], light).entries).toEqual([])
  expect(ordinary.flatMap(c => chartLegend(c, light).ramp ?? []).map(r => [r.low, r.high])).toEqual([
    ['−1', '1'],
    ['0', '169'],
  ])
})

describe('labels', () => {
  it('become one clean line', () => {
    expect(cleanLabel('a\n\u0000b\u202ec')).toBe('a b c')
    expect(Array.from(cleanLabel('x'.repeat(1_000_000)))).toHaveLength(160)
  })
  it('are cut between characters to the width given', () => {
    expect(fitLabel('short', 100)).toBe('short')
    const cut = fitLabel('🐧'.repeat(100), 80)
    expect(cut.endsWith('…')).toBe(true)
    expect(cut).not.toMatch(/[\ud800-\udbff]…/)
    expect(textWidth(cut)).toBeLessThanOrEqual(80)
  })
})

const rgb = (color: string): string =>
  `rgb(${[1, 3, 5].map(i => Number.parseInt(color.slice(i, i + 2), 16)).join(',')})`

function onePoint(chart: Plot): Plot {
  switch (chart.type) {
    case 'scatter':
      return { ...chart, series: [{ name: 'a', points: [[1, 1]] }], lines: [], arrows: [] }
    case 'line':
      return { ...chart, series: [{ name: 'a', points: [[0, 1]] }] }
    case 'bar':
      return { ...chart, categories: ['a'], series: [{ name: 'a', values: [1] }] }
    case 'histogram':
      return { ...chart, edges: [1, 1], series: [{ name: 'a', counts: [1] }] }
    case 'heatMap':
      return { ...chart, x: { label: '', categories: ['a'] }, y: { label: '', categories: ['a'] }, values: [[0]] }
    case 'interval':
      return { ...chart, categories: ['a'], series: [{ name: 'a', points: [{ value: 0, low: null, high: null }] }] }
    case 'boundary':
      return {
        ...chart,
        xs: [0, 1],
        ys: [0, 1],
        cell: [
          [
            { class: 0, sure: 1 },
            { class: 0, sure: 1 },
          ],
          [
            { class: 1, sure: 0.5 },
            { class: 0, sure: NaN },
          ],
        ],
        points: [{ name: 'a', points: [[0.5, 0.5]] }],
      }
  }
}

function manyNames(chart: Plot): Plot {
  const names = Array.from({ length: 10_000 }, (_, i) => `${payload.repeat(20)}${i}`)
  switch (chart.type) {
    case 'bar':
      return { ...chart, categories: names, series: [{ name: payload, values: names.map((_, i) => Math.sin(i)) }] }
    case 'interval':
      return {
        ...chart,
        categories: names,
        series: [{ name: payload, points: names.map((_, i) => ({ value: i, low: i - 1, high: i + 1 })) }],
      }
    case 'heatMap':
      return {
        ...chart,
        x: { label: payload, categories: names },
        y: { label: payload, categories: names.slice(0, 100) },
        values: names.slice(0, 100).map(() => names.map((_, i) => i % 7)),
      }
    case 'histogram':
      return { ...chart, x: { label: payload }, series: names.map(name => ({ name, counts: [1, 2, 3] })) }
    case 'boundary':
      return {
        ...chart,
        classes: names,
        points: names.map((name, k) => ({ name, class: k, points: [[k % 40, k % 30]] })),
      }
    case 'line':
      return {
        ...chart,
        series: names.map((name, k) => ({
          name,
          class: k,
          points: [
            [0, k],
            [1, -k],
          ],
        })),
      }
    case 'scatter':
      return {
        ...chart,
        series: names.map((name, k) => ({ name, class: k, points: [[k, k]] })),
        arrows: names.map(name => ({ name, to: [1, 1] })),
      }
  }
}

it('draws many points a portion a frame on the page, whatever their marker, and all at once in a report', () => {
  const points = Array.from({ length: 400 }, (_, i): [number, number] => [i, i % 7])
  const series = Array.from({ length: 6 }, (_, k) => ({ name: `class ${k}`, class: k, points }))
  const drawn = (
    quick: boolean,
    fresh = false,
  ): { large?: boolean; progressive?: number; data: ArrayLike<unknown> }[] =>
    pointSeries(series, light, { quick, fresh }) as ReturnType<typeof drawn>
  for (const s of drawn(true)) expect(s.large === true || s.progressive! < 100).toBe(true)
  for (const s of drawn(true, true)) expect(s.progressive! < 1000).toBe(true)
  for (const s of drawn(false)) expect([s.large, s.progressive]).toEqual([undefined, undefined])
  expect(Array.from(drawn(true)[0].data)).toEqual(points.flat())
})

it('draws lines of one name alike, with one entry in the legend', () => {
  const line = (name: string): LineChart['series'][number] => ({
    name,
    points: [
      [0, 3],
      [1, 2],
    ],
  })
  const series = [line('kept'), line('others'), line('others'), line('last')]
  const chart: Plot = { type: 'line', x: { label: 'step' }, y: { label: 'inertia' }, series }
  const colors = (chartOption(chart, light).series as { color: string }[]).map(s => s.color)
  expect(colors).toEqual([light.series[0], light.series[1], light.series[1], light.series[2]])
  expect(chartLegend(chart, light).entries.map(e => e.name)).toEqual(['kept', 'others', 'last'])
})

it('has no ticks between whole numbers', () => {
  const step = (points: [number, number][]): unknown =>
    (
      chartOption(
        { type: 'line', x: { label: 'x', min: 1 }, y: { label: 'y' }, series: [{ name: 'a', points }] },
        light,
      ).xAxis as { minInterval?: number }
    ).minInterval
  expect(
    step([
      [1, 0.4],
      [2, 0.2],
    ]),
  ).toBe(1)
  expect(
    step([
      [1, 0.4],
      [1.5, 0.2],
    ]),
  ).toBeUndefined()
})

it('draws an enlarged corner in front of the diagonal and its own lines in front of that', () => {
  const curve = (name: string, y: number): LineChart['series'][number] => ({
    name,
    points: [
      [0, 0],
      [0.05, y],
      [0.25, 0.95],
      [1, 1],
    ],
  })
  const roc: LineChart = {
    type: 'line',
    x: { label: 'False positive rate', min: 0, max: 1 },
    y: { label: 'True positive rate', min: 0, max: 1 },
    series: [curve('a', 0.8), curve('b', 0.7)],
  }
  const option = chartOption(roc, light)
  const [, box] = option.grid as { z: number }[]
  for (const s of option.series as { z?: number; xAxisIndex?: number }[])
    if (s.xAxisIndex === 1) expect(s.z).toBeGreaterThan(box.z)
    else expect(s.z ?? 2).toBeLessThan(box.z)
})
