import type { Mark } from './marks'

export interface LegendEntry {
  name: string
  /** What the chart draws for it: a marker, a line, or a filled box. */
  sign: 'marker' | 'line' | 'box'
  mark: Mark
  /** Place in sorted order, where the series is a class. */
  class?: number
}

export interface Legend {
  entries: LegendEntry[]
  /** What fill means, where partitions are drawn: "filled train · hollow test". */
  note?: string
  /** Colours of amounts, lowest first, with what the ends stand for. */
  ramp?: { colors: readonly string[]; low: string; high: string }
}
