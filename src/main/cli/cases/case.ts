import type { Figures } from '../../../shared/results/evaluation'
import type { Results } from '../../../shared/results/results'

/** What a case's `right.ts` looks at. */
export interface Case {
  results: Results
  /** Summary of a node, by its id. */
  summary: (node: string) => Record<string, unknown>
  /** All warnings of a node, one a line. */
  warnings: (node: string) => string
  /** What `evaluate` says of a model's rows. */
  figures: (part: 'all' | 'train' | 'test', model?: string) => Figures
  /** Numbers of a column that the pipeline wrote to `out.csv`. */
  column: (name: string) => readonly number[]
}
