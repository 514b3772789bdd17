import { partitions } from '../../shared/frame'
import { type Frame, partitionsOf, targetOf } from './frame'
import type { ReadColumn } from './loaded'

/** Rows told apart by the class of the target or by partition: `of` is the group of each row, −1 where it has none. */
export interface Groups {
  /** Name of the target; null: by partition. */
  by: string | null
  names: string[]
  of: Int32Array
}

/** More classes than these are not told apart by colour. */
const mostGroups = 8

/** The groups to divide a column by: classes where the target is another column with at most 8 of them, else partitions. */
export async function groupsOf(frame: Frame, column: string, read: ReadColumn): Promise<Groups | null> {
  const target = targetOf(frame)
  const classes = target && target.name !== column ? await classGroups(frame, target.name, read) : null
  return classes ?? partGroups(frame)
}

async function classGroups(frame: Frame, name: string, read: ReadColumn): Promise<Groups | null> {
  const cells = await read(frame, name)
  const whole = frame.columns.find(c => c.name === name)!
  if (cells.form === 'codes') {
    const used = usedCodes(cells.codes)
    if (!used) return null
    const names = used.map(code => cells.categories[code])
    const sorted = [...names].sort()
    const place = new Map(used.map((code, i) => [code, sorted.indexOf(names[i])]))
    return { by: name, names: sorted, of: cells.codes.map(code => place.get(code) ?? -1) }
  }
  if (whole.kind !== 'boolean' && whole.kind !== 'integer') return null
  const used = usedCodes(cells.values)?.sort((a, b) => a - b)
  if (!used) return null
  const place = new Map(used.map((value, i) => [value, i]))
  return {
    by: name,
    names: used.map(value => (whole.kind === 'boolean' ? String(value === 1) : String(value))),
    of: Int32Array.from(cells.values, value => place.get(value) ?? -1),
  }
}

/** The different cells, at least two and at most `mostGroups`; null otherwise. */
function usedCodes(cells: Int32Array | Float64Array): number[] | null {
  const used = new Set<number>()
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    if (Number.isNaN(cell) || (cells instanceof Int32Array && cell < 0)) continue
    used.add(cell)
    if (used.size > mostGroups) return null
  }
  return used.size > 1 ? [...used] : null
}

function partGroups(frame: Frame): Groups | null {
  const present = partitionsOf(frame)
  if (present.length < 2) return null
  const place = partitions.map(p => present.indexOf(p))
  return { by: null, names: present, of: Int32Array.from(frame.parts!, part => place[part]) }
}
