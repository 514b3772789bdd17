import { LatheError } from '../../../shared/errors'
import { formatCount } from '../../../shared/results/format'
import { desktop } from '../../engine/desktop'
import { useRecall } from '../../stores/recall'
import { useView } from '../../stores/view'
import { useWaiting } from '../../stores/waiting'
import { useTable } from './tableStore'

/** Saves the table as CSV: where the desktop has dialogs to a chosen place, else as a download. */
export function useSaveTable() {
  const table = useTable()
  const view = useView()
  const recall = useRecall()
  const waiting = useWaiting()

  async function save(which: 'shown' | 'all', exact: boolean): Promise<void> {
    if (table.node === null) return
    const name = `${table.node}.csv`
    const path = desktop ? await desktop.chooseTarget('table', name) : name
    if (path === null) return
    const columns = table.columns.flatMap(c => c.name ?? [])
    const asked = which === 'all' ? { node: table.node, filters: [] } : { ...table.query(), columns }
    const rows = which === 'all' ? (table.frame?.rows ?? 0) : table.total
    try {
      const stopped = `${name} was not saved: it was stopped.`
      const written = await waiting.during(
        { title: `Saving ${name}`, kind: 'save', amount: rows * columns.length, stopped },
        (_, signal) => recall.ask<'save'>({ is: 'save', ...asked, path, exact }, signal),
      )
      if (written) view.say({ tone: 'ok', text: `Saved ${formatCount(rows, 'row')} as ${name}.` })
    } catch (thrown) {
      const { message, remedy } = LatheError.from(thrown)
      view.say({ tone: 'bad', text: message, ...(remedy && { detail: remedy.text }) })
    }
  }

  return { save }
}
