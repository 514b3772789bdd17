import type { Pipeline } from '../../../shared/pipeline/document'
import type { Cell, NumberFormat } from '../../../shared/results/blocks'
import { formatCell, formatNumber } from '../../../shared/results/format'
import type { Results } from '../../../shared/results/results'

export interface Figure {
  node: string
  label: string
  value: Cell
  format: NumberFormat | undefined
  context: string | undefined
}

/** The figures that a run's nodes put first: every item of their strips, in the order of the run. */
export function headlines(results: Results): Figure[] {
  return Object.entries(results.nodes).flatMap(([node, { blocks = [] }]) =>
    blocks.flatMap(b =>
      b.kind === 'metrics' && !b.aside
        ? b.items.map(({ label, value, format, context }) => ({ node, label, value, format, context }))
        : [],
    ),
  )
}

export interface ComparedFigure {
  node: string
  label: string
  before: string
  after: string
  /** Signed, where both are numbers. */
  difference: string
}

/** Figures of two runs side by side; one that a run lacks is a dash. */
export function comparedFigures(before: Results, after: Results): ComparedFigure[] {
  const key = (f: Figure): string => JSON.stringify([f.node, f.label])
  const [a, b] = [before, after].map(r => new Map(headlines(r).map(f => [key(f), f])))
  return [...new Set([...a.keys(), ...b.keys()])].map(k => {
    const [x, y] = [a.get(k), b.get(k)]
    const { node, label, format } = (y ?? x)!
    return {
      node,
      label,
      before: formatCell(x?.value, format),
      after: formatCell(y?.value, format),
      difference: difference(x?.value, y?.value, format),
    }
  })
}

function difference(x: Cell | undefined, y: Cell | undefined, format: NumberFormat | undefined): string {
  if (typeof x !== 'number' || typeof y !== 'number') return ''
  if (x === y) return 'same'
  const text = formatNumber(y - x, format === 'p' ? 'figure' : format)
  return y > x ? `+${text}` : text
}

export interface Change {
  node: string
  what: string
  before: string
  after: string
}

/** What differs between the documents of two runs: nodes, parameters, switches, wires and the seed. */
export function changes(before: Pipeline, after: Pipeline): Change[] {
  const [a, b] = [before, after].map(d => new Map(d.nodes.map(n => [n.id, n])))
  const found: Change[] = []
  for (const id of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(id), b.get(id)]
    if (!x || !y) {
      found.push({ node: id, what: 'node', before: x?.type ?? '–', after: y?.type ?? '–' })
      continue
    }
    if (x.type !== y.type) found.push({ node: id, what: 'type', before: x.type, after: y.type })
    for (const name of new Set([...Object.keys(x.params), ...Object.keys(y.params)])) {
      const [from, to] = [shown(x.params[name]), shown(y.params[name])]
      if (from !== to) found.push({ node: id, what: name, before: from, after: to })
    }
    if ((x.disabled ?? false) !== (y.disabled ?? false))
      found.push({ node: id, what: 'switch', before: x.disabled ? 'off' : 'on', after: y.disabled ? 'off' : 'on' })
  }
  const wires = (d: Pipeline): string[] => d.edges.map(e => `${e.from} → ${e.to}`)
  const [w, v] = [wires(before), wires(after)]
  for (const wire of w) if (!v.includes(wire)) found.push({ node: '', what: 'wire', before: wire, after: '–' })
  for (const wire of v) if (!w.includes(wire)) found.push({ node: '', what: 'wire', before: '–', after: wire })
  if (before.seed !== after.seed)
    found.push({ node: '', what: 'seed', before: String(before.seed), after: String(after.seed) })
  return found
}

const shown = (value: unknown): string => {
  if (value === undefined) return 'default'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** When a run was: the time of today, else with its day. */
export const runTime = (at: Date): string =>
  at.toDateString() === new Date().toDateString() ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`
