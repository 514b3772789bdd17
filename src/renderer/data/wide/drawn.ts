import type { WidePage, WideProfile } from '../../../compute'
import { formatCount, formatNumber } from '../../../shared/results/format'

/** The path of a line through points, from its smallest at the bottom to its largest at the top; broken where a point is missing. */
export function linePath(points: Float64Array, width: number, height: number): string {
  const known = points.filter(Number.isFinite)
  if (known.length === 0) return ''
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const step = points.length > 1 ? width / (points.length - 1) : 0
  let path = ''
  let drawing = false
  points.forEach((y, i) => {
    if (!Number.isFinite(y)) {
      drawing = false
      return
    }
    const at = `${fine(i * step)} ${fine(high > low ? (height * (high - y)) / (high - low) : height / 2)}`
    // A point by itself is a dot: round ends make it one.
    path += drawing ? `L${at}` : `M${at}h0`
    drawing = true
  })
  return path
}

const fine = (x: number): number => Math.round(x * 100) / 100

/** Terms that a cell of a table has room for. */
const mostTerms = 3

/** The heaviest terms of a cell with their weights. */
export const termsOf = (wide: Extract<WidePage, { form: 'terms' }>, line: number): { name: string; weight: string }[] =>
  wide.heaviest[line].slice(0, mostTerms).map(({ name, value }) => ({ name, weight: weightText(value) }))

const weightText = (x: number): string => formatNumber(x, Number.isInteger(x) ? 'integer' : 'significant')

/** What a wide column is made of: "3 terms", "64 numbers", "8 × 8 pixels, 3 channels". */
export function sizeText(wide: WideProfile): string {
  if (wide.form === 'terms') return formatCount(wide.components, 'term')
  if (wide.form === 'vector') return formatCount(wide.components, 'number')
  return `${wide.height} × ${wide.width} pixels${wide.channels === 1 ? '' : `, ${wide.channels} channels`}`
}
