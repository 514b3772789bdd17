import { decodeWindows1252 } from './encoding'

/** How well bytes that are no UTF-8 read under an encoding: about 1 for ordinary text. */
export interface Guess {
  encoding: string
  score: number
}

/** Common and other letters of the languages that an encoding of single bytes is for. */
const alphabets: Readonly<Record<string, [common: string, other: string]>> = {
  'windows-1252': ['éèàçäöüßñóíáåøæêôãõúâîûÉÄÖÜÅØÑÇÁ’‘“”„–—…€°²³§«»', 'ìòùïëýÿðþœšžŠŽŒÀÈÊÓÍÚÂÔÃÕÆÐÞ•´ºª·±×½¼¾µ£'],
  'windows-1250': ['áíéčšžřěůýłąężśćńőűóöüäßúâîăČŠŽŘŁŚŻÁÉÍÓÖÜ’„“”–—…€', 'źťďňľĺŕđţşôëçŹŤĎŇĽĆŃÝŮŐŰÚŢŞĂÂÎĚ°§'],
  'windows-1251': ['оеаинтсрвлкмдпуяызьгчйхж', 'бшюцщэфъёіїєґўОЕАИНТСРВЛКМДПУЯБЗГЧЙХЖШЮЦЩЭФЁІЇЄ№«»–—'],
  'koi8-r': ['оеаинтсрвлкмдпуяызьгчйхж', 'бшюцщэфъёОЕАИНТСРВЛКМДПУЯБЗГЧЙХЖШЮЦЩЭФЁ'],
  ibm866: ['оеаинтсрвлкмдпуяызьгчйхж', 'бшюцщэфъёОЕАИНТСРВЛКМДПУЯБЗГЧЙХЖШЮЦЩЭФЁ№'],
  'windows-1253': ['αοιτεσνηυρςκπμλάέήίόύώ', 'ωθγδχφβξζψϊϋΑΟΙΤΕΣΝΗΥΡΚΠΜΛΩΘΓΔΧΦΒΆΈΉΊΌΎΏ'],
  'windows-1254': ['ışğüöçİŞĞÜÖÇ', 'âîûéèàäñóíá’“”–—'],
  'windows-1255': ['יוהלארתבמשנםע', 'גדזחטךכןסףפץצק'],
  'windows-1256': ['اليمنرتبةعدسفهك', 'أإآءئؤثجحخذزشصضطظغقوى،؟'],
  macintosh: ['éèàçäöüßñóíáåøæêôãõúâîûÉÄÖÜÅØÑÇÁ’‘“”–—…€°', 'ìòùïëÿœÀÈÊÓÍÚÂÔÃÕÆ•´§«»'],
}

const rank = new Map(
  Object.entries(alphabets).map(([name, [common, other]]) => [
    name,
    new Map([...Array.from(other, c => [c, 0.6] as const), ...Array.from(common, c => [c, 1] as const)]),
  ]),
)

/** Pairs of bytes: the score of a character by its first byte, or by what it is. */
const pairs: Readonly<Record<string, (lead: number, character: string) => number>> = {
  'euc-kr': (_, c) => (c >= '\uac00' && c <= '\ud7a3' ? 1 : 0.3),
  gb18030: (lead, c) => (isHan(c) ? (lead >= 0xb0 && lead <= 0xd7 ? 1 : 0.4) : isKana(c) ? 0.5 : 0.4),
  big5: (lead, c) => (isHan(c) ? (lead >= 0xa4 && lead <= 0xc6 ? 1 : 0.4) : 0.4),
  shift_jis: (lead, c) => (isKana(c) ? 1 : isHan(c) ? (lead >= 0x88 && lead <= 0x97 ? 1 : 0.4) : 0.3),
  'euc-jp': (lead, c) => (isKana(c) ? 1.2 : isHan(c) ? (lead >= 0xb0 && lead <= 0xcf ? 0.9 : 0.4) : 0.3),
}

const isHan = (c: string): boolean => c >= '\u4e00' && c <= '\u9fff'
const isKana = (c: string): boolean => c >= '\u3041' && c <= '\u30ff'

/** What bytes may be, the likeliest first. Only evidence speaks: letters where letters stand, capitals where words begin. */
export function guessEncodings(sample: Uint8Array): Guess[] {
  const bytes = aroundLetters(sample)
  const guesses = [
    ...Object.keys(alphabets).map(encoding => ({ encoding, score: scoreOfSingles(bytes, encoding) })),
    ...Object.keys(pairs).map(encoding => ({ encoding, score: scoreOfPairs(bytes, encoding) })),
  ]
  return guesses.filter(guess => guess.score > 0.3).sort((a, b) => b.score - a.score)
}

/** Lines with bytes beyond ASCII, at most 64 KB of them. */
function aroundLetters(sample: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = []
  let [from, size] = [0, 0]
  while (from < sample.length && size < 65_536) {
    const found = sample.indexOf(10, from)
    const end = found < 0 ? sample.length : found + 1
    const line = sample.subarray(from, end)
    if (line.some(byte => byte >= 0x80)) {
      kept.push(line)
      size += line.length
    }
    from = end
  }
  return Buffer.concat(kept)
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function scoreOfSingles(bytes: Uint8Array, encoding: string): number {
  const text = decoded(bytes, encoding)
  if (text === null) return 0
  const letters = rank.get(encoding)!
  let [sum, count] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 0x80) continue
    count++
    const [before, c, after] = [text[i - 1] ?? ' ', text[i], text[i + 1] ?? ' ']
    if (isCapital(c) && isSmall(before)) sum -= 1
    else if (!isLetter(c) && isLetter(before) && isLetter(after) && c !== '’') sum -= 1
    else sum += letters.get(c) ?? (isLetter(c) ? 0.2 : -0.3)
  }
  return count === 0 ? 0 : sum / count
}

function scoreOfPairs(bytes: Uint8Array, encoding: string): number {
  const text = decoded(bytes, encoding)
  if (text === null) return 0
  const score = pairs[encoding]
  let [sum, count, at] = [0, 0, 0]
  for (const c of text) {
    const lead = bytes[at]
    const length =
      lead < 0x80
        ? 1
        : encoding === 'gb18030' && bytes[at + 1] >= 0x30 && bytes[at + 1] <= 0x39
          ? 4
          : halfWidth(c)
            ? 1
            : 2
    if (lead >= 0x80) {
      count++
      sum += halfWidth(c)
        ? 0.2
        : score(lead, c) -
          (bytes[at + 1] < 0x80 && isLetter(String.fromCharCode(bytes[at + 1])) && encoding === 'gb18030' ? 0.5 : 0)
    }
    at += length
  }
  return count === 0 ? 0 : sum / count
}

const halfWidth = (c: string): boolean => c >= '\uff61' && c <= '\uff9f'
const isLetter = (c: string): boolean => c.toLowerCase() !== c.toUpperCase() || /\p{L}/u.test(c)
const isCapital = (c: string): boolean => c !== c.toLowerCase()
const isSmall = (c: string): boolean => c !== c.toUpperCase()
