import { LatheError } from '../../shared/errors'
import {
  type ColumnSchema,
  isFeatureKind,
  numericKinds,
  type Partition,
  partitions,
  type PredictionSchema,
} from '../../shared/frame'
import type { Cells, CodeCells, NumberCells } from './cells'
import type { Step } from './step'

export interface Column extends ColumnSchema {
  readonly cells: Cells
}

/** A numeric column, by its cells. */
export type NumberColumn = Column & { readonly cells: NumberCells }

/**
 * What travels along a wire: columns, and after a split a partition for every row. Immutable; nodes make new frames that
 * share columns with the old.
 */
export interface Frame {
  readonly rows: number
  readonly columns: readonly Column[]
  /** Per row the index into `partitions`; absent before a split. */
  readonly parts?: Uint8Array
  /** What the last model on the line said. */
  readonly prediction?: PredictionSchema
  /** Fitted preparation steps since the raw rows: a model takes them along. */
  readonly steps: readonly Step[]
  /** What speaks against scores of models that learn from it, said again beside them. */
  readonly noticed?: readonly Notice[]
  /** With k folds: the same line once per fold, `test` being the fold held out. The frame itself was made from all rows. */
  readonly folds?: readonly Frame[]
}

/** A sentence about a column, or about rows where there is none. */
export interface Notice {
  readonly column?: string
  readonly text: string
}

/** Indices of the rows of a partition; all rows where there was no split and `train` is asked, or `all`. */
export function rowsOf(frame: Frame, partition: Partition | 'all'): Uint32Array | undefined {
  const { parts } = frame
  if (partition === 'all' || !parts)
    return partition === 'all' || partition === 'train' ? undefined : new Uint32Array(0)
  const wanted = partitions.indexOf(partition)
  let count = 0
  for (const part of parts) if (part === wanted) count++
  const rows = new Uint32Array(count)
  for (let i = 0, at = 0; i < parts.length; i++) if (parts[i] === wanted) rows[at++] = i
  return rows
}

/** The partitions present, in order; empty before a split. */
export function partitionsOf(frame: Frame): Partition[] {
  const { parts } = frame
  return parts ? partitions.filter((_, index) => parts.includes(index)) : []
}

export function columnNamed(frame: Frame, name: string): Column {
  const found = frame.columns.find(c => c.name === name)
  if (found) return found
  const names = frame.columns.map(c => c.name)
  throw new LatheError({
    code: 'data',
    message: `There is no column named ${JSON.stringify(name)}.`,
    remedy: `The columns are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}.`,
  })
}

/** Features: columns of role feature whose kind can be one. */
export function featuresOf(frame: Frame): Column[] {
  return frame.columns.filter(c => c.role === 'feature' && isFeatureKind(c.kind))
}

export const isNumeric = (c: Column): c is NumberColumn => c.cells.form === 'numbers' && numericKinds.includes(c.kind)

export const isCoded = (c: Column): c is Column & { readonly cells: CodeCells } => c.cells.form === 'codes'

export function numericFeatures(frame: Frame): NumberColumn[] {
  return featuresOf(frame).filter(isNumeric)
}

export function targetOf(frame: Frame): Column | undefined {
  return frame.columns.find(c => c.role === 'target')
}

/** The frame with the named columns replaced in place (by one or several each); columns left out of the map stay. */
export function replaceColumns(frame: Frame, by: ReadonlyMap<string, readonly Column[]>): Frame {
  return { ...frame, columns: uniqueNames(frame.columns.flatMap(c => by.get(c.name) ?? [c])) }
}

/** The frame with columns added at the end; one of the same name is replaced. */
export function addColumns(frame: Frame, added: readonly Column[]): Frame {
  const names = new Set(added.map(c => c.name))
  return { ...frame, columns: [...frame.columns.filter(c => !names.has(c.name)), ...added] }
}

function uniqueNames(columns: Column[]): Column[] {
  const seen = new Set<string>()
  return columns.map(c => {
    let { name } = c
    for (let i = 2; seen.has(name); i++) name = `${c.name}_${i}`
    seen.add(name)
    return name === c.name ? c : { ...c, name }
  })
}

/** Columns as a summary lists them. */
export function schemaOf(frame: Frame): ColumnSchema[] {
  return frame.columns.map(({ name, kind, role, missing }) => ({ name, kind, role, missing }))
}

/** The values of the rows `index`; all of them where it is undefined. */
export function select<T extends Float64Array | Int32Array>(values: T, index: Uint32Array | undefined): T {
  if (!index) return values
  const out = (values instanceof Int32Array ? new Int32Array(index.length) : new Float64Array(index.length)) as T
  for (let i = 0; i < index.length; i++) out[i] = values[index[i]]
  return out
}
