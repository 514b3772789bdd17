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

/**
 * Complete records, ready for a parser: one per line, ended by \n; only quoted fields hold line breaks, two quotes stand for one, and
 * `parsedDelimiter` stands between fields.
 */
export interface Batch {
  text: string
  /** Holds the quote character somewhere. */
  quoted: boolean
  /** Line on which each record starts; null when record i starts on line `firstLine + i`. */
  lines: number[] | null
  firstLine: number
  /** Records whose quotes are wrong, by index; their text is left out. */
  malformed: ReadonlyMap<number, string>
  /** Records that hold nothing but quotes, blanks and delimiters: they are no blank lines. */
  blankQuotes: ReadonlySet<number>
  /** Lines that were left out as comments. */
  comments: readonly number[]
}

/** The delimiter in the text of a batch. */
export const parsedDelimiter = ({ delimiter }: Cut): string => (delimiter === 'spaces' ? '\t' : delimiter)

/** Whether more than plain RFC 4180 is asked for: lines are then looked at one by one. */
export const isLoose = (cut: Cut): boolean => cut.delimiter === 'spaces' || cut.skipSpaces || cut.comment !== ''

/** What the reader of bytes can cut by itself. */
export const isPlain = (cut: Cut): boolean =>
  !isLoose(cut) && !cut.backslash && cut.delimiter.length === 1 && cut.delimiter.charCodeAt(0) < 128

/** A line without quotes, as the text of a batch has it. */
export function plainLine(line: string, { delimiter, skipSpaces }: Cut): string {
  if (delimiter === 'spaces') return line.replace(/^[ \t]+|[ \t]+$/g, '').replace(/[ \t]+/g, '\t')
  return skipSpaces ? line.split(delimiter).map(withoutLead).join(delimiter) : line
}

const withoutLead = (text: string): string => (text.startsWith(' ') ? text.replace(/^ +/, '') : text)
