import { readPipeline } from '../../shared/pipeline/document'
import type { Block, ScatterChart, TableBlock } from '../../shared/results/blocks'
import type { NodeResult } from '../../shared/results/results'
import type { ReportInput } from './input'

/** A report's input with one block of every kind, for tests and for looking at: the shapes are those of a real run, the figures are drawn. */
export function penguinReport(): ReportInput {
  const classes = ['Adelie', 'Chinstrap', 'Gentoo']
  const features = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g', 'sex=FEMALE', 'sex=MALE']
  const random = lehmer(43)
  const columns = [
    { name: 'species', kind: 'category', role: 'target', missing: 0 },
    { name: 'island', kind: 'category', role: 'ignored', missing: 0 },
    { name: 'bill_length_mm', kind: 'number', role: 'feature', missing: 2 },
    { name: 'flipper_length_mm', kind: 'integer', role: 'feature', missing: 2 },
    { name: 'body_mass_g', kind: 'integer', role: 'feature', missing: 2 },
    { name: 'sex', kind: 'category', role: 'feature', missing: 11 },
  ]
  const profile: TableBlock = {
    kind: 'table',
    id: 'profile',
    title: 'Columns',
    columns: ['Column', 'Distinct', 'Smallest', 'Largest'].map(name => ({ name })),
    rows: [
      ['species', 3, null, null],
      ['island', 3, null, null],
      ['bill_length_mm', 164, 32.1, 59.6],
      ['flipper_length_mm', 55, 172, 231],
      ['body_mass_g', 94, 2700, 6300],
      ['sex', 2, null, null],
    ],
  }
  const table = (extra: object = {}): Pick<NodeResult, 'summary'> => ({ summary: { rows: 344, columns, ...extra } })
  const test = {
    accuracy: 0.9884,
    balancedAccuracy: 0.9804,
    f1: 0.9857,
    rocAuc: 0.99987,
    logLoss: 0.047,
    confusion: {
      classes,
      counts: [
        [38, 0, 0],
        [1, 16, 0],
        [0, 0, 31],
      ],
    },
  }
  const results: Record<string, NodeResult> = {
    load: {
      type: 'data.file',
      status: 'done',
      milliseconds: 31,
      ...table(),
      blocks: [
        profile,
        ...['bill_length_mm', 'flipper_length_mm', 'body_mass_g'].map((name, i) => columnHistogram(name, i)),
      ],
    },
    columns: { type: 'table.columns', status: 'done', milliseconds: 0.4, ...table() },
    split: {
      type: 'prep.split',
      status: 'done',
      milliseconds: 1.1,
      ...table({ counts: { train: 258, validation: 0, test: 86 }, folds: null }),
    },
    impute: {
      type: 'prep.impute',
      status: 'done',
      milliseconds: 2.2,
      ...table(),
      warnings: ['sex has 11 missing cells of 344; they became MALE, the most frequent value of the training rows.'],
    },
    encode: { type: 'prep.encode', status: 'done', milliseconds: 1.9, ...table() },
    scale: { type: 'prep.scale', status: 'done', milliseconds: 3, ...table(), blocks: [scaleTable(features)] },
    train: {
      type: 'model.logisticRegression',
      status: 'done',
      milliseconds: 41.2,
      gpu: { dispatches: 120, submits: 6, readbacks: 3, bytesUp: 9000, bytesDown: 96, peakBytes: 65536 },
      summary: { classes, features, nIterations: 17 },
      blocks: [lossCurve(), boundary(classes, random), coefficients(classes, features, random), oddsTable(classes)],
    },
    evaluate: {
      type: 'evaluate',
      status: 'done',
      milliseconds: 5,
      summary: { task: 'classification', models: { train: { train: { accuracy: 0.992 }, test } } },
      blocks: evaluationBlocks(classes),
    },
  }
  const nodes = Object.entries(results).map(([id, r]) => ({ id, type: r.type, params: params[id] ?? {} }))
  return {
    document: readPipeline({
      format: 'lathe/pipeline',
      version: 1,
      name: 'Penguin species',
      nodes,
      edges: nodes.slice(1).map((n, i) => ({ from: nodes[i].id, to: n.id })),
    }),
    results: {
      format: 'lathe/results',
      version: 1,
      pipeline: 'Penguin species',
      seed: 43,
      status: 'done',
      environment: {
        app: '0.1.0',
        adapter: {
          vendor: 'mesa',
          architecture: 'llvmpipe',
          description: 'llvmpipe (LLVM 15.0.6, 256 bits)',
          software: true,
        },
        variants: { matmul: 'packed', sum: 'subgroup', gram: 'registers-8x4' },
      },
      nodes: results,
    },
    titles,
    datasets: [
      {
        node: 'load',
        name: 'penguins.csv',
        fingerprint: 'sha256:e0762b1c4d7a3f2298cbb0d1a5f6c2e4917d3c68b5fa20e14c97f0d2ab8306c1',
        rows: 344,
        columns: 7,
      },
    ],
    command: 'lathe run penguins.lathe.json --report out.html --seed 43',
    version: '0.1.0',
    date: new Date(2026, 10, 20, 12),
  }
}

