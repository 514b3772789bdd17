import type { PipelineNode } from '../../shared/pipeline/document'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues, Parameter, ParameterRecord } from '../../shared/params'
import { choiceLabel } from '../../shared/words'

/** The parameters to show: those whose `when` holds for the values. */
export function visibleParameters(spec: NodeSpec, values: AnyValues): [string, Parameter][] {
  return Object.entries(spec.parameters).filter(([, p]) =>
    Object.entries(p.when ?? {}).every(([name, allowed]) => allowed.includes(values[name])),
  )
}

export interface Section {
  /** Heading; the first one may have none. */
  title: string | undefined
  rows: [string, Parameter][]
}

/** The parameters of a form under their headings, in the order of the spec; those that are rarely changed by themselves. */
export function sectionsOf(shown: readonly [string, Parameter][]): {
  basic: Section[]
  advanced: [string, Parameter][]
} {
  const basic: Section[] = []
  for (const row of shown.filter(([, p]) => !p.advanced)) {
    const title = row[1].section
    const known = basic.find(s => s.title === title)
    if (known) known.rows.push(row)
    else if (title === undefined) basic.unshift({ title, rows: [row] })
    else basic.push({ title, rows: [row] })
  }
  return { basic, advanced: shown.filter(([, p]) => p.advanced) }
}

/** Parameters of a node that differ from their defaults. */
export function changedParameters(node: PipelineNode, spec: NodeSpec): string[] {
  return Object.keys(spec.parameters).filter(
    name => Object.hasOwn(node.params, name) && !same(node.params[name], spec.parameters[name].default),
  )
}

/** Equal as JSON; the order of a map's keys counts for nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(y).length &&
    keys.every(key => Object.hasOwn(y, key) && same(x[key], y[key]))
  )
}

/** The default as people read it. */
export const defaultInWords = (p: Parameter): string => inWords(p, p.default)

/** A value of a parameter as people read it. */
export function inWords(p: Parameter, value: unknown): string {
  if (value === null) return 'nullMeans' in p && p.nullMeans !== undefined ? p.nullMeans : 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const chosen = p.kind === 'choice' || p.kind === 'choiceOrNumber'
  if (typeof value === 'string') return chosen ? choiceLabel(value) : value === '' ? 'empty' : value
  if (p.kind === 'records' && Array.isArray(value))
    return (value as ParameterRecord[]).map(r => choiceLabel(r.type)).join(' → ') || `no ${p.noun}s`
  if (Array.isArray(value)) return value.map(v => (v === '' ? '(empty)' : String(v))).join(', ') || 'none'
  return typeof value === 'number' ? String(value) : 'none'
}

/** Width of a control of the form, and what a segment takes beside its letters (pixels, at the panel's 328). */
const [controlWidth, letter, around] = [176, 6.4, 20] as const

/** Up to four choices stand side by side where their names fit. */
export function areSegments(choices: readonly string[]): boolean {
  if (choices.length < 2 || choices.length > 4) return false
  const letters = choices.reduce((sum, c) => sum + choiceLabel(c).length, 0)
  return letters * letter + choices.length * around <= controlWidth
}
