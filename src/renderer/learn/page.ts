import MarkdownIt from 'markdown-it'
import { nodeSpecs } from '../../compute'
import { formulas } from './formulas'

/** A page of explanation, ready to be shown, and its headings. */
export interface LearnPage {
  title: string
  /** The page with a place for every formula: they are drawn one by one. */
  html: string
  headings: Heading[]
}

export interface Heading {
  id: string
  text: string
  /** Its number among those that derive the method; the others tell when and how well it serves. */
  number?: number
}

const md = new MarkdownIt({ html: false, linkify: false, typographer: false }).use(formulas)

// `prep.scale` in the text leads to the page of that node.
const code = md.renderer.rules.code_inline
md.renderer.rules.code_inline = (tokens, i, options, env, self) => {
  const drawn = code(tokens, i, options, env, self)
  const type = tokens[i].content
  return nodeSpecs.has(type)
    ? `<a href="#${md.utils.escapeHtml(type)}" data-node="${md.utils.escapeHtml(type)}">${drawn}</a>`
    : drawn
}

// A wide table or formula scrolls by itself, and Tab reaches it.
md.renderer.rules['table_open'] = () => '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>'
md.renderer.rules['table_close'] = () => '</table></div>'

// Headings start below the page's own.
for (const rule of ['heading_open', 'heading_close'] as const)
  md.renderer.rules[rule] = (tokens, i, options, env, self) => {
    const token = tokens[i]
    const { under } = env as { under: number }
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + under - 1)}`
    return self.renderToken(tokens, i, options)
  }

/** Headings beside the derivation. */
const beside = /when|pitfall|reference|complexity|cost|reading|how many|limits/i

/**
 * The page in a node's `learn.md`: its first heading is the title, the second level makes the list of contents. Raw HTML in the text
 * stays text. `prefix` keeps the ids of two pages apart; `under` is the level of the heading that the page stands under.
 */
export function learnPage(source: string, prefix: string, under = 1): LearnPage {
  const tokens = md.parse(source, {})
  const headings: Heading[] = []
  let title = ''
  let count = 0
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return
    const text = tokens[i + 1].content
    if (token.tag === 'h1' && title === '') title = text
    if (token.tag !== 'h2') return
    const id = `${prefix}-${slug(text)}`
    token.attrSet('id', id)
    const number = beside.test(text) ? undefined : ++count
    if (number !== undefined) token.attrSet('data-number', String(number))
    headings.push({ id, text: plain(text), ...(number !== undefined && { number }) })
  })
  const first = tokens.findIndex(t => t.type === 'heading_open' && t.tag === 'h1')
  const shown = first < 0 ? tokens : [...tokens.slice(0, first), ...tokens.slice(first + 3)]
  return { title: plain(title), headings, html: md.renderer.render(shown, md.options, { under }) }
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
const plain = (text: string): string => text.replace(/[`*_$]/g, '')