const params: Record<string, Record<string, unknown>> = {
  load: { path: 'penguins.csv' },
  columns: { target: 'species', ignore: ['island'] },
  split: { method: 'holdout', testSize: 0.25 },
  impute: { strategy: 'auto' },
  encode: { method: 'oneHot' },
  scale: { method: 'standard' },
  train: { c: 1 },
}

const titles: ReportInput['titles'] = {
  'data.file': { title: 'File', icon: 'file-spreadsheet', group: 'data' },
  'table.columns': { title: 'Columns', icon: 'columns-3', group: 'table' },
  'prep.split': { title: 'Split', icon: 'split', group: 'prep' },
  'prep.impute': { title: 'Impute', icon: 'paint-bucket', group: 'prep' },
  'prep.encode': { title: 'Encode', icon: 'binary', group: 'prep' },
  'prep.scale': { title: 'Scale', icon: 'ruler', group: 'prep' },
  'model.logisticRegression': { title: 'Logistic regression', icon: 'spline', group: 'model' },
  evaluate: { title: 'Evaluate', icon: 'gauge', group: 'result' },
}

/** Multiplicative congruential generator (Lehmer, 1951) with the constants of Park and Miller (1988). */
function lehmer(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

function columnHistogram(name: string, shape: number): Block {
  const counts = Array.from({ length: 16 }, (_, i) =>
    Math.round(
      40 * Math.exp(-(((i - 5 - shape) / 2.5) ** 2)) + (shape === 1 ? 26 * Math.exp(-(((i - 12) / 1.8) ** 2)) : 0),
    ),
  )
  const edges = Array.from({ length: 17 }, (_, i) => i)
  return {
    kind: 'chart',
    id: `histogram:${name}`,
    title: name,
    chart: { type: 'histogram', x: { label: name }, y: { label: 'rows' }, edges, series: [{ name: 'rows', counts }] },
  }
}

const scaleTable = (features: string[]): Block => ({
  kind: 'table',
  id: 'scale',
  title: 'What was learned',
  caption: 'Mean and scale of the 258 training rows.',
  columns: [{ name: 'feature' }, { name: 'mean', format: 'significant' }, { name: 'scale', format: 'significant' }],
  rows: features.map((f, i) => [
    f,
    [43.92, 17.15, 200.9, 4202, 0.481, 0.519][i],
    [5.46, 1.97, 14.1, 801.2, 0.5, 0.5][i],
  ]),
})

const lossCurve = (): Block => ({
  kind: 'chart',
  id: 'loss',
  title: 'Loss by iteration',
  caption: 'Mean log loss of the training rows, and of the test rows.',
  chart: {
    type: 'line',
    x: { label: 'iteration', min: 0 },
    y: { label: 'log loss', min: 0 },
    series: (['train', 'test'] as const).map((partition, i) => ({
      name: partition,
      partition,
      points: Array.from({ length: 18 }, (_, k): [number, number] => [
        k,
        1.04 * Math.exp(-k / 3.4) + 0.047 + 0.014 * i * (1 - Math.exp(-k / 5)),
      ]),
    })),
  },
})

function boundary(classes: string[], random: () => number): Block {
  const xs = Array.from({ length: 81 }, (_, i) => 31 + (30 * i) / 80)
  const ys = Array.from({ length: 61 }, (_, i) => 168 + (68 * i) / 60)
  const centres = [
    [38.8, 190],
    [48.8, 196],
    [47.5, 217],
  ] as const
  const weights: readonly (readonly [number, number, number])[] = [
    [-0.85, -0.06, 48],
    [0.5, -0.12, 1.2],
    [0.3, 0.18, -49.2],
  ]
  const cell = ys.map(y =>
    xs.map(x => {
      const scores = weights.map(([a, b, c]) => a * x + b * y + c)
      const top = Math.max(...scores)
      const total = scores.reduce((sum, s) => sum + Math.exp(s - top), 0)
      return { class: scores.indexOf(top), sure: 1 / total }
    }),
  )
  const gauss = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  const points = (['train', 'test'] as const).flatMap(partition =>
    classes.map((name, k): ScatterChart['series'][number] => ({
      name,
      class: k,
      partition,
      points: Array.from({ length: partition === 'train' ? 80 : 26 }, (): [number, number] => [
        centres[k][0] + 2.7 * gauss(),
        Math.round(centres[k][1] + 6.5 * gauss()),
      ]),
    })),
  )
  return {
    kind: 'chart',
    id: 'boundary',
    title: 'The same model on two measurements alone',
    caption: 'Shade shows how sure it is.',
    chart: {
      type: 'boundary',
      x: { label: 'bill length, mm' },
      y: { label: 'flipper length, mm' },
      xs,
      ys,
      classes,
      cell,
      points,
    },
  }
}

const coefficients = (classes: string[], features: string[], random: () => number): Block => ({
  kind: 'chart',
  id: 'coefficients',
  title: 'Weights per standard deviation',
  caption: 'Hollow marks: the interval includes 0.',
  chart: {
    type: 'interval',
    value: { label: 'log-odds per standard deviation, 95 % interval' },
    categories: features,
    reference: 0,
    series: classes.map((name, k) => ({
      name,
      class: k,
      points: features.map((_, i) => {
        const value = (i === 0 ? [-2.25, 2.3, -0.05][k] : i === 1 ? [1.1, 0.7, -1.8][k] : 0) + (random() - 0.5)
        const half = 0.9 + 0.7 * random()
        return { value, low: value - half, high: value + half }
      }),
    })),
  },
})

const oddsTable = (classes: string[]): Block => ({
  kind: 'table',
  id: 'odds',
  title: 'Odds ratios of the longest bill',
  columns: [{ name: 'class' }, { name: 'ratio', format: 'significant' }, { name: 'p', format: 'p' }],
  rows: classes.map((name, k) => [name, [0.105, 9.97, 0.951][k], [0.00002, 0.0031, 0.94][k]]),
})

const evaluationBlocks = (classes: string[]): Block[] => [
  {
    kind: 'metrics',
    id: 'metrics',
    title: 'Figures on the test rows',
    items: [
      { label: 'Accuracy, test', value: 0.9884, format: 'figure', context: '85 of 86 · 95 % interval 0.937 to 0.998' },
      { label: 'Balanced accuracy', value: 0.9804, format: 'figure', context: 'each class counts the same' },
      { label: 'ROC AUC, macro', value: 0.99987, format: 'figure', context: 'one class against the rest' },
      { label: 'Log loss', value: 0.047, format: 'figure', context: 'train 0.062' },
      { label: 'F1, macro', value: 0.9857, format: 'figure' },
      { label: 'Cohen’s κ', value: 0.9814, format: 'figure' },
      { label: 'Matthews', value: 0.9817, format: 'figure' },
    ],
  },
  {
    kind: 'chart',
    id: 'confusion',
    title: 'Confusion matrix',
    caption: '86 test rows. Rows are true, columns predicted.',
    chart: {
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
  },
  {
    kind: 'chart',
    id: 'roc',
    title: 'ROC, one class against the rest',
    caption: '86 test rows.',
    chart: {
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
          [0, [0.94, 0.92, 1][k]],
          [0.015, [0.97, 0.94, 1][k]],
          [0.03, 1],
          [1, 1],
        ],
      })),
    },
  },
  {
    kind: 'table',
    id: 'classes',
    title: 'Figures per class',
    caption: 'On the test rows.',
    columns: [
      { name: 'Species' },
      { name: 'Precision', format: 'figure' },
      { name: 'Recall', format: 'figure' },
      { name: 'F1', format: 'figure' },
      { name: 'Rows', format: 'integer' },
    ],
    rows: [
      ['Adelie', 0.97436, 1, 0.98701, 38],
      ['Chinstrap', 1, 0.94118, 0.9697, 17],
      ['Gentoo', 1, 1, 1, 31],
    ],
  },
]
