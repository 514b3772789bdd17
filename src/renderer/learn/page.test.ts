import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import katex from 'katex'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { learnPage } from './page'

const nodes = join(import.meta.dirname, '../../compute/nodes')
const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('learn.md'))

interface Element {
  attrs?: { name: string; value: string }[]
  childNodes?: Element[]
}

/** What stands in the places for formulas. */
function formulasIn(html: string): string[] {
  const found: string[] = []
  const walk = (element: Element): void => {
    const tex = element.attrs?.find(a => a.name === 'data-formula')?.value
    if (tex !== undefined) found.push(tex)
    element.childNodes?.forEach(walk)
  }
  walk(parseFragment(html) as Element)
  return found
}

describe('the pages of all nodes', () => {
  it.each(files)('%s is drawn without a fault', file => {
    const page = learnPage(readFileSync(join(nodes, file), 'utf8'), 'x')
    expect(page.title).not.toBe('')
    expect(page.headings.length).toBeGreaterThan(2)
    expect(page.headings[0].number).toBe(1)
    expect(new Set(page.headings.map(h => h.id)).size).toBe(page.headings.length)
    for (const { id } of page.headings) expect(page.html).toContain(`id="${id}"`)
    const formulas = formulasIn(page.html)
    expect(formulas.length).toBeGreaterThan(0)
    for (const tex of formulas) expect(() => katex.renderToString(tex, { throwOnError: true })).not.toThrow()
    // Nothing outside of the places may hold a dollar.
    expect(page.html.replace(/data-formula="[^"]*"/g, '')).not.toContain('$')
  })
})

describe('a page', () => {
  const html = (text: string): string => learnPage(text, 'x').html

  it('shows raw HTML as text', () => {
    expect(html('<img src=x onerror=alert(1)>')).not.toContain('<img')
    expect(html('[a](javascript:alert(1))')).not.toContain('href')
    const [tex] = formulasIn(html('$\\text{"><img src=x>}$'))
    expect(tex).toBe('\\text{"><img src=x>}')
    expect(html('$\\text{"><img src=x>}$')).not.toContain('<img')
  })

  it('numbers what derives the method and nothing else', () => {
    const { headings } = learnPage('# t\n\n## The model\n\n## Pitfalls\n\n## The loss\n\n## References', 'x')
    expect(headings.map(h => h.number)).toEqual([1, undefined, 2, undefined])
  })

  it('keeps formulas over several lines whole', () => {
    const drawn = html('Before:\n\n$$\na\n- b\n= c.$$\n\nAfter.')
    expect(drawn).toContain('formula display')
    expect(drawn).not.toContain('<li>')
    expect(drawn).toContain('<p>After.</p>')
  })

  it('leaves money alone', () => expect(formulasIn(html('from 5 $ to 10 $ a piece'))).toEqual([]))

  it('leads from a node type to its page', () => {
    expect(html('put `prep.scale` before it')).toContain('data-node="prep.scale"')
    expect(html('see `prep.nothing`')).not.toContain('data-node')
  })
})
