import type { Filter } from '../../../compute'
import { figureText } from '../table/cellText'
import type { GridColumn } from '../table/tableStore'

/** What the form of a column's filter holds, as it is typed. */
export interface Draft {
  min: string
  max: string
  text: string
  values: string[]
  cells: 'all' | 'present' | 'missing'
}

type Of = Pick<GridColumn, 'name' | 'kind'>

export function draftOf(filters: readonly Filter[], kind: GridColumn['kind']): Draft {
  const draft: Draft = { min: '', max: '', text: '', values: [], cells: 'all' }
  for (const f of filters) {
    if (f.is === 'range') Object.assign(draft, { min: boundText(f.min, kind), max: boundText(f.max, kind) })
    // The form has no strict bounds and no exceptions: the nearest that it has.
    else if (f.is === 'above') draft.min = boundText(f.than, kind)
    else if (f.is === 'below') draft.max = boundText(f.than, kind)
    else if (f.is === 'not') continue
    else if (f.is === 'contains') draft.text = f.text
    else if (f.is === 'in') draft.values = [...f.values]
    else draft.cells = f.is
  }
  return draft
}

/** The filters that a form means; undefined while a bound is not a number. */
export function filtersOf(draft: Draft, { name, kind }: Of): Filter[] | undefined {
  const [min, max] = [boundOf(draft.min, kind), boundOf(draft.max, kind)]
  if (min === undefined || max === undefined) return undefined
  return [
    ...(draft.cells === 'all' ? [] : [{ is: draft.cells, column: name } as const]),
    ...(min === null && max === null ? [] : [{ is: 'range', column: name, min, max } as const]),
    ...(draft.text === '' ? [] : [{ is: 'contains', column: name, text: draft.text } as const]),
    ...(draft.values.length === 0 ? [] : [{ is: 'in', column: name, values: draft.values } as const]),
  ]
}

/** null: open; undefined: not a number. A moment is a date, with a time where that matters. */
export function boundOf(text: string, kind: GridColumn['kind']): number | null | undefined {
  const plain = text.trim().replace('\u2212', '-')
  if (plain === '') return null
  const value = kind === 'time' ? Date.parse(/T|Z$/.test(plain) ? plain : plain.replace(' ', 'T')) : Number(plain)
  return Number.isFinite(value) ? value : undefined
}

function boundText(value: number | null, kind: GridColumn['kind']): string {
  if (value === null) return ''
  return kind === 'time' ? figureText(value, kind) : String(value)
}

/** A filter in words: "body_mass_g 4000 to 5000". */
export function sentenceOf(f: Filter, kind: GridColumn['kind'] = 'number'): string {
  const name = f.column ?? 'partition'
  const said = (value: number | null): string => boundText(value, kind)
  switch (f.is) {
    case 'missing':
      return `${name} is missing`
    case 'present':
      return `${name} is there`
    case 'contains':
      return `${name} contains “${f.text}”`
    case 'in':
      return `${name} is ${someOf(f.values)}`
    case 'not':
      return `${name} is not ${someOf(f.values)}`
    case 'above':
      return `${name} > ${said(f.than)}`
    case 'below':
      return `${name} < ${said(f.than)}`
    case 'range':
      if (f.min === null) return `${name} ≤ ${said(f.max)}`
      return f.max === null ? `${name} ≥ ${said(f.min)}` : `${name} ${said(f.min)} to ${said(f.max)}`
  }
}

const someOf = (values: readonly string[]): string =>
  values.length > 2 ? `one of ${values.length}` : values.join(' or ')
