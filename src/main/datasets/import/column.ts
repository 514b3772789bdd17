import type { Kind } from '../../../shared/frame'
import { addPlain, codeOfBytes } from './byteCells'
import { booleanOf, lexeme, numberLexeme, timeOf } from './cells'
import { BooleanCells, NumberCells, TextCells, TimeCells, trimmed, type Cells } from './kinds'

export type CellsKind = 'number' | 'boolean' | 'time' | 'text'

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
 * Collects one column. The first present cell says what the column might be; a later cell that does not fit makes it `failed`, and the
 * import reads the file once more with that column as text, so that no cell is ever written back from a number.
 */
export class Column {
  readonly name: string
  /** The kind a person chose: cells that do not fit become missing and are counted. */
  readonly chosen: Kind | null
  missing = 0
  rows = 0
  failed = false
  unfit = 0
  unfitExample = ''
  cells: Cells | null = null
  private readonly rules: CellRules

  constructor(name: string, rules: CellRules, chosen: Kind | null, asText: boolean) {
    this.name = name
    this.rules = rules
    this.chosen = chosen
    if (chosen) this.cells = chosenCells(chosen, rules.point)
    else if (asText) this.cells = new TextCells()
  }

  add(cell: string): void {
    this.rows++
    if (this.rules.isMissing(cell)) this.addMissing()
    else this.addPresent(cell)
  }

  /** A cell as UTF-8 bytes. `doubled`: it was quoted, with doubled quotes inside. */
  addBytes(bytes: Buffer, start: number, end: number, doubled: boolean): void {
    const { rules, cells } = this
    if (start === end && rules.emptyIsMissing) {
      this.rows++
      this.addMissing()
    } else if (cells instanceof TextCells && !doubled) {
      this.rows++
      const code = codeOfBytes(cells, bytes, start, end, rules.isMissing)
      if (code < 0) this.missing++
      cells.codes.push(code)
    } else if (cells && !this.chosen && rules.plainIsPresent && addPlain(cells, bytes, start, end, rules.point)) {
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
    if (this.chosen) {
      if (this.unfit++ === 0) this.unfitExample = cell
      this.addMissing()
    } else {
      this.failed = true
    }
  }

  private start(cell: string): Cells {
    const cells = guessedCells(kindOf(trimmed(cell), this.rules.point), this.rules.point)
    for (let i = 0; i < this.missing; i++) cells.addMissing()
    return cells
  }
}

/** What one cell, by itself, might be. */
export function kindOf(text: string, point: number): CellsKind {
  const number = numberLexeme(text, point)
  if (number === lexeme.integer || number === lexeme.decimal) return 'number'
  if (booleanOf(text) >= 0) return 'boolean'
  return timeOf(text) ? 'time' : 'text'
}

function guessedCells(kind: CellsKind, point: number): Cells {
  switch (kind) {
    case 'number':
      return new NumberCells(point, null)
    case 'boolean':
      return new BooleanCells(false)
    case 'time':
      return new TimeCells()
    case 'text':
      return new TextCells()
  }
}

function chosenCells(kind: Kind, point: number): Cells {
  switch (kind) {
    case 'number':
    case 'integer':
      return new NumberCells(point, kind)
    case 'boolean':
      return new BooleanCells(true)
    case 'time':
      return new TimeCells()
    default:
      return new TextCells()
  }
}
