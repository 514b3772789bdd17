/**
 * Stems of English words by M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980) 130–137, as published. A word is
 * consonants and vowels in turn, [C](VC)^m[V]; rules take an ending off where what stays has measure m enough.
 */
const [consonants, vowels] = ['[^aeiou][^aeiouy]*', '[aeiouy][aeiou]*']
/** m > 0, m = 1, m > 1. */
const some = new RegExp(`^(${consonants})?${vowels}${consonants}`)
const one = new RegExp(`^(${consonants})?${vowels}${consonants}(${vowels})?$`)
const more = new RegExp(`^(${consonants})?${vowels}${consonants}${vowels}${consonants}`)
/** *v*: a vowel in it. */
const voiced = new RegExp(`^(${consonants})?[aeiouy]`)
/** m = 1 and *o: consonant, vowel, consonant that is not w, x or y, at the end. */
const short = new RegExp(`^${consonants}[aeiouy][^aeiouwxy]$`)

const second: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  abli: 'able',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
}
const third: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
}
const endsIn = (endings: readonly string[]): RegExp => new RegExp(`^(.+?)(${endings.join('|')})$`)
const secondEndings = endsIn(Object.keys(second))
const thirdEndings = endsIn(Object.keys(third))
const fourthEndings = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

/** The stem of a word in lower case; words of one or two letters are their own. */
export function stem(word: string): string {
  if (word.length < 3) return word
  // A y at the beginning is a consonant.
  let w = word.startsWith('y') ? `Y${word.slice(1)}` : word
  w = w.replace(/(ss|i)es$/, '$1').replace(/([^s])s$/, '$1')
  w = pastAndProgressive(w)
  if (w.endsWith('y') && voiced.test(w.slice(0, -1))) w = `${w.slice(0, -1)}i`
  w = replaced(w, secondEndings, some, second)
  w = replaced(w, thirdEndings, some, third)
  w = replaced(w, fourthEndings, more, {})
  if (w.endsWith('e')) {
    const rest = w.slice(0, -1)
    if (more.test(rest) || (one.test(rest) && !short.test(rest))) w = rest
  }
  if (w.endsWith('ll') && more.test(w)) w = w.slice(0, -1)
  return w.startsWith('Y') ? `y${w.slice(1)}` : w
}

/** -eed, -ed and -ing, and what their going leaves behind. */
function pastAndProgressive(w: string): string {
  if (w.endsWith('eed')) return some.test(w.slice(0, -3)) ? w.slice(0, -1) : w
  const rest = /^(.+)(ed|ing)$/.exec(w)?.[1]
  if (rest === undefined || !voiced.test(rest)) return w
  if (/(at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1)
  return short.test(rest) ? `${rest}e` : rest
}

/** The longest of the endings replaced, if the rest is of that measure. */
function replaced(w: string, endings: RegExp, measure: RegExp, by: Readonly<Record<string, string>>): string {
  const [, rest = '', ending = ''] = endings.exec(w) ?? []
  return rest !== '' && measure.test(rest) ? rest + (by[ending] ?? '') : w
}
