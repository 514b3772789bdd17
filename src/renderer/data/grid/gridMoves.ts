import { clamp } from './scrolling'

/** A place in a grid; row −1 is the header. */
export interface Place {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Whole rows that are seen at once. */
  page: number
}

interface Keys {
  key: string
  ctrlKey: boolean
  metaKey: boolean
}

/** Where a key leads from a place, after the grid pattern of ARIA; undefined where it is none of the grid's. */
export function moved({ row, column }: Place, { key, ctrlKey, metaKey }: Keys, size: GridSize): Place | undefined {
  const far = ctrlKey || metaKey
  const last = { row: size.rows - 1, column: size.columns - 1 }
  const to = (r: number, c: number): Place => ({
    row: clamp(r, -1, last.row),
    column: clamp(c, 0, Math.max(0, last.column)),
  })
  switch (key) {
    case 'ArrowUp':
      return far ? to(0, column) : to(row - 1, column)
    case 'ArrowDown':
      return far ? to(last.row, column) : to(row + 1, column)
    case 'ArrowLeft':
      return far ? to(row, 0) : to(row, column - 1)
    case 'ArrowRight':
      return far ? to(row, last.column) : to(row, column + 1)
    case 'PageUp':
      return to(Math.max(0, row - size.page), column)
    case 'PageDown':
      return to(row + size.page, column)
    case 'Home':
      return far ? to(0, 0) : to(row, 0)
    case 'End':
      return far ? to(last.row, last.column) : to(row, last.column)
    default:
      return undefined
  }
}

/** The cells between two places, both included; the header is never among them. */
export interface Block {
  top: number
  bottom: number
  left: number
  right: number
}

export const between = (a: Place, b: Place): Block => ({
  top: Math.max(0, Math.min(a.row, b.row)),
  bottom: Math.max(0, a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
})
