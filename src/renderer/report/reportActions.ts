import { computed, type ComputedRef } from 'vue'
import { type ReportForm, saveReport } from './drawReport'
import { useReport } from './reportStore'
import { useView } from '../stores/view'
import { useWaiting } from '../stores/waiting'
import type { Action } from '../actions/action'

const forms: readonly { form: ReportForm; title: string; icon: string }[] = [
  { form: 'html', title: 'Save report as HTML', icon: 'file-code' },
  { form: 'pdf', title: 'Save report as PDF', icon: 'file-text' },
  { form: 'md', title: 'Save report as Markdown', icon: 'hash' },
]

/** Saving the report, and going back to its default arrangement. */
export function useReportActions(): ComputedRef<readonly Action[]> {
  const report = useReport()
  const view = useView()
  const waiting = useWaiting()

  async function save(form: ReportForm): Promise<void> {
    if (!report.request) return
    const { request } = report
    const work = { title: `Drawing the report, ${form.toUpperCase()}`, kind: `report.${form}`, amount: 1 }
    const stopped = 'The report was not saved: it was stopped.'
    const name = await waiting.during({ ...work, stopped }, (_, signal) => saveReport(request, form, signal))
    if (name !== null) view.say({ tone: 'ok', text: `Saved ${name}.` })
  }

  return computed(() => [
    ...forms.map(({ form, title, icon }): Action => ({
      id: `report.${form}`,
      title,
      group: 'File',
      icon,
      ...(form === 'html' && { keys: ['Mod+Shift+E'] }),
      enabled: () => report.request !== null,
      perform: () => save(form),
    })),
    {
      id: 'report.reset',
      title: 'Reset the report',
      group: 'Edit',
      icon: 'rotate-ccw',
      enabled: () => report.arranged,
      perform: report.reset,
    },
  ])
}
