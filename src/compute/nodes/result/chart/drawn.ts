import type { Values } from '../../../../shared/params'
import type { Block, Chart } from '../../../../shared/results/blocks'
import type { spec } from './spec'

export type Params = Values<(typeof spec)['parameters']>

/** A chart, and what the summary says of it. */
export interface Drawn {
  block: Block
  x: string | null
  y: string | null
  /** Rows that are drawn or counted. */
  shown: number
  correlation?: Correlation
}

export interface Correlation {
  columns: string[]
  /** Pearson's r, p × p; null where a column does not vary over the rows of the pair. */
  matrix: (number | null)[][]
  /** Rows that have both columns of each pair. */
  rows: number[][]
}

/** A chart block; its caption is made of the sentences that apply. */
export function blockOf(title: string, caption: readonly (string | false)[], chart: Chart): Block {
  const text = caption.filter(Boolean).join(' ')
  return { kind: 'chart', id: 'chart', title, ...(text !== '' && { caption: text }), chart }
}
