import type { LineChart, Plot } from '../blocks'

const classes = ['Adelie', 'Chinstrap', 'Gentoo']
const wave = (i: number, k: number): number => Math.sin(i * 1.7 + k) + Math.cos(i * 0.9 * (k + 1)) / 2

/** Eight years by month, the last two held back, with a forecast of 24 months and its bands. */
export const forecast: LineChart = monthsAhead()

function monthsAhead(): LineChart {
  const month = (i: number): number => Date.UTC(1953 + Math.floor(i / 12), i % 12, 1)
  const level = (i: number): number => (200 + 2.4 * i) * (1 + 0.18 * Math.sin((i * Math.PI) / 6))
  const noise = (i: number): number => 9 * Math.sin(i * 7.3) + 6 * Math.cos(i * 2.9)
  const ahead = Array.from({ length: 24 }, (_, i) => 72 + i)
  const band = (name: string, wide: number): { name: string; edges: [number, number, number][] } => ({
    name,
    edges: ahead.map(i => [month(i), level(i) - wide * Math.sqrt(i - 71), level(i) + wide * Math.sqrt(i - 71)]),
  })
  return {
    type: 'line',
    x: { label: '', scale: 'time' },
    y: { label: 'passengers, thousands' },
    stretches: [
      { name: 'learned', from: month(0) },
      { name: 'held back', from: month(72) },
    ],
    series: [
      {
        name: 'learned months',
        partition: 'train',
        points: Array.from({ length: 72 }, (_, i) => [month(i), level(i) + noise(i)]),
      },
      { name: 'held back', partition: 'test', line: false, points: ahead.map(i => [month(i), level(i) + noise(i)]) },
      {
        name: 'Holt–Winters',
        class: 1,
        points: ahead.map(i => [month(i), level(i)]),
        bands: [band('95 %', 9), band('80 %', 6)],
      },
    ],
  }
}

