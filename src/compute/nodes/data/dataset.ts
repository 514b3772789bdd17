import type { Dataset, Inspection } from '../../../shared/contracts/datasets'
import type { TableBlock } from '../../../shared/results/blocks'
import type { Frame } from '../../frame/frame'
import { asWords, featureSchema } from '../../frame/schema'
import { isWide } from '../../frame/wide'

/** What the summary of a node that reads a table says of it. */
export function datasetSummary(dataset: Dataset): Record<string, unknown> {
  const { dialect, rejected, warnings } = dataset.inspection
  return {
    dataset: { name: dataset.name, fingerprint: dataset.fingerprint },
    dialect,
    rejected: rejected.slice(0, 100),
    rejectedCount: rejected.length,
    warnings,
  }
}

/** The columns of a table as a block, with what the import found of them; of wide ones it found nothing as a whole. */
export function profileBlock(frame: Frame, inspection: Inspection): TableBlock {
  const found = new Map(inspection.columns.map(c => [c.name, c]))
  return {
    kind: 'table',
    id: 'profile',
    title: 'Columns',
    caption: `${inspection.rows} rows, ${frame.columns.length} columns`,
    columns: [
      { name: 'Column' },
      { name: 'Kind' },
      { name: 'Missing', format: 'integer', align: 'right' },
      { name: 'Distinct', format: 'integer', align: 'right' },
      { name: 'Smallest', format: 'significant', align: 'right' },
      { name: 'Largest', format: 'significant', align: 'right' },
    ],
    rows: frame.columns.map(column => {
      const c = found.get(column.name)
      const kind = isWide(column.cells) ? asWords(featureSchema(column)) : column.kind
      return [column.name, kind, column.missing, c?.distinct ?? null, c?.min ?? null, c?.max ?? null]
    }),
  }
}
