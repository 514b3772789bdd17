import { partitions } from '../../../shared/frame'
import { formatCount } from '../../../shared/results/format'
import { useRecall } from '../../stores/recall'
import type { Toast } from '../../stores/toasts'
import { type CellText, exactText, tsvOf } from '../table/cellText'
import type { Block } from './gridMoves'
import type { useTable } from '../table/tableStore'

/** Cells that a clipboard takes without a fuss: some ten megabytes of text. */
const mostCells = 500_000
const portion = 5000

/** Copies the cells of a block, with the names of the columns, as tab-separated text; says what it did. */
export async function copyBlock(table: ReturnType<typeof useTable>, block: Block): Promise<Omit<Toast, 'id'>> {
  const columns = table.columns.slice(block.left, block.right + 1)
  const count = block.bottom - block.top + 1
  if (count * columns.length > mostCells)
    return {
      tone: 'plain',
      text: `${formatCount(count, 'row')} are too many to copy.`,
      detail: 'Save the table instead.',
    }
  const recall = useRecall()
  const names = columns.flatMap(c => c.name ?? [])
  const lines: CellText[][] = count > 1 ? [columns.map(c => c.title)] : []
  for (let offset = block.top; offset <= block.bottom; offset += portion) {
    const limit = Math.min(portion, block.bottom + 1 - offset)
    const page = await recall.ask<'rows'>({ is: 'rows', ...table.query(), offset, limit, columns: names })
    for (let line = 0; line < page.rows.length; line++) {
      const cells = page.columns.map(c => exactText(c, line))
      lines.push(columns.length > names.length ? [partitions[page.parts![line]], ...cells] : cells)
    }
  }
  await navigator.clipboard.writeText(tsvOf(lines))
  return { tone: 'ok', text: `Copied ${formatCount(count * columns.length, 'cell')}.` }
}
