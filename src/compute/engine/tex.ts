import { formatNumber, formatTick } from '../../shared/results/format'

/** A number in KaTeX, whole or in four significant digits; a negative one in brackets where `inside` a product or behind a sign. */
export function tex(x: number | null, inside = false): string {
  if (x === null || Number.isNaN(x)) return '\\text{–}'
  if (!Number.isFinite(x)) return x > 0 ? '\\infty' : '-\\infty'
  const short =
    Number.isInteger(x) && Math.abs(x) < 1e9 ? formatNumber(x, 'integer') : formatTick(Number(x.toPrecision(4)))
  const [digits, power] = short.replaceAll('\u2212', '-').split('e') as [string, string?]
  const written = digits.replaceAll(',', '{,}') + (power === undefined ? '' : ` \\cdot 10^{${power}}`)
  return inside && x < 0 ? `(${written})` : written
}

/** Terms of a sum, each written by itself; the middle of a long one is dots. */
export function texSum(terms: readonly string[], most = 3): string {
  const shown = terms.length <= most ? terms : [...terms.slice(0, most - 1), '\\cdots', terms.at(-1)!]
  return shown.map((t, i) => (i === 0 ? t : t.startsWith('-') ? t : `+ ${t}`)).join(' ')
}

/** A matrix of numbers, row by row. */
export const texMatrix = (rows: readonly (readonly number[])[]): string =>
  `\\begin{pmatrix} ${rows.map(r => r.map(x => tex(x)).join(' & ')).join(' \\\\ ')} \\end{pmatrix}`
