import type { Page, PageColumn } from '../../../compute'
import { LatheError } from '../../../shared/errors'

/** From `start` up to, not including, `end`. */
export interface Range {
  start: number
  end: number
}

/** Rows and columns that are asked for together. */
export const blockRows = 128
const blockColumns = 32

/** Blocks kept: some ten windows of a wide screen. */
const mostBlocks = 96

export type AskRows = (rows: Range, columns: Range, signal: AbortSignal) => Promise<Page>

/** The part of a table that is at hand: fetched in blocks around what is looked at, the rest forgotten. */
export class RowPages {
  readonly #ask: AskRows
  readonly #changed: (page: Page) => void
  readonly #failed: (error: LatheError) => void
  readonly #blocks = new Map<string, Page>()
  readonly #asked = new Map<string, AbortController>()

  /** `changed` is called with every block that comes, `failed` with what went wrong. */
  constructor(ask: AskRows, changed: (page: Page) => void, failed: (error: LatheError) => void) {
    this.#ask = ask
    this.#changed = changed
    this.#failed = failed
  }

  /** Asks for what of this window is not at hand, and drops what was asked before and is not wanted any more. */
  want(rows: Range, columns: Range): void {
    const wanted = new Map<string, [Range, Range]>()
    for (const r of blocksOf(rows, blockRows))
      for (const c of blocksOf(columns, blockColumns)) wanted.set(keyOf(r.start, c.start), [r, c])
    for (const [key, cancel] of this.#asked) if (!wanted.has(key)) cancel.abort()
    for (const [key, [r, c]] of wanted) {
      const known = this.#blocks.get(key)
      if (known) {
        this.#blocks.delete(key)
        this.#blocks.set(key, known)
      } else if (!this.#asked.has(key)) void this.#fetch(key, r, c)
    }
  }

  /** A cell's place: its column's cells of a block, and which of them; undefined while it is on its way. */
  at(row: number, column: number): { page: Page; cells: PageColumn | undefined; line: number } | undefined {
    const page = this.#blocks.get(keyOf(row - (row % blockRows), column - (column % blockColumns)))
    return page && { page, cells: page.columns[column % blockColumns], line: row % blockRows }
  }

  /** Forgets everything and waits for nothing. */
  close(): void {
    for (const cancel of this.#asked.values()) cancel.abort()
    this.#blocks.clear()
  }

  async #fetch(key: string, rows: Range, columns: Range): Promise<void> {
    const cancel = new AbortController()
    this.#asked.set(key, cancel)
    try {
      const page = await this.#ask(rows, columns, cancel.signal)
      if (cancel.signal.aborted) return
      this.#blocks.set(key, page)
      for (const old of [...this.#blocks.keys()].slice(0, -mostBlocks)) this.#blocks.delete(old)
      this.#changed(page)
    } catch (thrown) {
      if (!cancel.signal.aborted) this.#failed(LatheError.from(thrown))
    } finally {
      if (this.#asked.get(key) === cancel) this.#asked.delete(key)
    }
  }
}

const keyOf = (row: number, column: number): string => `${row}:${column}`

function blocksOf({ start, end }: Range, size: number): Range[] {
  const blocks: Range[] = []
  for (let at = start - (start % size); at < end; at += size) blocks.push({ start: at, end: at + size })
  return blocks
}
