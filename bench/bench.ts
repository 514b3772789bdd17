import type { Table } from './table'

/** What every part of the benchmarks gets. */
export interface Bench {
  /** Root of the checkout. */
  root: string
  /** Where generated data lives, kept from run to run. */
  cache: string
  rounds: number
  /** Whether a kernel or node is to be measured: those whose name has the text of `--only`. */
  wanted(name: string): boolean
  say: (line: string) => void
}

/** One part: measures and gives its tables. */
export type Part = (bench: Bench) => Promise<Table[]>
