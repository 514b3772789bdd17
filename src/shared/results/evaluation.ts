import { type Partition, partitions } from '../frame'
import { z } from '../zod'

/** What `evaluate` found, typed: `evaluationSummary` writes it into a summary, and `evaluationOf` reads it from there. */
export interface Evaluation {
  /** A name of `tasks`, or one that a newer program knows. */
  task: string
  /** By name. None in the history of runs, where they were too much to keep. */
  models: Readonly<Record<string, EvaluatedModel>>
  /** By the same names: what people call each. */
  names: Readonly<Record<string, string>>
  /** The one figure to show first. */
  headline?: { model: string; partition: PartName; metric: string; value: number | null }
  /** The class that binary figures are about. */
  positiveClass: ClassValue | null
  tests: readonly PairTest[]
}

/** Rows that were parted are judged by part, others all together. */
export type PartName = Partition | 'all'
export type ClassValue = string | number | boolean

/** By key; null where a figure does not exist. */
export type Figures = Readonly<Record<string, number | null>>

/** Why a figure is null, by the same key: a sentence. */
export type Reasons = Readonly<Record<string, string>>

export interface EvaluatedModel {
  parts: readonly EvaluatedPart[]
  folds?: FoldFigures
}

export interface EvaluatedPart {
  name: PartName
  /** Number of rows; not of those that several folds learned from. */
  rows?: number
  figures: Figures
  /** Rows true, columns predicted. */
  confusion?: Confusion
  /** What else a summary says of these rows (intervals, figures by class, curves): written, and read by nobody. */
  more?: Readonly<Record<string, unknown>>
}

export interface Confusion {
  classes: readonly ClassValue[]
  counts: readonly (readonly number[])[]
}

/** What k folds say: their figures, and the sample deviation (÷ k − 1) of each. */
export interface FoldFigures {
  count: number
  test: readonly Figures[]
  deviation: Figures
  /** In how many folds a figure exists, of those that some fold lacks: means and deviations are over these. */
  defined?: Readonly<Record<string, number>>
  /** Why a fold lacks a figure, fold by fold. */
  reasons?: readonly Reasons[]
}

/** Two models on the same rows. */
export interface PairTest {
  models: readonly [string, string]
  /** The figure that they are compared by; the first of a list's is the chief one. Empty in results of before they were told. */
  metric: string
  method: 'mcNemar' | 'pairedT' | 'deLong'
  rows: number
  /** McNemar: mid-p value. Null where there is no test: other rows, or too few. */
  pValue: number | null
  /** p-value adjusted for the number of pairs (Holm 1979). */
  adjusted: number | null
  /** The model that did better; null where the test does not show a difference. */
  better: string | null
  /** What the first is ahead by, and the interval that leaves out 0 just where `adjusted` is below 0.05. */
  difference: number | null
  interval: readonly [number, number] | null
  /** Probability that the difference is within ± `within`, which is the same for practice. */
  equal: { within: number; probability: number } | null
}

/** Of several parts the one that says most about new rows. */
export function chiefPart<T extends { name: PartName }>(parts: readonly T[]): T {
  const order: PartName[] = ['test', 'validation', 'all', 'train']
  return order.flatMap(name => parts.filter(part => part.name === name))[0]
}

/** An evaluation as it stands in a summary: a model by part and `folds`, the figures of a part beside what else is said of it. */
export function evaluationSummary({ models, ...rest }: Evaluation): Record<string, unknown> {
  const part = ({ name, rows, figures, confusion, more }: EvaluatedPart): [string, unknown] => [
    name,
    { ...(rows !== undefined && { rows }), ...figures, ...(confusion && { confusion }), ...more },
  ]
  const written = Object.entries(models).map(([name, { parts, folds }]) => [
    name,
    { ...Object.fromEntries(parts.map(part)), ...(folds && { folds }) },
  ])
  return { ...rest, models: Object.fromEntries(written) }
}

/** The evaluation of a summary; undefined where the summary is of another node. */
export function evaluationOf(summary: Readonly<Record<string, unknown>> | undefined): Evaluation | undefined {
  const read = written.safeParse(summary).data
  if (!read || (!read.headline && Object.keys(read.models).length === 0)) return undefined
  const { headline, ...rest } = read
  return { ...rest, ...(headline && { headline }) }
}

const value = z.number().nullable()
const classValue = z.union([z.string(), z.number(), z.boolean()])

/** The figures among all that is said of some rows. */
const figures = z
  .record(z.string(), z.unknown())
  .transform(
    (all): Figures =>
      Object.fromEntries(
        Object.entries(all).flatMap(([key, x]) => (x === null || typeof x === 'number' ? [[key, x]] : [])),
      ) as Figures,
  )

const part = z
  .looseObject({
    rows: z.number().exactOptional(),
    confusion: z.object({ classes: z.array(classValue), counts: z.array(z.array(z.number())) }).exactOptional(),
  })
  .transform(({ rows, confusion, ...rest }): Omit<EvaluatedPart, 'name'> => ({
    figures: figures.parse(rest),
    ...(rows !== undefined && { rows }),
    ...(confusion && { confusion }),
  }))

const model = z
  .object({
    ...(Object.fromEntries([...partitions, 'all'].map(name => [name, part.exactOptional()])) as Record<
      PartName,
      z.ZodOptional<typeof part>
    >),
    folds: z
      .object({
        count: z.number(),
        test: z.array(figures).default([]),
        deviation: figures.default({}),
        defined: z.record(z.string(), z.number()).exactOptional(),
        reasons: z.array(z.record(z.string(), z.string())).exactOptional(),
      })
      .exactOptional(),
  })
  .transform(({ folds, ...parts }): EvaluatedModel => ({
    parts: Object.entries(parts).flatMap(([name, said]) => (said ? [{ name: name as PartName, ...said }] : [])),
    ...(folds && { folds }),
  }))

const written = z.object({
  task: z.string().default(''),
  models: z.record(z.string(), model).default({}),
  names: z.record(z.string(), z.string()).default({}),
  headline: z
    .object({ model: z.string(), partition: z.enum([...partitions, 'all']), metric: z.string(), value })
    .exactOptional(),
  positiveClass: classValue.nullable().default(null),
  tests: z
    .array(
      z.object({
        models: z.tuple([z.string(), z.string()]),
        metric: z.string().default(''),
        method: z.enum(['mcNemar', 'pairedT', 'deLong']),
        rows: z.number(),
        pValue: value,
        adjusted: value,
        better: z.string().nullable(),
        difference: value.default(null),
        interval: z.tuple([z.number(), z.number()]).nullable().default(null),
        equal: z.object({ within: z.number(), probability: z.number() }).nullable().default(null),
      }),
    )
    .default([]),
})
