import { html, type Markup } from './markup'

/** Texts that people write into a report: paragraphs, lists, and **bold**. Nothing else is markup. */
export type Passage = { kind: 'paragraph' | 'bullets' | 'numbers'; items: Words[][] }

export interface Words {
  text: string
  bold: boolean
}

const bullet = /^\s*[-*•]\s+/
const number = /^\s*\d{1,9}[.)]\s+/

/** A blank line parts paragraphs; lines that begin with `- ` or `1. ` are items. */
export function readProse(text: string): Passage[] {
  const passages: Passage[] = []
  let open = false
  for (const line of text.split(/\r\n?|\n/)) {
    const kind = bullet.test(line) ? 'bullets' : number.test(line) ? 'numbers' : 'paragraph'
    const words = wordsOf(line.replace(bullet, '').replace(number, '').trim())
    const last = passages.at(-1)
    if (words.length === 0) open = false
    else if (open && last?.kind === kind && kind === 'paragraph')
      last.items[0].push({ text: ' ', bold: false }, ...words)
    else if (open && last?.kind === kind) last.items.push(words)
    else passages.push({ kind, items: [words] })
    if (words.length > 0) open = true
  }
  return passages
}

/** As HTML; every character of the text is text. */
export function proseMarkup(text: string): Markup {
  const elements = readProse(text).map(({ kind, items }) => {
    const inner = items.map(words => words.map(w => (w.bold ? html`<b>${w.text}</b>` : html`${w.text}`)))
    if (kind === 'paragraph') return html`<p>${inner}</p>`
    const lines = inner.map(item => html`<li>${item}</li>`)
    return kind === 'bullets'
      ? html`<ul>
          ${lines}
        </ul>`
      : html`<ol>
          ${lines}
        </ol>`
  })
  return html`<div class="own">${elements}</div>`
}

function wordsOf(line: string): Words[] {
  return line
    .split(/\*\*(?=\S)(.+?)(?<=\S)\*\*/)
    .map((text, i) => ({ text, bold: i % 2 === 1 }))
    .filter(w => w.text !== '')
}
