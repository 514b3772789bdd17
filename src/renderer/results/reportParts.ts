import { defaultParts, type ReportPart, withPart } from '../../shared/pipeline/report'
import type { Block } from '../../shared/results/blocks'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useView } from '../stores/view'

/** Puts blocks into the report. A report that nobody arranged holds every block already. */
export function useReportParts(): {
  add: (node: string, block: Block) => void
  addAll: (node: string, blocks: readonly Block[]) => void
} {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const open = { label: 'Open report', perform: () => void (view.page = 'report') }

  function addAll(node: string, blocks: readonly Block[]): void {
    const wanted = blocks.map((b): ReportPart => ({ kind: 'block', node, block: b.id }))
    const { report } = documents.document
    if (!report) return view.say({ tone: 'plain', text: 'The report holds every block already.', action: open })
    const steps = documents.document.nodes.map(n => ({ id: n.id, blocks: run.of(n.id).blocks.map(b => b.id) }))
    const usual = defaultParts(steps)
    const parts = wanted.reduce((made, part) => withPart(made, part, usual), report.parts as readonly ReportPart[])
    if (parts === report.parts) return view.say({ tone: 'plain', text: 'It is in the report already.', action: open })
    documents.edit('add to report', d => ({ ...d, report: { ...d.report, parts: [...parts] } }))
    view.say({
      tone: 'ok',
      text: `Added ${blocks.length === 1 ? blocks[0]!.title : `${blocks.length} blocks`} to the report.`,
      action: open,
    })
  }

  return { add: (node, block) => addAll(node, [block]), addAll }
}
