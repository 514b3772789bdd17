import type { NodeSpec } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Results } from '../../shared/results/results'

/** What a report is made from. Every string in it is hostile: names and categories come from files. */
export interface ReportInput {
  /** The pipeline document as it was run; printed whole under "To repeat this". */
  document: Pipeline
  results: Results
  /** Node type → how the product calls it. A type that is missing goes by its own name. */
  titles: Readonly<Record<string, NodeTitle>>
  /** Node types in full: with them settings and remedies are told in the window's words. */
  specs?: ReadonlyMap<string, NodeSpec>
  datasets: readonly ReportDataset[]
  /** Title of the report; the pipeline's name where there is none. */
  title?: string
  /** The command line that makes this report again. */
  command?: string
  /** Version of Lathe. */
  version: string
  date: Date
}

export interface NodeTitle {
  title: string
  /** Name of a lucide icon. */
  icon: string
  group: string
}

export interface ReportDataset {
  /** Id of the node that read it. */
  node: string
  name: string
  fingerprint: string
  rows: number
  columns: number
}
