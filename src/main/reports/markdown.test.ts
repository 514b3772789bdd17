import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import type { Block } from '../../shared/results/blocks'
import { forecast } from '../../shared/results/charts/charts.fixture'
import { diagramExamples } from '../../shared/results/diagrams/diagrams.fixture'
import { infected, payloads } from './hostile.fixture'
import { plain, renderMarkdown } from './markdown'
import { penguinReport } from './penguins.fixture'

const markdown = renderMarkdown(penguinReport())

it('has the sections of the HTML report', () => {
  const titles = [...markdown.matchAll(/^## (.*)$/gm)].map(m => m[1])
  expect(titles).toEqual([
    'Evaluate',
    'The line',
    'The data',
    'Warnings',
    'File',
    'Scale',
    'Logistic regression',
    'To repeat this',
  ])
  expect(markdown).toContain('Logistic regression names the class of 85 of 86 test rows it had not seen.')
})

it('calls settings as the window does', () => {
  const input = penguinReport()
  const document = {
    ...input.document,
    nodes: input.document.nodes.map(n =>
      n.id === 'train'
        ? { ...n, params: { solver: 'gradientDescent', maxIter: 5 } }
        : n.id === 'split'
          ? { ...n, params: {} }
          : n,
    ),
  }
  input.results.nodes['train'] = {
    ...input.results.nodes['train'],
    warnings: [
      'The solver stopped after 5 iterations, before it met its tolerance. Raise maxIter, or set solver to lbfgs.',
    ],
  }
  const told = renderMarkdown({ ...input, document, specs: nodeSpecs })
  expect(told).toMatch(/Logistic regression \| solver gradient descent \|/)
  expect(told).toContain('Raise Max iterations, or')
  expect(told).toMatch(/\| Split \| holdout \|/)
  // Only the pipeline itself, to be run again, has the names of the file.
  const [words, file] = told.split('```')
  expect(words).not.toMatch(/gradientDescent|maxIter/)
  expect(file).toContain('"solver": "gradientDescent"')
})

it('gives a confusion matrix as a table, and a curve as a sentence', () => {
  expect(markdown).toContain(
    '|  | Adelie | Chinstrap | Gentoo |\n| :-- | --: | --: | --: |\n| Adelie | 38 | 0 | 0 |\n| Chinstrap | 1 | 16 | 0 |',
  )
  expect(markdown).toContain('Curves of log loss by iteration: train from 1.087 to')
})

describe('diagrams', () => {
  const input = penguinReport()
  const kinds = Object.entries({ ...diagramExamples, forecast })
  const blocks = kinds.map(([id, chart]): Block => ({ kind: 'chart', id, title: id, chart }))
  input.results.nodes['train'] = { ...input.results.nodes['train'], blocks }
  const told = new Map(
    renderMarkdown(input)
      .split('\n### ')
      .map(part => [part.split('\n')[0], part]),
  )

  it('are a sentence, and a table where that is short', () => {
    expect(told.get('penguinTree')).toContain('6 splits and 7 leaves on 5 levels, over 333 rows.')
    expect(told.get('penguinTree')).toContain('| 12 | 5 | no | Chinstrap | – | 1 | 6 | 0 | 6 | 0 | 0 |')
    expect(told.get('valueTree')).not.toContain('|')
    expect(told.get('irisDendrogram')).toContain('Cut at 4.35: 3 clusters.')
    expect(told.get('largeDendrogram')).not.toContain('|')
    expect(told.get('digits')).toContain('2 mistakes of 8.')
    expect(told.get('network')).toContain('Largest weight 1.83')
    expect(told.get('valleys')).toContain('Lowest 0 at 3, 2')
    expect(told.get('forecast')).toContain(
      'With bands of 95 %, 80 % around Holt–Winters. held back from 1959-01-01 on.',
    )
  })
})

it('every line of a table has as many cells as its head', () => {
  for (const table of markdown.matchAll(/(?:^\|.*\|\n?)+/gm)) {
    const widths = table[0]
      .trim()
      .split('\n')
      .map(line => line.replaceAll('\\|', '').split('|').length)
    expect(new Set(widths).size).toBe(1)
  }
})

it('carries the pipeline whole', () => {
  expect(JSON.parse(/```json\n([\s\S]*?)\n```/.exec(markdown)![1])).toEqual(penguinReport().document)
})

it('200 payloads stay text outside of the code block', () => {
  for (const payload of payloads) {
    const text = renderMarkdown(infected(penguinReport(), payload))
    const fence = /^(`{3,})json$/m.exec(text)![1]
    const prose = text.slice(0, text.indexOf(`${fence}json`))
    expect(prose).not.toMatch(/<\/?[a-z!]/i)
    expect(prose).not.toMatch(/(?<!\\)\]\(/)
    expect(text.trimEnd().endsWith(`\n${fence}`)).toBe(true)
    expect(text.split('\n').filter(line => line.startsWith(fence))).toHaveLength(2)
  }
})

it('escapes what Markdown reads as markup', () => {
  expect(plain('a_b *c* | [d](e)\n# f <g> 1')).toBe('a\\_b \\*c\\* \\| \\[d\\]\\(e\\) \\# f &lt;g&gt; 1')
  expect(plain('1. x')).toBe('1\\. x')
  expect(plain('- x')).toBe('\\- x')
})
