import { describe, expect, it } from 'vitest'
import type { ReportPart } from '../../shared/pipeline/report'
import type { Step } from './outline'
import { inRows, type Passage } from './arrangement'
import { isNarrow } from './blocks'
import type { ReportInput } from './input'
import { renderMarkdown } from './markdown'
import { penguinReport } from './penguins.fixture'
import { readProse } from './prose'
import { renderReport } from './report'

const text = 'One **bold** word.\n\n- first <b>\n- second\n\n1. a\n2. b'

function arranged(parts: ReportPart[], title?: string): ReportInput {
  const input = penguinReport()
  return { ...input, document: { ...input.document, report: { parts, ...(title !== undefined && { title }) } } }
}
const confusion = { kind: 'block', node: 'evaluate', block: 'confusion' } as const
const headings = (page: string): string[] =>
  [...page.matchAll(/<h[12]>\s*(?:<span class="no">\d+<\/span>)?\s*([^<]+?)\s*</g)].map(m => m[1])

describe('sections beside each other', () => {
  const step = { id: 'a' } as Step
  const figures = (n: number) => ({
    kind: 'metrics' as const,
    id: 'm',
    title: 'M',
    items: Array.from({ length: n }, (_, i) => ({ label: `${i}`, value: i })),
  })
  const table = (rows: number) => ({
    kind: 'table' as const,
    id: 't',
    title: 'T',
    columns: [{ name: 'x' }],
    rows: Array.from({ length: rows }, (_, i) => [i]),
  })
  const of = (...blocks: (ReturnType<typeof figures> | ReturnType<typeof table>)[]): Passage => ({
    kind: 'step',
    step,
    runs: [{ blocks }],
  })

  it('are two short ones that follow each other, and never more', () => {
    const [a, b, c, wide, d] = [of(figures(2)), of(table(5)), of(table(14)), of(table(15)), of(figures(3))]
    expect(inRows([a, b, c, wide, d], isNarrow)).toEqual([[a, b], [c], [wide], [d]])
  })

  it('are none with more figures, more blocks or a text', () => {
    const text: Passage = { kind: 'step', step, runs: [{ blocks: [table(1)] }, { text: 'x' }] }
    const all = [of(figures(4)), of(table(1), table(1)), text, { kind: 'section', name: 'line' } as const]
    expect(inRows(all, isNarrow)).toEqual(all.map(p => [p]))
  })
})

describe('a report that is arranged', () => {
  it('shows its parts alone, in their order, under one heading a node', () => {
    const blocks = penguinReport().results.nodes['evaluate'].blocks!
    const parts: ReportPart[] = [
      { kind: 'section', name: 'repeat' },
      confusion,
      { kind: 'text', text },
      { kind: 'block', node: 'evaluate', block: blocks.find(b => b.id !== 'confusion')!.id },
      { kind: 'section', name: 'line' },
      { kind: 'block', node: 'gone', block: 'confusion' },
    ]
    const page = renderReport(arranged(parts, 'Mine'))
    expect(headings(page)).toEqual(['Mine', 'To repeat this', 'Evaluate', 'The line'])
    expect(page.includes('class="lead"')).toBe(false)
    expect(headings(renderReport(arranged([])))).toEqual(['Penguin species'])
  })

  it('draws the figures of the headline among the blocks once the headline is left out', () => {
    const metrics = penguinReport().results.nodes['evaluate'].blocks!.find(b => b.kind === 'metrics')!
    const page = renderReport(arranged([{ kind: 'block', node: 'evaluate', block: metrics.id }]))
    expect(page.includes('Accuracy, test')).toBe(true)
  })

  it('tells failures whatever is left out', () => {
    const input = arranged([{ kind: 'section', name: 'line' }])
    input.results.nodes['train'] = {
      type: 'model.logisticRegression',
      status: 'failed',
      error: { code: 'numeric', message: 'It did not converge.' },
    }
    expect(renderReport(input).includes('It did not converge.')).toBe(true)
    expect(renderMarkdown(input)).toContain('It did not converge')
  })

  it('writes texts as paragraphs and lists, everything else in them as text', () => {
    const page = renderReport(arranged([{ kind: 'text', text }]))
    const own = /<div class="own">.*?<\/div>/s.exec(page)![0].replace(/\s*(<[^>]+>)\s*/g, '$1')
    expect(own).toContain('<b>bold</b>')
    expect(own).toContain('<ul><li>first &lt;b&gt;</li><li>second</li></ul>')
    const markdown = renderMarkdown(arranged([{ kind: 'text', text }, confusion]))
    expect(markdown).toContain('One **bold** word.\n\n- first &lt;b&gt;\n- second\n\n1. a\n2. b\n\n## Evaluate')
  })
})

describe('a text', () => {
  it('has paragraphs, lists and bold words', () => {
    expect(readProse('a\nb\n\n\nc').map(p => p.items.map(w => w.map(x => x.text).join('')))).toEqual([['a b'], ['c']])
    expect(readProse('- x\n- **y** z')).toEqual([
      {
        kind: 'bullets',
        items: [
          [{ text: 'x', bold: false }],
          [
            { text: 'y', bold: true },
            { text: ' z', bold: false },
          ],
        ],
      },
    ])
    expect(readProse('2 ** 3 ** 4')[0].items[0]).toEqual([{ text: '2 ** 3 ** 4', bold: false }])
    expect(readProse(' \n\t')).toEqual([])
  })
})
