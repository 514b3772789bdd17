import { nodeSpecs } from '../../compute'
import type { ReportRequest } from '../../shared/contracts/host'
import type { Pipeline } from '../../shared/pipeline/document'
import { defaultParts, type Report, type ReportPart, type ReportSection, samePart } from '../../shared/pipeline/report'
import { Graph } from '../../shared/pipeline/graph'
import type { Block } from '../../shared/results/blocks'
import { evaluationOf } from '../../shared/results/evaluation'
import type { Results } from '../../shared/results/results'
import { datasetOf, tableOf } from '../../shared/results/table'
import { signatures } from '../stores/signature'

export interface PartName {
  title: string
  /** What kind of part it is, or the node it comes from. */
  about: string
  icon: string
}

const sections: Readonly<Record<ReportSection, PartName>> = {
  summary: { title: 'Summary', about: 'what came out, in a sentence', icon: 'message-square-text' },
  headline: { title: 'Headline figures', about: 'scores, or the first four metrics', icon: 'gauge' },
  line: { title: 'The line', about: 'the pipeline as cards', icon: 'workflow' },
  data: { title: 'The data', about: 'one line a column', icon: 'table' },
  warnings: { title: 'Warnings and failures', about: 'where there are any', icon: 'triangle-alert' },
  repeat: { title: 'To repeat this', about: 'seed, versions, data, device', icon: 'rotate-ccw' },
}

/** Everything a run has for a report, scores first, then in the order of the run. */
export function usualParts(document: Pipeline, results: Results | null): ReportPart[] {
  return defaultParts(
    Graph.of(document).inLine.map(id => ({
      id,
      blocks: blocksOf(results, id).flatMap(b => (b.aside ? [] : b.id)),
      judges: evaluationOf(results?.nodes[id]?.summary) !== undefined,
    })),
  )
}

/** Those of the usual parts that a report leaves out. */
export const leftOut = (parts: readonly ReportPart[], usual: readonly ReportPart[]): ReportPart[] =>
  usual.filter(u => !parts.some(p => samePart(p, u)))

export function partName(part: ReportPart, document: Pipeline, results: Results | null): PartName {
  if (part.kind === 'section') return sections[part.name]
  if (part.kind === 'text') return { title: firstWords(part.text), about: 'your text', icon: 'type' }
  const node = document.nodes.find(n => n.id === part.node)
  const block = blocksOf(results, part.node).find(b => b.id === part.block)
  const from = node ? (nodeSpecs.get(node.type)?.title ?? node.type) : part.node
  return { title: block?.title ?? part.block, about: block ? from : `${from}: not in this run`, icon: iconOf(block) }
}

/** A document with another arrangement of its report, or none. */
export function withReport(document: Pipeline, report: Report | undefined): Pipeline {
  const { report: _, ...rest } = document
  return { ...rest, ...(report && { report }) }
}

/** Whether running the document now would run something else. */
export function changedSince(ran: Pipeline, now: Pipeline): boolean {
  if (ran === now) return false
  const [before, after] = [signatures(ran), signatures(now)]
  return before.size !== after.size || [...after].some(([id, signature]) => before.get(id) !== signature)
}

/** What a report of a run needs: see `reportOf` of the engine, which has the frames at hand. */
export function requestOf(document: Pipeline, results: Results): ReportRequest {
  const datasets = document.nodes.flatMap(({ id }) => {
    const summary = results.nodes[id]?.summary
    const [dataset, table] = [datasetOf(summary), tableOf(summary)]
    return dataset && table ? [{ node: id, ...dataset, rows: table.rows, columns: table.columns.length }] : []
  })
  return { document, results, datasets }
}

const blocksOf = (results: Results | null, node: string): readonly Block[] =>
  results && Object.hasOwn(results.nodes, node) ? (results.nodes[node].blocks ?? []) : []

function iconOf(block: Block | undefined): string {
  switch (block?.kind) {
    case 'metrics':
      return 'gauge'
    case 'table':
      return 'table'
    case 'chart':
      return 'chart-line'
    default:
      return 'text'
  }
}

function firstWords(text: string): string {
  const line = text.replaceAll('**', '').trim().split('\n')[0]
  return line === '' ? 'Empty text' : line.length > 60 ? `${line.slice(0, 59)}…` : line
}
