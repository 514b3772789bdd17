import type { Kind } from '../frame'

/** How a file is to be read; `auto` and null leave the decision to the import. As the parameters of `data.file`. */
export interface ImportOptions {
  format: 'auto' | 'csv' | 'tsv'
  delimiter: string | null
  header: 'auto' | 'yes' | 'no'
  decimal: 'auto' | '.' | ','
  encoding: 'auto' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  nullValues: readonly string[]
  /** Kinds that people have chosen, by column name. A cell that does not fit its chosen kind becomes missing, with a warning that counts them. */
  types: Readonly<Record<string, Kind>>
}

export const importDefaults: ImportOptions = {
  format: 'auto',
  delimiter: null,
  header: 'auto',
  decimal: 'auto',
  encoding: 'auto',
  nullValues: ['', 'NA', 'NaN', 'null', '?'],
  types: {},
}

/** What an import decided: the answer of `lathe inspect --json`. Records in the file = rows + rejected + merged. */
export interface Inspection {
  rows: number
  rejected: { record: number; line: number; reason: string }[]
  merged: number
  dialect: {
    delimiter: string
    quote: string
    decimal: '.' | ','
    encoding: string
    header: boolean
    skippedLines: number
  }
  columns: InspectedColumn[]
  renamed: { from: string; to: string }[]
  warnings: { code: string; column?: string; message: string }[]
}

export interface InspectedColumn {
  name: string
  kind: Kind
  missing: number
  distinct: number
  min: number | string | null
  max: number | string | null
}

/** A table in the store. `fingerprint` is the sha-256 of the file's bytes and the options it was read with. */
export interface Dataset {
  id: string
  name: string
  fingerprint: string
  inspection: Inspection
}

/**
 * Cells of one column, whole.
 * number, integer, boolean: `values`, NaN where missing (a boolean is 0 or 1; time: milliseconds since 1970 UTC).
 * category, text: `codes` into `categories` (sorted for category, first-seen for text), −1 where missing.
 */
export type ColumnCells =
  | { name: string; kind: 'number' | 'integer' | 'boolean' | 'time'; values: Float64Array }
  | { name: string; kind: 'category' | 'text'; codes: Int32Array; categories: string[] }

/** The store as the engine sees it: directly in the command line, over `fetch` in a page. */
export interface Datasets {
  /** Imports a file (or finds it already imported by its fingerprint). `path` as the pipeline names it; the host resolves it. */
  open(
    path: string,
    options: ImportOptions,
    progress?: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<Dataset>
  /** A bundled table. */
  sample(name: string): Promise<Dataset>
  /** Cells of the named columns, in the order asked. */
  columns(id: string, names: readonly string[]): Promise<ColumnCells[]>
}
