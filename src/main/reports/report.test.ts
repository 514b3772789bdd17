import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { readPipeline } from '../../shared/pipeline/document'
import type { Block } from '../../shared/results/blocks'
import { forecast } from '../../shared/results/charts/charts.fixture'
import { diagramExamples } from '../../shared/results/diagrams/diagrams.fixture'
import type { NodeResult } from '../../shared/results/results'
import { light } from '../../shared/results/theme'
import { soak } from '../../shared/soak.fixture'
import { infected, payloads } from './hostile.fixture'
import type { ReportInput } from './input'
import { penguinReport } from './penguins.fixture'
import { documentText } from './repeat'
import { renderReport } from './report'
import { reportStyle } from './style'

type Element = DefaultTreeAdapterTypes.Element

const elements = (node: DefaultTreeAdapterTypes.ParentNode): Element[] =>
  node.childNodes.flatMap(child => ('tagName' in child ? [child, ...elements(child)] : []))
const textOf = (node: DefaultTreeAdapterTypes.ParentNode): string =>
  node.childNodes.map(c => ('value' in c ? c.value : 'childNodes' in c ? textOf(c) : '')).join('')
const attribute = (e: Element, name: string): string | undefined => e.attrs.find(a => a.name === name)?.value

function read(html: string): { all: Element[]; texts: (tag: string) => string[] } {
  const all = elements(parse(html))
  return { all, texts: tag => all.filter(e => e.tagName === tag).map(e => textOf(e).replace(/\s+/g, ' ').trim()) }
}

const withNode = (id: string, change: Partial<NodeResult>): ReportInput => {
  const input = penguinReport()
  input.results.nodes[id] = { ...input.results.nodes[id], ...change }
  return input
}

it('prints the pipeline so that it can be read again, lists in a line', () => {
  const input = penguinReport()
  const document = { ...input.document, name: 'a [b]\n  {c}\n  ]', canvas: { positions: { a: [0, 1] }, groups: [] } }
  const text = documentText({ ...input, document: readPipeline(document) })
  expect(JSON.parse(text)).toEqual(document)
  expect(text).toContain('"a": [0, 1]')
  expect(text).toContain('{ "from": "load", "to": "columns" }')
})

