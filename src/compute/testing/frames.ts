import type { Role } from '../../shared/frame'
import { codeCells, numberCells } from '../frame/cells'
import type { Column, Frame } from '../frame/frame'

export type TestColumn = readonly (number | null)[] | readonly (string | null)[] | Float64Array

/** A frame from plain arrays: numbers become number columns (null missing), texts become categories with sorted values. */
export function frameOf(
  columns: Readonly<Record<string, TestColumn>>,
  options: {
    roles?: Readonly<Record<string, Role>>
    parts?: readonly number[]
    kinds?: Readonly<Record<string, Column['kind']>>
  } = {},
): Frame {
  const entries = Object.entries(columns)
  const rows = entries[0]?.[1].length ?? 0
  return {
    rows,
    steps: [],
    ...(options.parts && { parts: Uint8Array.from(options.parts) }),
    columns: entries.map(([name, cells]) => {
      const column = columnOf(name, cells)
      return { ...column, role: options.roles?.[name] ?? 'feature', kind: options.kinds?.[name] ?? column.kind }
    }),
  }
}

export function columnOf(name: string, cells: TestColumn): Column {
  const rows = cells.length
  if (cells instanceof Float64Array || !cells.some(x => typeof x === 'string')) {
    const values = Float64Array.from(cells as readonly (number | null)[], x => x ?? Number.NaN)
    return {
      name,
      kind: 'number',
      role: 'feature',
      missing: values.filter(Number.isNaN).length,
      cells: numberCells(rows, values),
    }
  }
  const texts = cells as readonly (string | null)[]
  const categories = [...new Set(texts)].filter(x => x !== null).sort()
  const codes = Int32Array.from(texts, x => (x === null ? -1 : categories.indexOf(x)))
  return {
    name,
    kind: 'category',
    role: 'feature',
    missing: codes.filter(c => c < 0).length,
    cells: codeCells(rows, { codes, categories }),
  }
}

/** Deterministic doubles in [−1, 1) for tests: a linear congruential generator (Numerical Recipes), started from the seed. */
export function testNumbers(n: number, seed: number): Float64Array {
  let state = (seed * 2654435761 + 1) >>> 0
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
}
