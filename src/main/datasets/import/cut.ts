/** How text is cut into records and fields. */
export interface Cut {
  /** As the options name it: `spaces` is any run of spaces and tabs. */
  delimiter: string
  quote: '"' | "'" | 'none'
  /** A backslash takes the meaning from a quote; otherwise two quotes stand for one. */
  backslash: boolean
  /** Spaces behind a delimiter are no part of a cell. */
  skipSpaces: boolean
  /** Mark of lines that are no records; empty where there is none. */
  comment: string
}

/** Complete records, as their cells. */
export interface Batch {
  records: string[][]
  /** Line on which each record starts; null when record i starts on line `firstLine + i`. */
  lines: number[] | null
  firstLine: number
  /** Records whose quotes are wrong, by index; their cells are left out. */
  malformed: ReadonlyMap<number, string>
  /** Records that hold nothing but quotes, blanks and delimiters: they are no blank lines. */
  blankQuotes: ReadonlySet<number>
  /** Lines that were left out as comments. */
  comments: readonly number[]
}

/** Whether more than plain RFC 4180 is asked for: lines are then looked at one by one. */
export const isLoose = (cut: Cut): boolean => cut.delimiter === 'spaces' || cut.skipSpaces || cut.comment !== ''

/** What the reader of bytes can cut by itself. */
export const isPlain = (cut: Cut): boolean =>
  !isLoose(cut) && !cut.backslash && cut.delimiter.length === 1 && cut.delimiter.charCodeAt(0) < 128

/** Cells of a line without quotes. */
export function plainCells(line: string, { delimiter, skipSpaces }: Cut): string[] {
  if (delimiter === 'spaces') return line.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/)
  const cells = line.split(delimiter)
  return skipSpaces ? cells.map(withoutLead) : cells
}

const withoutLead = (text: string): string => (text.startsWith(' ') ? text.replace(/^ +/, '') : text)
