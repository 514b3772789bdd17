import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { ReportRequest } from '../../shared/contracts/host'
import { movePart, type Report, type ReportPart, withPart } from '../../shared/pipeline/report'
import type { Block } from '../../shared/results/blocks'
import { formatCount } from '../../shared/results/format'
import { changedSince, leftOut, partName, requestOf, usualParts, withReport } from './reportParts'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useView } from '../stores/view'

/** The report of the open document: its arrangement is part of the document, so every change of it can be undone. */
export const useReport = defineStore('report', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()

  /** What ran, not what it has become since: the report is of the run. */
  const ran = computed(() => run.document ?? documents.document)
  const usual = computed(() => usualParts(ran.value, run.results))
  const parts = computed<readonly ReportPart[]>(() => documents.document.report?.parts ?? usual.value)
  const out = computed(() => leftOut(parts.value, usual.value))
  const arranged = computed(() => documents.document.report !== undefined)
  /** What is sent to have it drawn; null before anything ran. */
  const request = computed<ReportRequest | null>(() => {
    if (!run.results) return null
    return requestOf(withReport(ran.value, documents.document.report), run.results)
  })
  /** The pipeline has changed since it ran. */
  const stale = computed(() => changedSince(ran.value, documents.document))

  const name = (part: ReportPart) => partName(part, ran.value, run.results)

  function change(label: string, made: (report: Report) => Report, merge?: string): void {
    documents.edit(
      label,
      document => ({ ...document, report: made(document.report ?? { parts: [...usual.value] }) }),
      merge,
    )
  }

  function arrange(label: string, made: readonly ReportPart[], merge?: string): void {
    if (made !== parts.value) change(label, report => ({ ...report, parts: [...made] }), merge)
  }

  /** Puts blocks of a node into the report, and says so. A report that nobody arranged holds every block already. */
  function add(node: string, blocks: readonly Block[]): void {
    const wanted = blocks.map(({ id }): ReportPart => ({ kind: 'block', node, block: id }))
    const made = wanted.reduce((all, part) => withPart(all, part, usual.value), parts.value)
    const what = wanted.length === 1 ? name(wanted[0]).title : formatCount(wanted.length, 'block')
    const action = { label: 'Open report', perform: () => void (view.page = 'report') }
    if (made === parts.value) return view.say({ tone: 'plain', text: 'It is in the report already.', action })
    arrange(`add ${what} to the report`, made)
    view.say({ tone: 'ok', text: `Added ${what} to the report.`, action })
  }

  const include = (part: ReportPart): void =>
    arrange(`add ${name(part).title} to the report`, withPart(parts.value, part, usual.value))

  const remove = (at: number): void =>
    arrange(
      `take ${name(parts.value[at]).title} out of the report`,
      parts.value.filter((_, i) => i !== at),
    )

  const move = (from: number, to: number): void => arrange('move a part of the report', movePart(parts.value, from, to))

  /** Adds an empty text behind the blocks, before what closes the report; gives its place. */
  function addText(): number {
    const closes = (p: ReportPart): boolean => p.kind === 'section' && (p.name === 'warnings' || p.name === 'repeat')
    const at = parts.value.findLastIndex(p => !closes(p)) + 1
    arrange('add a text to the report', [
      ...parts.value.slice(0, at),
      { kind: 'text', text: '' },
      ...parts.value.slice(at),
    ])
    return at
  }

  const setText = (at: number, text: string): void =>
    arrange(
      'write in the report',
      parts.value.map((p, i) => (i === at ? { kind: 'text', text } : p)),
      `report.text.${at}`,
    )

  function setTitle(title: string): void {
    change('name the report', ({ parts }) => ({ ...(title !== '' && { title }), parts }), 'report.title')
  }

  /** Back to everything in the order of the run. */
  function reset(): void {
    documents.edit('reset the report', document => {
      const made = { ...document }
      delete made.report
      return made
    })
  }

  return {
    parts,
    out,
    arranged,
    request,
    stale,
    name,
    add,
    include,
    remove,
    move,
    addText,
    setText,
    setTitle,
    reset,
  }
})
