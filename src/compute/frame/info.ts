import { type ColumnSchema, type Partition, partitions, type PredictionSchema } from '../../shared/frame'
import type { Frame } from './frame'
import { schemaOf } from './frame'

/** What a frame is, without its cells: for column pickers, wires and the status bar. */
export interface FrameInfo {
  rows: number
  columns: ColumnSchema[]
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
    columns: schemaOf(frame),
    ...(parts && { parts: counts }),
    ...(folds && { folds: folds.length }),
    ...(prediction && { prediction }),
  }
}
