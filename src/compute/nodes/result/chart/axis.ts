import type { Axis } from '../../../../shared/results/blocks'
import type { Column } from '../../../frame/frame'

const day = 86_400_000
const year = 365.2425 * day

/** How the numbers of a column stand on an axis. */
export interface Scale {
  axis: Axis
  place: (value: number) => number
}

/** Times become years, or days since the first where they span less than two years; other numbers stay as they are. */
export function scaleOf(column: Pick<Column, 'name' | 'kind'>, values: readonly Float64Array[]): Scale {
  if (column.kind !== 'time') return { axis: { label: column.name }, place: x => x }
  let first = Infinity
  let last = -Infinity
  for (const part of values)
    for (const x of part) {
      if (x < first) first = x
      if (x > last) last = x
    }
  if (last - first >= 2 * year) return { axis: { label: `${column.name} (year)` }, place: x => 1970 + x / year }
  const start = Number.isFinite(first) ? new Date(first).toISOString().slice(0, 10) : 'the first'
  return { axis: { label: `${column.name} (days since ${start})` }, place: x => (x - first) / day }
}
