import { type ColumnInfo, type Partition, partitions, type PredictionSchema } from '../../shared/frame'
import type { Frame } from './frame'
import { schemaOf } from './frame'
import { widthOf } from './components'
import { isWide } from './wide'

/** What a frame is, without its cells: for column pickers, wires and the status bar. */
export interface FrameInfo {
  rows: number
  columns: ColumnInfo[]
  /** Rows by partition, where there was a split. */
  parts?: Partial<Record<Partition, number>>
  folds?: number
  prediction?: PredictionSchema
}

export function infoOf(frame: Frame): FrameInfo {
  const { parts, folds, prediction } = frame
  const counts: Partial<Record<Partition, number>> = {}
  if (parts) for (const part of parts) counts[partitions[part]] = (counts[partitions[part]] ?? 0) + 1
  return {
    rows: frame.rows,
    columns: schemaOf(frame).map((column, c) => {
      const { cells } = frame.columns[c]
      return isWide(cells) ? { ...column, wide: { form: cells.form, components: widthOf(cells) } } : column
    }),
    ...(parts && { parts: counts }),
    ...(folds && { folds: folds.length }),
    ...(prediction && { prediction }),
  }
}