describe('a report', () => {
  const html = renderReport(penguinReport())
  const { all, texts } = read(html)

  it('begins with the title, a sentence computed from the confusion counts, and four headline figures', () => {
    expect(texts('h1')).toEqual(['Penguin species'])
    expect(texts('p')[0]).toBe('Logistic regression names the class of 85 of 86 test rows it had not seen.')
    const strip = all.find(e => attribute(e, 'class') === 'strip')!
    expect(textOf(strip)).toMatch(/Accuracy, test\s*0\.988.*Log loss\s*0\.047/s)
    expect(textOf(strip)).not.toContain('Matthews')
  })

  it('has its sections in order, numbered', () => {
    expect(texts('h2').map(t => t.replace(/ \w+ · .*$/, ''))).toEqual([
      '1 Evaluate',
      '2 The line',
      '3 The data',
      '4 Warnings',
      '5 Scale',
      '6 Logistic regression',
      'To repeat this',
    ])
  })

  it('folds away what no score needs, and counts of the device with it', () => {
    const rest = all.find(e => attribute(e, 'class') === 'rest')!
    const within = elements(rest).flatMap(e => (e.tagName === 'h2' ? textOf(e).replace(/\s+/g, ' ').trim() : []))
    expect(within.map(t => t.replace(/ \w+ · .*$/, ''))).toEqual(['5 Scale', '6 Logistic regression'])
    expect(texts('h2').join()).not.toContain('dispatches')
    const { evaluate: _, ...unjudged } = penguinReport().results.nodes
    const input = penguinReport()
    input.results.nodes = unjudged
    expect(read(renderReport(input)).all.some(e => attribute(e, 'class') === 'rest')).toBe(false)
  })

  it('numbers figures and tables through', () => {
    const captions = all.filter(e => attribute(e, 'class') === 'cap').map(textOf)
    const numbers = (noun: string): number[] =>
      captions.flatMap(c => (c.startsWith(noun) ? [Number(/\d+/.exec(c)![0])] : []))
    expect(numbers('Figure')).toEqual([1, 2, 3, 4, 5])
    expect(numbers('Table')).toEqual([1, 2, 3])
    expect(
      all
        .filter(e => e.tagName === 'figure')
        .every(f =>
          elements(f).some(e => e.tagName === 'svg' && attribute(e, 'role') === 'img' && attribute(e, 'aria-label')),
        ),
    ).toBe(true)
  })

  it('sets the marker of a class beside its name in tables', () => {
    const cells = all.filter(e => e.tagName === 'td' && ['Adelie', 'Chinstrap', 'Gentoo'].includes(textOf(e).trim()))
    expect(cells).toHaveLength(6)
    for (const cell of cells) expect(elements(cell).some(e => e.tagName === 'path')).toBe(true)
  })

  it('joins the cards of the line in the order of the run', () => {
    const cards = all.filter(e => attribute(e, 'class')?.startsWith('card'))
    expect(cards.map(c => textOf(elements(c).find(e => e.tagName === 'b')!))).toEqual([
      'File',
      'Columns',
      'Split',
      'Impute',
      'Encode',
      'Scale',
      'Logistic regression',
      'Evaluate',
    ])
    expect(cards.map(c => attribute(c, 'class')!.includes('next'))).toEqual([false, ...Array<boolean>(7).fill(true)])
    expect(html).toContain('Everything after Split learned from the 258 training rows only.')
  })

  it('profiles the columns, with histograms in the lines and not again as figures', () => {
    expect(texts('th')).toEqual(expect.arrayContaining(['bill_length_mm', 'Distribution']))
    expect(all.filter(e => attribute(e, 'class') === 'spark')).toHaveLength(3)
    expect(html).toContain('3.2 %')
  })

  it('ends with what is needed to repeat it', () => {
    const facts = Object.fromEntries(texts('dt').map((name, i) => [name, texts('dd')[i]]))
    expect(facts).toMatchObject({
      Seed: '43',
      Command: 'lathe run penguins.lathe.json --report out.html --seed 43',
      Kernels: 'matmul packed · sum subgroup · gram registers-8x4',
    })
    expect(facts['Data']).toContain('sha256:e0762b1c')
    expect(facts['Device']).toContain('software adapter')
    expect(JSON.parse(texts('pre')[0])).toEqual(penguinReport().document)
  })

  it('forbids everything but its own styles', () => {
    const policy = all.find(e => attribute(e, 'http-equiv') === 'Content-Security-Policy')!
    expect(attribute(policy, 'content')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;/,
    )
    expect(all.some(e => e.attrs.some(a => /^(src|href|srcset|action|xlink:href)$/.test(a.name)))).toBe(false)
    expect([...html.matchAll(/url\(([^)]{0,20})/g)].every(([, target]) => /^['"]?(data:font|#)/.test(target))).toBe(
      true,
    )
  })

  it('is the same for the same input, charts apart from their running ids', () => {
    const plain = (h: string): string => h.replace(/zr\d+-/g, '')
    expect(plain(renderReport(penguinReport()))).toBe(plain(html))
  })
})

describe('what went wrong', () => {
  it('stands in the first sentence and in a section of its own', () => {
    const error = {
      code: 'data',
      message: 'The target has one class only.',
      where: 'train',
      remedy: { text: 'Choose another target.' },
    } as const
    const { texts } = read(renderReport(withNode('train', { status: 'failed', error, blocks: [] })))
    expect(texts('p')[0]).toContain('The run stopped at Logistic regression: The target has one class only.')
    expect(texts('h2')).toContain(
      '7 What failed'.replace('7', String(texts('h2').findIndex(t => t.includes('What failed')) + 1)),
    )
    expect(texts('div').some(t => t.includes('Choose another target.') && t.includes('at train'))).toBe(true)
  })

  it('a report of nothing still says what is needed to repeat it', () => {
    const input = penguinReport()
    const html = renderReport({
      ...input,
      document: { ...input.document, nodes: [], edges: [] },
      datasets: [],
      titles: {},
      results: { ...input.results, status: 'cancelled', nodes: {} },
    })
    expect(read(html).texts('h2')).toEqual(['1 The line', 'To repeat this'])
    expect(html).toContain('The run was cancelled before its end.')
  })

  it('a cyclic or dangling line is drawn as written', () => {
    const input = penguinReport()
    const edges = [
      { from: 'evaluate', to: 'load' },
      { from: 'load.frame', to: 'evaluate.frames' },
      { from: 'ghost', to: 'load' },
    ]
    expect(
      read(renderReport({ ...input, document: { ...input.document, edges } }))
        .texts('b')
        .filter(t => t === 'Evaluate'),
    ).toHaveLength(1)
  })
})

describe('the first sentence is no stronger than the results', () => {
  const sentence = (models: unknown, task = 'classification', tests: unknown = []): string =>
    read(renderReport(withNode('evaluate', { summary: { task, models, tests }, blocks: [] }))).texts('p')[0]

  it.each([
    [
      'no split',
      { train: { all: { accuracy: 1 } } },
      'classification',
      'Logistic regression names the class of 100.0 % of the rows. No rows were held out, so this says little about new ones.',
    ],
    [
      'regression',
      { train: { test: { r2: 0.5213, rmse: 53.24 } } },
      'regression',
      'Logistic regression accounts for 52.1 % of the target’s variance on the test rows it had not seen, with a root mean squared error of 53.24.',
    ],
    [
      'worse than the mean',
      { train: { test: { r2: -0.1 } } },
      'regression',
      'Logistic regression does no better than the target’s mean on the test rows it had not seen (R² −0.100).',
    ],
    [
      'folds',
      { train: { test: { accuracy: 0.81 }, folds: { count: 5, deviation: { accuracy: 0.02 } } } },
      'classification',
      'Over 5 folds, each judged on rows it had not learned from, Logistic regression reaches a mean accuracy of 0.810, give or take 0.020 from fold to fold.',
    ],
    [
      'several models',
      { train: { test: { accuracy: 0.9 } }, b: { test: { accuracy: 0.95 } } },
      'classification',
      '2 models were compared: accuracy from 0.900 to 0.950.',
    ],
    [
      'clusters',
      { train: { all: { nClusters: 3, silhouette: 0.55 } } },
      'clustering',
      'Logistic regression parts the rows into 3 clusters; their mean silhouette is 0.550 (1 is best, 0 is none).',
    ],
  ])('%s', (_, models, task, text) => expect(sentence(models, task)).toBe(text))

  it('begins with the score of each compared model, not with figures of another step', () => {
    const models = { train: { test: { accuracy: 0.9 } }, b: { test: { accuracy: 0.95 } } }
    const summary = { task: 'classification', models, tests: [], names: { train: 'Plain', b: 'Deep' } }
    const html = renderReport(withNode('evaluate', { summary, blocks: [] }))
    const strip = read(html).all.find(e => attribute(e, 'class') === 'strip')!
    expect(textOf(strip).replace(/\s+/g, ' ').trim()).toBe('Plain 0.900 accuracy, test Deep 0.950 accuracy, test')
    const many = Object.fromEntries([0.1, 0.5, 0.9, 0.3, 0.7].map((accuracy, i) => [`m${i}`, { test: { accuracy } }]))
    const five = renderReport(
      withNode('evaluate', { summary: { task: 'classification', models: many, tests: [] }, blocks: [] }),
    )
    const best = read(five).all.find(e => attribute(e, 'class') === 'strip')!
    expect(textOf(best).replace(/\s+/g, ' ')).toMatch(/m2 0\.900 .*m4 0\.700 .*m1 0\.500 .*m3 0\.300 .*1 more below/)
  })

  it('names a best model only where paired tests show it', () => {
    const models = { train: { test: { accuracy: 0.9 } }, b: { test: { accuracy: 0.95 } } }
    const test = (better: string | null): unknown => [
      { models: ['train', 'b'], method: 'mcNemar', rows: 90, pValue: 0.04, adjusted: 0.04, better },
    ]
    expect(sentence(models, 'classification', test(null))).toMatch(
      /0\.950\. Paired tests find no difference beyond chance\.$/,
    )
    expect(sentence(models, 'classification', test('train'))).toMatch(
      / Logistic regression is better than every other by more than chance\.$/,
    )
  })
})

describe('diagrams', () => {
  const kinds = Object.entries(diagramExamples)
  const input = withNode('train', {
    blocks: [
      ...kinds.map(([id, chart]): Block => ({ kind: 'chart', id, title: id, chart })),
      { kind: 'chart', id: 'forecast', title: 'forecast', chart: forecast },
    ],
  })
  const html = renderReport(input)
  const figures = new Map(
    read(html)
      .all.filter(e => e.tagName === 'figure')
      .map(f => [/Figure \d+\. (\S+?)\./.exec(textOf(f).replace(/\s+/g, ' '))?.[1], elements(f)]),
  )
  const count = (id: string, tag: string): number => figures.get(id)!.filter(e => e.tagName === tag).length

  it('are figures of their own, no wider than the column', () => {
    for (const [id] of kinds) {
      const svg = figures.get(id)!.find(e => e.tagName === 'svg')!
      expect(Number(attribute(svg, 'width'))).toBeLessThanOrEqual(772)
      expect(attribute(svg, 'aria-label')).toBe(id)
    }
    expect(html.length).toBeLessThan(1_500_000)
  })

  it('are drawn with what they hold', () => {
    expect(count('digits', 'image')).toBe(8)
    expect(count('masks', 'image')).toBe(6)
    expect(count('network', 'image')).toBe(12)
    expect(count('valleys', 'path')).toBeGreaterThan(1600)
    expect(count('penguinTree', 'text')).toBeGreaterThan(13 * 2)
    const legend = (id: string): string => textOf(figures.get(id)!.find(e => attribute(e, 'class') === 'legend')!)
    expect(legend('penguinTree').replace(/\s+/g, ' ')).toContain('Adelie')
    expect(legend('masks')).toContain('too much, hatched')
    expect(legend('valleys')).toContain('6.79')
  })

  it('ask for nothing: pictures are carried along', () => {
    const links = read(html).all.flatMap(e => e.attrs.filter(a => /^(src|href|srcset|xlink:href)$/.test(a.name)))
    expect(links).toHaveLength(8 + 6 + 12 + 4)
    expect(links.every(a => a.value.startsWith('data:image/png;base64,'))).toBe(true)
  })

  it('fill the band of a forecast and shade what was held back', () => {
    const svg = figures.get('forecast')!.map(e => attribute(e, 'fill')?.toUpperCase())
    expect(svg.filter(fill => fill === light.series[1]).length).toBeGreaterThanOrEqual(2)
    expect(svg.filter(fill => fill === light.band)).toHaveLength(1)
  })
})

it('script payloads in every string leave no element, attribute or address that is not ours', () => {
  expect(payloads).toHaveLength(200)
  const input = smaller(penguinReport())
  const ours = new Set(read(renderReport(input)).all.map(e => e.tagName))
  const attributes = new Set(read(renderReport(input)).all.flatMap(e => e.attrs.map(a => a.name)))
  for (const payload of soak ? payloads : payloads.filter((_, i) => i % 4 === 0)) {
    // The style sheet is the same text always, with a font in it: parsing it 200 times takes longer than the rest.
    const [head, rest, ...more] = renderReport(infected(input, payload)).split(reportStyle)
    expect(more).toEqual([])
    const html = `${head}${rest}`
    const { all } = read(html)
    // Gathered first: an assertion for each of a million attributes takes longer than all reports.
    const strange = new Set<string>()
    for (const e of all) {
      if (!ours.has(e.tagName)) strange.add(e.tagName)
      for (const a of e.attrs) {
        if (!attributes.has(a.name)) strange.add(a.name)
        if (a.name === 'style' && !/^(--n:\d+|max-width:\d+px|[a-z-]+:[^;()<>]*;?)+$/.test(a.value))
          strange.add(a.value)
      }
    }
    expect([...strange], `made by ${payload}`).toEqual([])
    expect(all.filter(e => ['style', 'meta', 'title'].includes(e.tagName))).toHaveLength(6)
    expect(html).not.toMatch(/<script|<img|<iframe|<a[\s>]/i)
  }
}, 120_000)

/** The boundary's points and grid thinned out: 200 reports are drawn. */
function smaller(input: ReportInput): ReportInput {
  for (const block of input.results.nodes['train'].blocks ?? []) {
    if (block.kind !== 'chart' || block.chart.type !== 'boundary') continue
    block.chart = {
      ...block.chart,
      xs: block.chart.xs.slice(0, 3),
      ys: block.chart.ys.slice(0, 3),
      points: block.chart.points.map(s => ({ ...s, points: s.points.slice(0, 3) })),
    }
  }
  return input
}
