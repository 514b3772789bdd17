import type { MarkdownIt } from 'markdown-it'

/**
 * Formulas for markdown-it: `$…$` in a line, `$$…$$` on their own. Each becomes an empty place that `formulaQueue.ts` fills: KaTeX draws
 * with style attributes, which the page's policy allows, and MathML beside the drawing for screen readers.
 */
export function formulas(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'formula', (state, silent) => {
    const open = /^\$\$?/.exec(state.src.slice(state.pos, state.pos + 2))?.[0]
    if (!open) return false
    const start = state.pos + open.length
    const end = closing(state.src, start, open)
    // "$ 5" and "5 $" are money.
    if (end < 0 || (open === '$' && (/\s/.test(state.src[start]) || /\s/.test(state.src[end - 1])))) return false
    if (!silent) {
      const token = state.push('formula', '', 0)
      token.content = state.src.slice(start, end)
      token.block = open === '$$'
    }
    state.pos = end + open.length
    return true
  })
  // Before lists and headings: a formula may have lines that begin with a minus or a hash.
  md.block.ruler.before(
    'fence',
    'formula',
    (state, from, to, silent) => {
      const lineAt = (line: number): string =>
        state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line])
      if (!lineAt(from).startsWith('$$')) return false
      let last = from
      const closed = (line: number): boolean => closing(lineAt(line), line === from ? 2 : 0, '$$') >= 0
      while (!closed(last)) if (++last >= to) return false
      if (silent) return true
      const text = Array.from({ length: last - from + 1 }, (_, i) => lineAt(from + i)).join('\n')
      const end = closing(text, 2, '$$')
      // Words behind the formula belong to it: the paragraph goes on.
      if (text.slice(end + 2).trim() !== '') return false
      const token = state.push('formula', '', 0)
      token.content = text.slice(2, end)
      token.block = true
      token.map = [from, last + 1]
      state.line = last + 1
      return true
    },
    { alt: ['paragraph', 'list', 'blockquote'] },
  )
  md.renderer.rules['formula'] = (tokens, i) => {
    const { content, block } = tokens[i]
    return `<span class="formula${block ? ' display' : ''}" data-formula="${md.utils.escapeHtml(content)}"></span>`
  }
}

/** Where a formula ends: the next mark that no backslash takes away; −1 where there is none. */
function closing(text: string, from: number, mark: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text.startsWith(mark, i)) return i
  }
  return -1
}
