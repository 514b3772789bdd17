import type { ImportWarning } from '../../../shared/contracts/datasets'
import type { Column } from './column'
import { trait } from './written/number'
import { tallyOf, type Look, type Tally } from './written/look'
import { answer, cellsOf, listed, quoted, verb, warning } from './written/say'

/** True for `007`, 2^53 + 1, 1e400, 01/02/2020, and for numbers mixed with other text that hardly repeats. */
export function isIdentifierLike(
  { numbers, times, minutes, seconds, formulas, texts }: Look,
  present: number,
): boolean {
  const plain = numbers.all.texts
  const typed = plain + times.all.texts + minutes.texts + seconds.texts + formulas.texts
  if (typed === texts) return true
  const lost = [numbers.trait(trait.leadingZero), numbers.trait(trait.plus), numbers.big, numbers.outOfRange, times.all]
  const lossy = lost.reduce((sum, tally) => sum + tally.texts, 0)
  if (lossy > 0 && lossy * 2 >= texts) return true
  return plain > lossy && (texts > 20 || present < 5 * texts)
}

/** Asks about a word for missing that looks like the other texts: NA among NG, NE and NI is Namibia. */
export function nullQuestion(column: Column, texts: readonly string[]): ImportWarning[] {
  const { name, nulls, nullWord } = column
  if (nulls === 0 || !/^\p{Lu}{1,4}$/u.test(nullWord)) return []
  const alike = texts.filter(text => text.length === nullWord.length && /^\p{Lu}+$/u.test(text)).length
  if (alike < 2 || alike < texts.length * 0.6) return []
  const message = `${cellsOf(nulls)}, ${quoted(nullWord)}, ${verb(nulls, 'is', 'are')} read as missing but ${verb(nulls, 'looks', 'look')} like the other codes.`
  return [
    warning('missingCodes', name, message, [
      answer('Missing', {}, true),
      answer('A code like the others', { formats: { [name]: 'exact' } }),
    ]),
  ]
}

const spelling = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** Texts that differ in case and spaces only, by the one that has the most cells. */
function spellings(texts: readonly string[], counts: Uint32Array): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  texts.forEach((text, code) => {
    const key = spelling(text)
    const group = groups.get(key)
    if (group) group.push(code)
    else groups.set(key, [code])
  })
  for (const [key, codes] of groups)
    if (codes.length === 1) groups.delete(key)
    else codes.sort((a, b) => counts[b] - counts[a] || a - b)
  return groups
}

/** Tells the spellings of categories that may be one. */
export function spellingQuestion(name: string, texts: readonly string[], counts: Uint32Array): ImportWarning[] {
  const groups = spellings(texts, counts)
  if (groups.size === 0) return []
  const words = new Map<string, Tally>()
  let cells = 0
  for (const codes of groups.values())
    for (const code of codes) {
      tallyOf(words, texts[code]).add(texts[code], counts[code])
      cells += counts[code]
    }
  const message = `${cellsOf(cells)} are categories that differ in case or spaces only, ${listed(words)}: they are kept apart.`
  return [
    warning('spellings', name, message, [
      answer('Apart, as written', {}, true),
      answer('One spelling, the most frequent', { formats: { [name]: 'merge' } }),
    ]),
  ]
}

/** The texts with the spellings of each made one, and the new code of each old one. */
export function mergedSpellings(texts: readonly string[], counts: Uint32Array): { texts: string[]; codes: Int32Array } {
  const first = new Map<number, number>()
  for (const [kept, ...others] of spellings(texts, counts).values()) for (const code of others) first.set(code, kept)
  const codes = new Int32Array(texts.length)
  const merged: string[] = []
  texts.forEach((text, code) => {
    if (!first.has(code)) codes[code] = merged.push(text.trim()) - 1
  })
  for (const [code, kept] of first) codes[code] = codes[kept]
  return { texts: merged, codes }
}
