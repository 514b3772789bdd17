import type { Partition } from '../../shared/frame'
import type { NumberFormat } from '../../shared/results/blocks'
import type { AnyValues } from '../../shared/params'
import { type Frame, rowsOf } from '../frame/frame'
import type { Loaded, ReadColumn } from '../frame/loaded'
import type { PictureShape } from '../frame/picture'
import type { State } from '../frame/state'
import type { Model } from './model'

/** A node's work on one row of the person's own table, as plain data: a page draws it, a test checks it. */
export interface Worked {
  /** Row of the table, from 0, and its part after a split. */
  row: number
  part: Partition | null
  /** Rows of the table. */
  rows: number
  /** Rows worth a look, with what is special about each. */
  suggested: { row: number; part: Partition | null; about: string }[]
  steps: WorkedStep[]
  whatIf?: WhatIf
  /** What the row looks like, where its features are the pixels of one picture: height × width × channels bytes. */
  picture?: PictureShape & { pixels: Uint8Array<ArrayBuffer> }
}

/** One step: a sentence, the formula, the same with this row's numbers, and the lines that make it up. */
export interface WorkedStep {
  title: string
  sentence: string
  /** KaTeX, in symbols only: names from the data stand in the lines. */
  formula: string
  /** The same with numbers in place of symbols. */
  filled: string
  /** Heads of the columns: the name, the cells, the value. What stands between dollars is KaTeX. */
  head: string[]
  lines: WorkedLine[]
}

export interface WorkedLine {
  name: string
  /** The name is code: a column's. */
  code?: boolean
  /** Index of the class in sorted order, which gives colour and marker. */
  class?: number
  /** Texts and names come from the data; KaTeX never does. */
  cells: (number | string | null | { tex: string })[]
  /** What the run gave: read from its results. */
  value: number | string
  /** The same, worked out anew in double precision from what the node learned. */
  again: number | string
  /** Size of the numbers that were added up: digits count from there. 0 for words. */
  unit: number
  /** How far off it may be by the method itself, where a search ends before its goal. */
  slack?: number
  format?: NumberFormat
  /** The sum or the result of the lines above. */
  total?: boolean
  /** 0 … 1: drawn as a bar. */
  share?: number
}

/** What the model would say of this row, were one of its columns another number. */
export interface WhatIf {
  column: string
  /** Columns that can be changed. */
  columns: string[]
  /** The row's own number. */
  at: number
  xs: number[]
  /** What the curves say: "probability", or the target. */
  says: string
  curves: { name: string; class?: number; values: number[] }[]
}

/** Digits that single precision leaves of a sum of some hundred terms. */
export const wantedDigits = 5

/** How many digits agree, counted from the line's unit; 0 where words differ, 15 at most. */
export function digitsOf({ value, again, unit, slack = 0 }: WorkedLine): number {
  if (typeof value === 'string' || typeof again === 'string') return value === again ? 15 : 0
  const apart = Math.max(0, Math.abs(value - again) - slack)
  if (Number.isNaN(apart)) return 0
  if (apart === 0) return 15
  return Math.min(15, Math.max(0, Math.floor(-Math.log10(apart / Math.max(unit, Number.MIN_VALUE)))))
}

/** The line holds: it agrees to as many digits as single precision leaves. */
export const holds = (line: WorkedLine): boolean => digitsOf(line) >= wantedDigits

/** What is known of a node once it has run, and how to read its tables. */
export interface Finished {
  node: string
  params: AnyValues
  seed: number
  /** Rows as they came in, and as they went out. */
  before: Frame
  after: Frame
  /** What the node learned. Empty for one that learns nothing. */
  state: State
  summary: Readonly<Record<string, unknown>>
  model?: Model
  /** The row that is shown. */
  row: number
  /** The column to vary, where one was asked for. */
  vary?: string
  read: ReadColumn
  /** How features read as the person wrote them, before the preparation steps that can be undone: shift + factor · x. `own`: all could be. */
  origins: (features: readonly string[]) => Promise<readonly { shift: number; factor: number; own: boolean }[]>
}

/** A worked example: what `example.ts` of a node's folder exports. */
export interface Example {
  /** Rows of special interest; every table offers some by itself. */
  suggest?(at: Finished): Promise<{ row: number; about: string }[]>
  steps(at: Finished): Promise<WorkedStep[]>
  whatIf?(at: Finished): Promise<WhatIf | undefined>
}

/** A cell: a number (NaN where missing), or the text of a category (null where missing). */
export async function cellAt(at: Finished, frame: Frame, name: string): Promise<number | string | null> {
  return cellOf(await at.read(frame, name), at.row)
}

export function cellOf(column: Loaded, row: number): number | string | null {
  if (column.form === 'numbers') return column.values[row]
  const code = column.codes[row]
  return code < 0 ? null : column.categories[code]
}

/** A number of the row in the table that came in. */
export const numberBefore = async (at: Finished, name: string): Promise<number> =>
  (await cellAt(at, at.before, name)) as number

/** A number of the row in the table that went out. */
export const numberAfter = async (at: Finished, name: string): Promise<number> =>
  (await cellAt(at, at.after, name)) as number

/** All numbers of a column. */
export async function numbersOf(at: Finished, frame: Frame, name: string): Promise<Float64Array> {
  const column = await at.read(frame, name)
  if (column.form === 'numbers') return column.values
  throw new Error(`${name} holds no numbers.`)
}

/** The training rows, or all where there was no split. */
export const trainingRows = (frame: Frame): Uint32Array =>
  rowsOf(frame, 'train') ?? Uint32Array.from({ length: frame.rows }, (_, i) => i)
