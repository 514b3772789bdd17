/**
 * Names from data, made fit for a label. They are hostile: line ends, control characters, marks that turn the direction
 * of the text around, and megabytes of length all occur.
 */
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

/** One line of at most 160 characters. */
export function cleanLabel(text: string): string {
  const line = text.slice(0, 400).replace(unprintable, ' ').trim()
  const characters = Array.from(line)
  return characters.length > 160 ? `${characters.slice(0, 159).join('')}…` : line
}

/** Cleaned, and cut with an ellipsis to about `width` pixels. */
export function fitLabel(text: string, width: number, fontSize = 11): string {
  const line = cleanLabel(text)
  if (textWidth(line, fontSize) <= width) return line
  let room = width - textWidth('…', fontSize)
  let kept = ''
  for (const character of line) {
    room -= textWidth(character, fontSize)
    if (room < 0) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** Width of a text in pixels, from the advance widths of Inter in four classes; right to about 6 % on words. */
export function textWidth(text: string, fontSize = 11): number {
  let em = 0
  for (const character of text) em += advance(character)
  return em * fontSize
}

function advance(character: string): number {
  const code = character.codePointAt(0)!
  if (code >= 0x1100) return code >= 0x2000 && code < 0x2e80 ? 0.65 : 1.05
  if ("iljI.,:;'|! ".includes(character)) return 0.28
  if ('ftr()[]{}"/\\-'.includes(character)) return 0.39
  if ('mwMW@%'.includes(character)) return 0.9
  return character >= 'A' && character <= 'Z' ? 0.7 : 0.61
}
