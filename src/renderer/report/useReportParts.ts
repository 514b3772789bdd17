import type { Block } from '../../shared/results/blocks'
import { useReport } from './reportStore'

/** Puts blocks into the report. */
export function useReportParts(): {
  add: (node: string, block: Block) => void
  addAll: (node: string, blocks: readonly Block[]) => void
} {
  const report = useReport()
  const addAll = (node: string, blocks: readonly Block[]): void =>
    report.add(
      node,
      blocks.map(b => b.id),
    )
  return { add: (node, block) => addAll(node, [block]), addAll }
}
