import type { CellFormat } from '../../../shared/contracts/datasets'
import type { Kind } from '../../../shared/frame'
import { addPlain, codeOfBytes } from './byteCells'
import { booleanOf, lexeme, numberLexeme, timeOf } from './cells'
import { BooleanCells, NumberCells, TextCells, TimeCells, trimmed, type Cells } from './kinds'
import { tallyOf, type Tally } from './written/look'
import { isMissingWord } from './written/words'

/** What people have chosen for a column; `asText`: it has turned out to be written in another way than its kind is. */
export interface ColumnChoice {
  chosen: Kind | null
  format: CellFormat | undefined
  asText: boolean
}

/** How the cells of a table are read. */
export interface CellRules {
  /** Character code of the decimal mark. */
  point: number
  quote: string
  isMissing: (cell: string) => boolean
  /** An empty cell is missing. */
  emptyIsMissing: boolean
  /** No null value looks like a number, a date or a truth value: a plain cell need not be compared with them. */
  plainIsPresent: boolean
}

/**
 * Collects one column. The kind that was chosen, else the first present cell, says what the column might be; a later cell that does not fit
 * makes it `failed`, and the import reads the file once more with that column as text, so that no cell is ever written back from a number.
 * What its texts are is decided at the end, from all of them.
 */
export class Column {
  readonly name: string
  /** The kind a person chose: cells that do not fit become missing and are counted. */
  readonly chosen: Kind | null
  readonly format: CellFormat | undefined
  missing = 0
  rows = 0
  failed = false
  /** Missing cells that are not empty, and the first of their words. */
  nulls = 0
  nullWord = ''
  /** Words for missing among values that are no null values. */
  readonly words = new Map<string, Tally>()
  wordCells = 0
  cells: Cells | null = null
  private readonly rules: CellRules
  /** Character code of the decimal mark. */
  private readonly point: number

  constructor(name: string, rules: CellRules, { chosen, format, asText }: ColumnChoice) {
    this.name = name
    this.rules = rules
    this.chosen = chosen
    this.format = format
    this.point = format === '.' || format === ',' ? format.charCodeAt(0) : rules.point
    if (asText || chosen) this.cells = startingCells(asText ? 'text' : chosen!, this.point)
  }

  add(cell: string): void {
    this.rows++
    if (this.isMissing(cell)) {
      if (cell !== '') this.nulls++
      this.addMissing()
    } else this.addPresent(cell)
  }

  /** A cell as UTF-8 bytes. `doubled`: it was quoted, with doubled quotes inside. */
  addBytes(bytes: Buffer, start: number, end: number, doubled: boolean): void {
    const { rules, cells } = this
    if (start === end && rules.emptyIsMissing) {
      this.rows++
      this.addMissing()
    } else if (cells instanceof TextCells && !doubled) {
      this.rows++
      const code = codeOfBytes(cells, bytes, start, end, this.isMissing)
      if (code < 0) {
        this.missing++
        if (start < end) this.nulls++
      }
      cells.codes.push(code)
    } else if (cells && rules.plainIsPresent && addPlain(cells, bytes, start, end, this.point)) {
      this.rows++
    } else {
      const text = bytes.toString('utf8', start, end)
      this.add(doubled ? text.replaceAll(rules.quote + rules.quote, rules.quote) : text)
    }
  }

  addMissing(): void {
    this.missing++
    this.cells?.addMissing()
  }

  private addPresent(cell: string): void {
    if (this.failed) return
    this.cells ??= this.start(cell)
    if (this.cells.add(cell)) return
    const word = trimmed(cell)
    if (!isMissingWord(word)) {
      this.failed = true
      return
    }
    tallyOf(this.words, word).add(word, 1)
    this.wordCells++
    this.addMissing()
  }

  private readonly isMissing = (cell: string): boolean => {
    const missing = this.format === 'exact' ? cell === '' && this.rules.emptyIsMissing : this.rules.isMissing(cell)
    if (missing && cell !== '' && this.nullWord === '') this.nullWord = cell.trim()
    return missing
  }

  private start(cell: string): Cells {
    const cells = startingCells(kindOf(trimmed(cell), this.point), this.point)
    for (let i = 0; i < this.missing; i++) cells.addMissing()
    return cells
  }
}

/** What one cell, by itself, might be. */
export function kindOf(text: string, point: number): 'number' | 'boolean' | 'time' | 'text' {
  const number = numberLexeme(text, point)
  if (number === lexeme.integer || number === lexeme.decimal) return 'number'
  if (booleanOf(text) >= 0) return 'boolean'
  return timeOf(text) ? 'time' : 'text'
}

function startingCells(kind: Kind, point: number): Cells {
  switch (kind) {
    case 'number':
    case 'integer':
      return new NumberCells(point)
    case 'boolean':
      return new BooleanCells()
    case 'time':
      return new TimeCells()
    default:
      return new TextCells()
  }
}
