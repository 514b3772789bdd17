import type { ColumnSchema, Kind, Role } from '../frame'
import { z } from '../zod'

/** The table that a node gives, as its summary tells of it. */
export interface TableSummary {
  rows: number
  columns: ColumnSchema[]
}

type Summary = Readonly<Record<string, unknown>> | undefined

const column = z.object({
  name: z.string(),
  kind: z.string() as unknown as z.ZodType<Kind>,
  role: z.string() as unknown as z.ZodType<Role>,
  missing: z.number(),
})
const table: z.ZodType<TableSummary> = z.object({ rows: z.number(), columns: z.array(column) })
const read = z.object({ dataset: z.object({ name: z.string(), fingerprint: z.string() }) })

/** Undefined of models and judges, and where the columns were too many to keep. */
export const tableOf = (summary: Summary): TableSummary | undefined => table.safeParse(summary).data

/** The table of the store that a node read; undefined of a node that reads none. */
export const datasetOf = (summary: Summary): { name: string; fingerprint: string } | undefined =>
  read.safeParse(summary).data?.dataset
