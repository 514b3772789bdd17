import type { Pipeline } from '../pipeline/document'
import type { Results } from '../results/results'
import type { ColumnCells, Datasets } from './datasets'

/** What the engine asks of the room around it: the store, and files to read and write. Paths are as the pipeline names them. */
export interface Host {
  datasets: Datasets
  outputs: Outputs
  /** Where the tuner keeps what it found; absent where nothing is kept. */
  tuning?: TuningStore
}

/** A text that the tuner writes and understands (`compute/device/tuning.ts`). */
export interface TuningStore {
  /** The text last written; empty when there is none. */
  read(): Promise<string>
  write(text: string): Promise<void>
}

export interface WriteOptions {
  /** Cells that a spreadsheet would run as formulas are left alone. */
  exact: boolean
  signal?: AbortSignal
}

export interface Outputs {
  /** Writes a table; answers with where it went and its size. Errors: `cancelled`, the old file as it was. */
  table(path: string, columns: readonly ColumnCells[], options: WriteOptions): Promise<Written>
  /** Draws and writes a report of a run. The ending of the path chooses HTML, Markdown or PDF. */
  report(path: string, request: ReportRequest, signal?: AbortSignal): Promise<Written>
  /** Reads a file whole (a saved model). */
  read(path: string): Promise<Uint8Array>
  /** Writes a file whole, or leaves the old one as it was. */
  write(path: string, bytes: Uint8Array): Promise<Written>
}

export interface Written {
  path: string
  bytes: number
}

export interface ReportRequest {
  document: Pipeline
  results: Results
  /** Tables that the run read, by the node that read them. */
  datasets: { node: string; name: string; fingerprint: string; rows: number; columns: number }[]
  title?: string
}
