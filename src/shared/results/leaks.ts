import { z } from '../zod'

/** What speaks against columns as features, found before anything learned from them. */
export interface LeakReport {
  /** Columns that nearly decide the target by themselves. */
  leaks: readonly Leak[]
  /** Columns that only name rows. */
  keys: readonly KeyColumn[]
  /** Rows that were looked at, of how many that have a target. */
  rows: number
  of: number
  /** Columns that were not looked at, since that would take long. */
  unread: readonly string[]
}

export interface Leak {
  column: string
  /** `leak`: nothing honest explains it, and it is left out until somebody chooses. `doubt`: it may be a good measure; it stays, and is asked about. */
  verdict: 'leak' | 'doubt'
  /** A sentence: what was seen. */
  evidence: string
  /** It is learned from: by choice, or since it is in doubt only. */
  kept: boolean
  /** Somebody chose so. */
  chosen: boolean
  /** Rows by value and class. */
  cross?: { values: string[]; classes: string[]; counts: number[][] }
  /** What small models reach with the column and without it and its like, in the same folds. */
  scores?: { figure: 'accuracy' | 'rSquared'; folds: number; rows: number; with: number; without: number }
}

export interface KeyColumn {
  column: string
  evidence: string
  kept: boolean
}

const leak: z.ZodType<Leak> = z.object({
  column: z.string(),
  verdict: z.enum(['leak', 'doubt']),
  evidence: z.string(),
  kept: z.boolean(),
  chosen: z.boolean(),
  cross: z
    .object({ values: z.array(z.string()), classes: z.array(z.string()), counts: z.array(z.array(z.number())) })
    .exactOptional(),
  scores: z
    .object({
      figure: z.enum(['accuracy', 'rSquared']),
      folds: z.number(),
      rows: z.number(),
      with: z.number(),
      without: z.number(),
    })
    .exactOptional(),
})
const report: z.ZodType<LeakReport> = z.object({
  leaks: z.array(leak),
  keys: z.array(z.object({ column: z.string(), evidence: z.string(), kept: z.boolean() })),
  rows: z.number(),
  of: z.number(),
  unread: z.array(z.string()),
})
const summary = z.object({ target: z.string().nullable(), leaks: report })

/** The leaks that a node's summary tells of, and the target they are about; undefined where it looked for none. */
export function leaksOf(
  of: Readonly<Record<string, unknown>> | undefined,
): { target: string | null; report: LeakReport } | undefined {
  const read = summary.safeParse(of).data
  return read && { target: read.target, report: read.leaks }
}

/** Those that wait for somebody's choice. */
export const unsettled = ({ leaks }: LeakReport): Leak[] => leaks.filter(l => !l.chosen)
