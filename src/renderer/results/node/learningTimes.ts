import type { Block, TableBlock } from '../../../shared/results/blocks'
import { formatDuration } from '../../../shared/results/format'
import type { NodeResult } from '../../../shared/results/results'
import { isComparison } from '../blocks/tabs'

/** Milliseconds that nodes took to learn, by id. */
export type Times = Readonly<Record<string, number>>

/** How long the nodes took whose models some blocks compare. Times are no part of a result: the same run gives the same figures, not the same times. */
export function timesOf(blocks: readonly Block[], resultOf: (node: string) => NodeResult | undefined): Times {
  const nodes = blocks.filter(isComparison).flatMap(b => (b as TableBlock).lines!.flatMap(({ node }) => node ?? []))
  return Object.fromEntries(
    nodes.flatMap(node => {
      const took = resultOf(node)?.milliseconds
      return took === undefined ? [] : [[node, took] as const]
    }),
  )
}

/** A comparison with what each model took to train; other blocks, and those without a time, as they are. */
export function withTraining(block: Block, times: Times): Block {
  if (block.kind !== 'table' || !block.lines?.some(({ node }) => node !== undefined && node in times)) return block
  const { columns, rows, lines, intervals } = block
  const cell = ({ node, folds }: (typeof lines)[number]): string | null => {
    const took = node === undefined ? undefined : times[node]
    if (took === undefined) return null
    return folds === undefined ? formatDuration(took) : `${formatDuration(took)}, ${folds} folds`
  }
  return {
    ...block,
    columns: [...columns, { name: 'Training', align: 'right' }],
    rows: rows.map((row, i) => [...row, cell(lines[i])]),
    ...(intervals && { intervals: intervals.map(line => [...line, null]) }),
  }
}
