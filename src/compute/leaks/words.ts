import type { Looked } from './looked'

/** Texts that are read, and rows that a word stands in at least. */
const [mostTexts, leastRows] = [5000, 8]

/**
 * Words that give classes away: every class, or all but one, has a word that nearly all its texts and next to no others hold. Undefined where
 * there are none. A word is a run of letters and digits, in lower case.
 */
export function tellingWords(column: Looked, codes: Int32Array, classes: number): (string | null)[] | undefined {
  if (column.form !== 'codes') return undefined
  const n = Math.min(codes.length, mostTexts)
  const rows = new Float64Array(classes)
  const counts = new Map<string, Float64Array>()
  for (let k = 0; k < n; k++) {
    const i = Math.floor((k * codes.length) / n)
    rows[codes[i]]++
    if (column.codes[i] < 0) continue
    for (const word of new Set(column.categories[column.codes[i]].toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])) {
      let of = counts.get(word)
      if (!of) counts.set(word, (of = new Float64Array(classes)))
      of[codes[i]]++
    }
  }
  const found = new Array<string | null>(classes).fill(null)
  for (const [word, of] of counts) {
    const all = of.reduce((a, b) => a + b, 0)
    if (all < leastRows) continue
    const c = of.indexOf(Math.max(...of))
    if (of[c] >= 0.98 * rows[c] && of[c] >= 0.98 * all) found[c] ??= word
  }
  const present = [...rows].filter(r => r > 0).length
  return present > 1 && found.filter(w => w !== null).length >= present - 1 ? found : undefined
}
