import type { ImportWarning } from '../../../../shared/contracts/datasets'
import type { Kind } from '../../../../shared/frame'
import type { Context } from './context'
import type { Look, Tally } from './look'
import { answer, asKind, cellsOf, listed, orText, quoted, verb, warning } from './say'

/** Others that are no words for missing: a word or two that come again among many values are. */
export function strangers(look: Look): number {
  const { other, others, cells } = look
  const words =
    other.texts <= 2 &&
    other.cells * 10 <= cells &&
    [...others].every(([text, tally]) => tally.cells > 1 && /^[\p{L} ']+$/u.test(text.trim()))
  return words ? 0 : other.cells
}

/** Tells the words that were read as missing. */
export function missingWarnings(look: Look, { name }: Context, kind: Kind): ImportWarning[] {
  const words = new Map([...look.words, ...(strangers(look) === 0 ? look.others : [])])
  const warnings = wordWarnings(words, name, kind)
  if (look.infinite.cells > 0) {
    const { cells, example } = look.infinite
    warnings.push(
      warning('infinite', name, `${cellsOf(cells)} ${verb(cells, 'is', 'are')} infinite, such as ${quoted(example)}, and read as missing.`, orText(name, kind, 'Missing')),
    ) // prettier-ignore
  }
  return warnings
}

export function wordWarnings(words: ReadonlyMap<string, Tally>, name: string, kind: Kind): ImportWarning[] {
  if (words.size === 0) return []
  const cells = [...words.values()].reduce((sum, tally) => sum + tally.cells, 0)
  return [
    warning('missingWords', name, `${cellsOf(cells)} ${verb(cells, 'is', 'are')} read as missing: ${listed(words)}.`, [
      answer('Missing', asKind(name, kind), true),
      answer('Values of a text column', asKind(name, 'text')),
    ]),
  ]
}
