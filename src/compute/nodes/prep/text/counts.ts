import type { Cells } from '../../../frame/cells'
import { textsOf } from '../../../frame/contents'
import type { Column } from '../../../frame/frame'
import type { Pause } from '../../../frame/pause'
import { stem } from './porter'
import { englishStopWords } from './stopWords'

/** How texts are cut into terms. */
export interface Analysis {
  lowercase: boolean
  stopWords: 'none' | 'english'
  stemmer: 'none' | 'porter'
  /** Fewest and most words of a term. */
  ngramRange: readonly [number, number]
}

/** How often each term stands in each text: of text i the terms `ids[starts[i]]` … `ids[starts[i + 1] − 1]`, rising. */
export interface TermCounts {
  /** The different terms of all texts, as they were met. */
  terms: readonly string[]
  starts: Uint32Array
  ids: Uint32Array
  counts: Uint32Array
}

/** Two or more letters, digits or underscores of any script, as scikit-learn's tokens. */
const token = /[\p{L}\p{N}_]{2,}/gu

/** What cuts a text into its terms in order: words, and as many neighbours as `ngramRange` says, joined by spaces. */
export function analyzer({ lowercase, stopWords, stemmer, ngramRange }: Analysis): (text: string) => string[] {
  const stop = stopWords === 'english' ? englishStopWords : new Set<string>()
  /** Texts repeat their words, and looking up a stem is thirty times faster. */
  const stems = new Map<string, string>()
  const stemOf = (word: string): string => {
    const known = stems.get(word) ?? stem(word)
    stems.set(word, known)
    return known
  }
  const wordsOf = (text: string): string[] => {
    const kept = ((lowercase ? text.toLowerCase() : text).match(token) ?? []).filter(word => !stop.has(word))
    return stemmer === 'porter' ? kept.map(stemOf) : kept
  }
  const [fewest, most] = ngramRange
  if (most === 1) return wordsOf
  return text => {
    const words = wordsOf(text)
    const terms: string[] = []
    for (let n = fewest; n <= most; n++)
      for (let i = 0; i + n <= words.length; i++) terms.push(words.slice(i, i + n).join(' '))
    return terms
  }
}

const counted = new WeakMap<Cells, Map<string, Promise<TermCounts>>>()

/** The term counts of a column of texts. Kept as long as the column: every fold asks for them again. */
export function countsOf(column: Column, analysis: Analysis, pause: Pause): Promise<TermCounts> {
  const known = counted.get(column.cells) ?? new Map<string, Promise<TermCounts>>()
  counted.set(column.cells, known)
  const { lowercase, stopWords, stemmer, ngramRange } = analysis
  const key = JSON.stringify([lowercase, stopWords, stemmer, ngramRange])
  const counting = known.get(key) ?? textsOf(column).then(texts => count(texts, analysis, pause))
  known.set(key, counting)
  counting.catch(() => known.delete(key))
  return counting
}

/** Texts between two looks at the clock. */
const stretch = 256

async function count(texts: readonly (string | null)[], analysis: Analysis, pause: Pause): Promise<TermCounts> {
  const terms = analyzer(analysis)
  const places = new Map<string, number>()
  const starts = new Uint32Array(texts.length + 1)
  const [ids, counts]: [number[], number[]] = [[], []]
  for (const [i, text] of texts.entries()) {
    if (i % stretch === 0) await pause()
    const found = text === null ? [] : terms(text).map(term => placeIn(places, term))
    found.sort((a, b) => a - b)
    for (let k = 0; k < found.length; k++)
      if (k > 0 && found[k] === found[k - 1]) counts[counts.length - 1]++
      else {
        ids.push(found[k])
        counts.push(1)
      }
    starts[i + 1] = ids.length
  }
  return { terms: [...places.keys()], starts, ids: Uint32Array.from(ids), counts: Uint32Array.from(counts) }
}

function placeIn(places: Map<string, number>, term: string): number {
  let place = places.get(term)
  if (place === undefined) {
    place = places.size
    places.set(term, place)
  }
  return place
}
