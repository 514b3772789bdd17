import type { Kind } from '../frame'

/** Encodings that the form offers; the import takes every label that `TextDecoder` knows. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-15',
  'macintosh',
  'x-mac-cyrillic',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'gbk',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
] as const

/** Delimiters that the import looks for. `spaces` is any run of spaces and tabs. */
export const delimiters = [',', ';', '\t', '|', ':', '^', '~', '::', '||', ' ', 'spaces'] as const

/** How a file is to be read; `auto` and null leave the decision to the import. As the parameters of `data.file`. */
export interface ImportOptions {
  format: 'auto' | 'csv' | 'tsv' | 'json' | 'ndjson'
  /** One of `delimiters`, or any other short text. */
  delimiter: string | null
  quote: 'auto' | 'none' | '"' | "'"
  header: 'auto' | 'yes' | 'no'
  /** Physical lines before the table, its header included in none of them. */
  skipLines: number | null
  /** Mark at the start of lines that are no records: `auto`, `none` or the mark. */
  comment: string
  decimal: 'auto' | '.' | ','
  /** Order of day, month and year in dates of digits. */
  dateFormat: 'auto' | DateOrder
  /** `auto` or a label that `TextDecoder` knows. */
  encoding: string
  nullValues: readonly string[]
  /** Kinds that people have chosen, by column name. A cell that does not fit its chosen kind becomes missing, with a warning that counts them. */
  types: Readonly<Record<string, Kind>>
  /** How the cells of a column are written where the guess is wrong: a decimal mark for numbers, an order for dates; `merge` makes one of spellings that
   * differ in case and spaces, `exact` takes no word for a missing cell. */
  formats: Readonly<Record<string, CellFormat>>
}

export const dateOrders = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof dateOrders)[number]
export const cellFormats = ['.', ',', ...dateOrders, 'merge', 'exact'] as const
export type CellFormat = (typeof cellFormats)[number]

export const importDefaults: ImportOptions = {
  format: 'auto',
  delimiter: null,
  quote: 'auto',
  header: 'auto',
  skipLines: null,
  comment: 'auto',
  decimal: 'auto',
  dateFormat: 'auto',
  encoding: 'auto',
  nullValues: ['', 'NA', 'NaN', 'null', '?'],
  types: {},
  formats: {},
}

/** What an import decided: the answer of `lathe inspect --json`. Records in the file = rows + rejected + merged. */
export interface Inspection {
  rows: number
  rejected: { record: number; line: number; reason: string }[]
  merged: number
  dialect: {
    delimiter: string
    /** `none` where quotes are text. */
    quote: string
    decimal: '.' | ','
    encoding: string
    header: boolean
    skippedLines: number
    /** Mark of the lines that were left out as comments. */
    comment?: string
    /** Absent where the table was delimited text. */
    format?: 'json' | 'ndjson'
  }
  columns: InspectedColumn[]
  renamed: { from: string; to: string }[]
  warnings: ImportWarning[]
}

/** Something that people should know of an import. With answers it is a question; `message` then says what was read. */
export interface ImportWarning {
  code: string
  column?: string
  message: string
  answers?: ImportAnswer[]
}

export interface ImportAnswer {
  text: string
  /** What the answer changes; of `types` and `formats` the entry, of `nullValues` the words, to be merged with those set. */
  set: Partial<ImportOptions>
  /** The reading in use. */
  used: boolean
}

export interface InspectedColumn {
  name: string
  kind: Kind
  missing: number
  distinct: number
  min: number | string | null
  max: number | string | null
  /** Of times: their cells named a zone, so that they are moments. Absent, they are what a clock showed. */
  zone?: 'utc'
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
 * number, integer, boolean: `values`, NaN where missing (a boolean is 0 or 1; time: milliseconds since 1970, of UTC where `zone` says so, else of
 * the clock that the cells were read from).
 * category, text: `codes` into `categories` (sorted for category, first-seen for text), −1 where missing.
 */
export type ColumnCells =
  | { name: string; kind: 'number' | 'integer' | 'boolean' | 'time'; values: Float64Array; zone?: 'utc' }
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
