/** What people type, and the values it means. Text that means nothing comes back as it is, for the check to refuse. */

/** "0,5", "−3" and "1e-4" are numbers; empty is null. */
export function readNumber(text: string): number | string | null {
  const plain = text.trim().replace('\u2212', '-')
  if (plain === '') return null
  const point = /^[^.]*,[^.,]*$/.test(plain) ? plain.replace(',', '.') : plain
  const value = Number(point)
  return Number.isNaN(value) ? text : value
}

/** A number as it can be typed back. */
export function writeNumber(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value).replace(/^-/, '\u2212') : ''
}

/** A cell: a number where it reads as one, else text; quotes keep digits text. */
export function readCell(text: string): number | string | null {
  const quoted = /^"(.*)"$/s.exec(text.trim())
  return quoted ? quoted[1] : readNumber(text)
}

export function writeCell(value: unknown): string {
  if (typeof value === 'string') return typeof readNumber(value) === 'string' ? value : `"${value}"`
  return writeNumber(value)
}

/** "64, 32" as numbers, for lists. */
export function readNumbers(text: string): unknown {
  if (text.trim() === '') return null
  return text
    .split(/[;\s]\s*|,\s*/)
    .filter(part => part !== '')
    .map(readNumber)
}
