import type { Parameter } from '../../shared/params'
import { formatNumber, formatTick } from '../../shared/results/format'

/** What a parameter may be, as a sentence; empty where its kind says it all. */
export function boundsInWords(p: Parameter): string {
  if (p.kind === 'column') return p.accepts ? `Takes ${p.accepts.join(', ')}.` : ''
  if (p.kind === 'list') return p.length === undefined ? '' : `A list of ${p.length}.`
  if (p.kind === 'records') return `A list of ${p.noun}s.`
  if (p.kind !== 'number' && p.kind !== 'choiceOrNumber') return ''
  const whole = p.kind === 'number' && p.integer
  const bound = (x: number): string => (whole ? formatNumber(x, 'integer') : formatTick(x))
  const low = p.min === undefined ? (p.above === undefined ? '' : `above ${bound(p.above)}`) : `from ${bound(p.min)}`
  const high = p.max === undefined ? (p.below === undefined ? '' : `below ${bound(p.below)}`) : `to ${bound(p.max)}`
  const noun = p.kind === 'choiceOrNumber' ? 'Or a number' : whole ? 'A whole number' : 'A number'
  return `${[noun, low, high].filter(Boolean).join(' ')}.`
}