/** One chart of every kind with ordinary data. */
export const ordinary: readonly Plot[] = [
  {
    type: 'scatter',
    x: { label: 'component 1' },
    y: { label: 'component 2' },
    equal: true,
    series: classes.map((name, k) => ({
      name,
      class: k,
      partition: k === 1 ? 'test' : 'train',
      points: Array.from({ length: 60 }, (_, i): [number, number] => [2 * wave(i, k) + k, wave(i * 3, k + 1) - k]),
    })),
    lines: [
      {
        name: 'zero',
        points: [
          [-4, 0],
          [6, 0],
        ],
        dashed: true,
      },
    ],
    arrows: [
      { name: 'bill_length_mm', to: [2, 1] },
      { name: 'body_mass_g', to: [-1.5, -2] },
    ],
  },
  {
    type: 'line',
    x: { label: 'false positive rate', min: 0, max: 1 },
    y: { label: 'true positive rate', min: 0, max: 1 },
    guides: [
      {
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    series: classes.map((name, k) => ({
      name,
      class: k,
      step: true,
      points: [
        [0, 0],
        [0.05 * k, 0.6],
        [0.2, 0.8 + k / 20],
        [0.5, 0.95],
        [1, 1],
      ],
    })),
  },
  {
    type: 'bar',
    horizontal: true,
    category: { label: '' },
    value: { label: 'importance' },
    categories: [
      'bill_length_mm',
      'flipper_length_mm',
      'a column with a name that is far too long to be written whole',
      'sex=MALE',
      'body_mass_g',
    ],
    series: [{ name: 'importance', values: [0.41, 0.3, 0.12, 0.1, null] }],
  },
  {
    type: 'bar',
    category: { label: 'class' },
    value: { label: 'rows' },
    categories: ['Torgersen Island', 'Biscoe Island', 'Dream Island', 'Another Island', 'The Last Island'],
    series: classes.map((name, k) => ({ name, class: k, values: [10 + k, 24 - 6 * k, 18, 7 * k, 12] })),
    stacked: true,
  },
  {
    type: 'histogram',
    x: { label: 'residual' },
    y: { label: 'rows' },
    edges: Array.from({ length: 21 }, (_, i) => -150 + 15 * i),
    series: classes.slice(0, 2).map((name, k) => ({
      name,
      class: k,
      counts: Array.from({ length: 20 }, (_, i) => Math.round(60 * Math.exp(-(((i - 8 - 4 * k) / 3) ** 2)))),
    })),
  },
  {
    type: 'heatMap',
    scale: 'signed',
    x: { label: '', categories: ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g', 'year'] },
    y: { label: '', categories: ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g', 'year'] },
    values: Array.from({ length: 5 }, (_, y) =>
      Array.from({ length: 5 }, (_, x) => (x === y ? 1 : x === 4 ? null : Math.cos((x + 1) * (y + 1)))),
    ),
  },
  {
    type: 'heatMap',
    scale: 'amount',
    x: { label: 'cluster', categories: Array.from({ length: 10 }, (_, i) => String(i)) },
    y: { label: 'digit', categories: Array.from({ length: 10 }, (_, i) => String(i)) },
    values: Array.from({ length: 10 }, (_, y) =>
      Array.from({ length: 10 }, (_, x) => (x === (y * 3) % 10 ? 160 + y : (x * y) % 17)),
    ),
    format: 'integer',
  },
  {
    type: 'heatMap',
    scale: 'confusion',
    x: { label: '', categories: classes },
    y: { label: '', categories: classes },
    values: [
      [38, 0, 0],
      [1, 16, 0],
      [0, 0, 31],
    ],
  },
  {
    type: 'interval',
    value: { label: 'log-odds' },
    categories: ['bill_length_mm', 'bill_depth_mm', 'sex=MALE'],
    reference: 0,
    series: classes.map((name, k) => ({
      name,
      class: k,
      points: [0, 1, 2].map(i => ({
        value: wave(i, k),
        low: k === 2 && i === 2 ? null : wave(i, k) - 0.8,
        high: k === 2 && i === 2 ? null : wave(i, k) + 0.8,
      })),
    })),
  },
  {
    type: 'boundary',
    x: { label: 'bill length, mm' },
    y: { label: 'flipper length, mm' },
    xs: Array.from({ length: 41 }, (_, i) => i),
    ys: Array.from({ length: 31 }, (_, i) => i),
    classes: classes.slice(0, 2),
    cell: Array.from({ length: 31 }, (_, y) =>
      Array.from({ length: 41 }, (_, x) => {
        const p = 1 / (1 + Math.exp(-(x - 20 + 4 * Math.sin(y / 4)) / 3))
        return { class: p > 0.5 ? 1 : 0, sure: Math.max(p, 1 - p) }
      }),
    ),
    points: classes.slice(0, 2).map((name, k) => ({
      name,
      class: k,
      partition: 'train',
      points: Array.from({ length: 30 }, (_, i): [number, number] => [
        12 + 16 * k + 5 * wave(i, k),
        15 + 9 * wave(i * 2, k + 2),
      ]),
    })),
  },
  forecast,
]

/** The same kinds with nothing in them. */
export const empty: readonly Plot[] = ordinary.map((chart): Plot => {
  switch (chart.type) {
    case 'scatter':
      return { ...chart, series: [], lines: [], arrows: [] }
    case 'line':
      return { ...chart, series: [], guides: [] }
    case 'bar':
      return { ...chart, categories: [], series: [] }
    case 'histogram':
      return { ...chart, edges: [], series: [] }
    case 'heatMap':
      return { ...chart, x: { label: '', categories: [] }, y: { label: '', categories: [] }, values: [] }
    case 'interval':
      return { ...chart, categories: [], series: [] }
    case 'boundary':
      return { ...chart, xs: [], ys: [], cell: [], points: [], classes: [] }
  }
})
