import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { learnPage } from './page'

const nodes = join(import.meta.dirname, '../../compute/nodes')
const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('learn.md'))

describe('the pages of all nodes', () => {
  it.each(files)('%s is drawn without a fault', file => {
    const page = learnPage(readFileSync(join(nodes, file), 'utf8'), 'x')
    const html = [...page.parts()].join('')
    expect(page.title).not.toBe('')
    expect(page.headings.length).toBeGreaterThan(2)
    expect(new Set(page.headings.map(h => h.id)).size).toBe(page.headings.length)
    for (const { id } of page.headings) expect(html).toContain(`id="${id}"`)
    expect(html).not.toContain('katex-error')
    // What KaTeX drew keeps its source in the MathML; nothing else may hold a dollar.
    expect(html.replace(/<annotation[\s\S]*?<\/annotation>/g, '')).not.toContain('$')
  })
})

describe('a page', () => {
  const html = (text: string): string => [...learnPage(text, 'x').parts()].join('')

  it('shows raw HTML as text', () => {
    expect(html('<img src=x onerror=alert(1)>')).not.toContain('<img')
    expect(html('[a](javascript:alert(1))')).not.toContain('href')
    expect(html('$\\href{javascript:alert(1)}{a}$')).not.toContain('href="javascript')
  })

  it('keeps formulas over several lines whole', () => {
    const drawn = html('Before:\n\n$$\na\n- b\n= c.$$\n\nAfter.')
    expect(drawn).toContain('katex-display')
    expect(drawn).not.toContain('<li>')
    expect(drawn).toContain('<p>After.</p>')
  })

  it('leaves money alone', () => expect(html('from 5 $ to 10 $ a piece')).not.toContain('katex'))

  it('leads from a node type to its page', () => {
    expect(html('put `prep.scale` before it')).toContain('data-node="prep.scale"')
    expect(html('see `prep.nothing`')).not.toContain('data-node')
  })
})
