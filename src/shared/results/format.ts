import type { Cell, NumberFormat } from './blocks'

/** U+2212: as wide as a digit and a plus, so that columns of signed figures line up. */
const minus = '\u2212'
const none = '–'

/**
 * A figure as people read it: real minus signs, digits grouped in threes, null and NaN as an en dash.
 * A magnitude below 1 is never shown as 1.000: 0.99996 reads 0.999.
 */
export function formatNumber(x: number | null | undefined, format: NumberFormat = 'significant'): string {
  if (x === null || x === undefined || Number.isNaN(x)) return none
  if (!Number.isFinite(x)) return x > 0 ? '∞' : `${minus}∞`
  const sign = x < 0 ? minus : ''
  const a = Math.abs(x)
  const text = written(a, format)
  return /[1-9∞]/.test(text) ? sign + text : text
}

/** A cell of a table or a value of a strip. Whole numbers without a format stay as they are: a year is not 2,007. */
export function formatCell(cell: Cell | undefined, format?: NumberFormat): string {
  if (cell === null || cell === undefined) return none
  if (typeof cell !== 'number') return String(cell)
  if (format === undefined && Number.isInteger(cell) && Math.abs(cell) < 1e15) return String(cell).replace('-', minus)
  return formatNumber(cell, format)
}

/** The format of a column of cells: one that holds a fraction is written in significant digits throughout. */
export function columnFormat(
  cells: readonly (Cell | undefined)[],
  given: NumberFormat | undefined,
): NumberFormat | undefined {
  return (
    given ??
    (cells.some(c => typeof c === 'number' && Number.isFinite(c) && !Number.isInteger(c)) ? 'significant' : undefined)
  )
}

/**
 * A mark on an axis: as short as it can be without losing what tells it from its neighbours. `of`: what it is a value of, since
 * years, codes and the like are not grouped.
 */
export function formatTick(x: number, of = ''): string {
  if (!Number.isFinite(x)) return formatNumber(x)
  const a = Math.abs(x)
  if (a !== 0 && (a >= 1e9 || a < 1e-4)) return scientific(x, 3)
  const digits = String(Number(a.toPrecision(6)))
  return (x < 0 ? minus : '') + (namesNumerals(of) ? digits : grouped(digits))
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in powers of 1000: 982 B, 1.5 kB, 24 MB. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return none
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit]}`
}

/** A time in milliseconds: 4.1 ms, 41 ms, 0.21 s, 17 s, 2 min 5 s, 1 h 12 min. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return none
  const ms = Math.max(0, milliseconds)
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 99.5) return `${Math.round(ms)} ms`
  if (ms < 9950) return `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Three significant digits at most below 1,000, whole above, and no zeros behind them: 2, 0.5, −0.013, 12,345. */
export const formatShort = (x: number): string =>
  formatTick(!Number.isFinite(x) ? x : Math.abs(x) < 1000 ? Number(x.toPrecision(3)) : Math.round(x))

/** A moment in milliseconds since 1970: 2024-05-01, or with the time where it is not midnight. Without a zone, as most tables write them. */
export function formatMoment(milliseconds: number): string {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return none
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace(/(\.000)?Z$/, '').replace('T', ' ')
}

/** "1 row", "344 rows": a count with its noun. */
export function formatCount(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(n, 'integer')} ${n === 1 ? noun : plural}`
}

/** A magnitude (a ≥ 0) in the given format, without sign. */
function written(a: number, format: NumberFormat): string {
  switch (format) {
    case 'integer':
      return a >= 1e15 ? scientific(a, 4) : grouped(String(Math.round(a)))
    case 'percent':
      return `${belowOne(a * 100, 1, a < 1 ? 100 : Infinity)} %`
    case 'p':
      return a > 0 && a < 0.001 ? '< 0.001' : belowOne(a, 3, a < 1 ? 1 : Infinity)
    case 'figure':
      if (a >= 1e9 || (a > 0 && a < 0.0005)) return scientific(a, 3)
      return grouped(belowOne(a, a < 10 ? 3 : a < 100 ? 2 : a < 1000 ? 1 : 0, a < 1 ? 1 : Infinity))
    case 'significant':
      if (a !== 0 && (a >= 1e9 || a < 1e-4)) return scientific(a, 4)
      return grouped(a >= 1000 ? String(Math.round(a)) : belowOne(a, decimals(a), a < 1 ? 1 : Infinity))
  }
}

/** Decimals that leave four significant digits. */
const decimals = (a: number): number => (a === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(a))))

/** `a` with fixed decimals; cut instead of rounded where rounding would reach `limit`. */
function belowOne(a: number, digits: number, limit: number): string {
  const rounded = a.toFixed(digits)
  if (Number(rounded) < limit) return rounded
  const step = 10 ** digits
  return (Math.ceil(limit * step - 1) / step).toFixed(digits)
}

function scientific(x: number, digits: number): string {
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string]
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  return `${short}e${exponent.replace('+', '')}`.replaceAll('-', minus)
}

/** Whether values of this name are numerals rather than amounts: 2007 is a year, and not 2,007. */
export const namesNumerals = (name: string): boolean =>
  /(^|[^a-z])(years?|yr|jahr|id|code|zip|postcode|plz|phone|no|nr)$/i.test(name.trim()) ||
  /[a-z](Year|Id|ID|Code|No|Nr)$/.test(name)

/** Groups of three. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.') as [string, string?]
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}
