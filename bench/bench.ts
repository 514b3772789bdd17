import type { Table } from './table'

/** What every part of the benchmarks gets. */
export interface Bench {
  /** Root of the checkout. */
  root: string
  /** Where generated data lives, kept from run to run. */
  cache: string
  rounds: number
  say(line: string): void
}

/** One part: measures and gives its tables. */
export type Part = (bench: Bench) => Promise<Table[]>
