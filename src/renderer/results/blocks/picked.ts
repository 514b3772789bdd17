import { inject, type InjectionKey, provide, type ShallowRef, shallowRef } from 'vue'
import type { Block, Chart, ScatterChart } from '../../../shared/results/blocks'

/** Rows picked in one of a node's charts or tables; all blocks that name rows show them. */
export interface Picked {
  rows: Readonly<ShallowRef<ReadonlySet<number>>>
  pick: (rows: Iterable<number>) => void
  /** Adds a row, or takes it away. */
  toggle: (row: number) => void
}

const key: InjectionKey<Picked> = Symbol('picked rows')

export function providePicked(): Picked {
  const rows = shallowRef<ReadonlySet<number>>(new Set())
  const picked: Picked = {
    rows,
    pick: chosen => void (rows.value = new Set(chosen)),
    toggle: row => {
      const next = new Set(rows.value)
      if (!next.delete(row)) next.add(row)
      rows.value = next
    },
  }
  provide(key, picked)
  return picked
}

export const usePicked = (): Picked | undefined => inject(key, undefined)

/** The point series of a chart that has them. */
export function pointsOf(chart: Chart): ScatterChart['series'] {
  return chart.type === 'scatter' ? chart.series : chart.type === 'boundary' ? chart.points : []
}

export const namesRows = (block: Block): boolean =>
  block.kind === 'table'
    ? block.rowIds !== undefined
    : block.kind === 'chart' && pointsOf(block.chart).some(s => s.rows !== undefined)

/** Rows whose points lie in a rectangle, given by two of its corners in the units of the axes. */
export function rowsWithin(chart: Chart, a: readonly [number, number], b: readonly [number, number]): number[] {
  const between = (v: number, p: number, q: number): boolean => v >= Math.min(p, q) && v <= Math.max(p, q)
  return pointsOf(chart).flatMap(({ points, rows }) =>
    rows ? points.flatMap(([x, y], i) => (between(x, a[0], b[0]) && between(y, a[1], b[1]) ? [rows[i]] : [])) : [],
  )
}
