import type { Kind } from '../../shared/frame'
import type { Written } from '../../shared/contracts/host'
import { z } from '../../shared/zod'
import { columnName, filter } from '../frame/filter'
import type { ColumnProfile } from '../frame/profile'
import type { WidePage } from '../frame/wide'
import type { Worked } from './worked'

const node = z.string()
const count = z.number().int().min(0)
const shown = {
  node,
  sort: z.strictObject({ column: columnName, descending: z.boolean() }).exactOptional(),
  filters: z.array(filter),
}

/** Rows that one answer holds at most. */
export const mostRows = 5000

/** What can be asked of the tables that runs left behind, by the node that gave them. */
export const question = z.discriminatedUnion('is', [
  /** Rows `offset` … `offset + limit` of what is left after the filters, in the order of the sort. All columns unless some are named. */
  z.strictObject({
    is: z.literal('rows'),
    ...shown,
    offset: count,
    limit: count.max(mostRows),
    columns: z.array(z.string()).exactOptional(),
  }),
  /** At which place of the shown rows a row of the table stands. */
  z.strictObject({ is: z.literal('place'), ...shown, row: count }),
  /** What a column holds. Without `detail` neither groups nor correlations. */
  z.strictObject({
    is: z.literal('profile'),
    node,
    column: z.string(),
    detail: z.boolean(),
    bins: count.min(1).max(200),
  }),
  /** Where cells are missing: the shown rows in `bands` bands of equal height. */
  z.strictObject({ is: z.literal('overview'), ...shown, bands: count.min(1).max(4096) }),
  /** The node's work on one row, step by step. Without `row` the first one worth a look; `vary`: the column that "what if" changes. */
  z.strictObject({ is: z.literal('example'), node, row: count.exactOptional(), vary: z.string().exactOptional() }),
  /** Writes the shown rows as a table to a path of the host. */
  z.strictObject({
    is: z.literal('save'),
    ...shown,
    path: z.string().min(1),
    exact: z.boolean(),
    columns: z.array(z.string()).exactOptional(),
  }),
])
export type Question = z.infer<typeof question>
export type QuestionName = Question['is']
export type QuestionOf<K extends QuestionName> = Extract<Question, { is: K }>

/** Answers by question: typed arrays and plain data. */
export interface Answers {
  rows: Page
  /** From 0; null where the row is not among those shown. */
  place: { place: number | null }
  profile: ColumnProfile
  overview: Overview
  example: Worked
  save: Written
}

/** A part of a table. */
export interface Page {
  /** Rows left after the filters. */
  total: number
  offset: number
  /** The row of the table behind each line, from 0. */
  rows: Uint32Array<ArrayBuffer>
  /** Partition of each line, as an index into `partitions`; absent before a split. */
  parts?: Uint8Array<ArrayBuffer>
  columns: PageColumn[]
}

export type PageColumn = {
  name: string
  kind: Kind
  /** Of wide cells, which stand here in words: as they are drawn. */
  wide?: WidePage
} & (
  | {
      /** NaN where missing; a boolean is 0 or 1, a time milliseconds since 1970 UTC. */
      values: Float64Array<ArrayBuffer>
    }
  | {
      /** Codes into the texts of this page, −1 where missing. */
      codes: Int32Array<ArrayBuffer>
      texts: string[]
    }
)

export interface Overview {
  total: number
  /** Columns that were looked at. */
  columns: number
  /** Missing cells in each band. */
  missing: Uint32Array<ArrayBuffer>
}
