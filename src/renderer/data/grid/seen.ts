import type { GridColumn } from '../table/tableStore'

/** A column that is in the window: its place among all shown, and its left edge in pixels. */
export interface SeenColumn {
  column: GridColumn
  index: number
  left: number
}

/** How the class of a cell is drawn. */
export interface CellMark {
  color: string
  path: string
}
