import type { Dataset, Inspection } from '../../../shared/contracts/datasets'
import type { TableBlock } from '../../../shared/results/blocks'

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

/** The columns of a table as a block. */
export function profileBlock(inspection: Inspection): TableBlock {
  return {
    kind: 'table',
    id: 'profile',
    title: 'Columns',
    caption: `${inspection.rows} rows, ${inspection.columns.length} columns`,
    columns: [
      { name: 'Column' },
      { name: 'Kind' },
      { name: 'Missing', format: 'integer', align: 'right' },
      { name: 'Distinct', format: 'integer', align: 'right' },
      { name: 'Smallest', format: 'significant', align: 'right' },
      { name: 'Largest', format: 'significant', align: 'right' },
    ],
    rows: inspection.columns.map(c => [c.name, c.kind, c.missing, c.distinct, c.min, c.max]),
  }
}
