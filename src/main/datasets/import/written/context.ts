import type { CellFormat, DateOrder, ImportOptions, ImportWarning } from '../../../../shared/contracts/datasets'
import type { Kind } from '../../../../shared/frame'
import type { Mark } from './number'

/** What the rest of the table and the person say of a column. */
export interface Context {
  name: string
  options: ImportOptions
  delimiter: string
  /** Decimal mark of the table. */
  point: Mark
  /** Decimal mark that other columns prove, and the order of their dates. */
  tableMark: Mark | null
  tableOrder: DateOrder | null
  chosen: Kind | null
  format: CellFormat | undefined
  /** Whether the values of the column do not fall, or do not rise, from row to row. */
  sorted: (value: (text: string) => number) => boolean
}

/** How the texts of a column are to be read. */
export type Decision =
  | { kind: 'number' | 'integer' | 'boolean' | 'time'; value: (text: string) => number; zone?: 'utc'; warnings: ImportWarning[] }
  | { kind: 'text'; text?: (text: string) => string; warnings: ImportWarning[] } // prettier-ignore
