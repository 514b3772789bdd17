import { computed } from 'vue'
import { useSaveTable } from './table/saveTable'
import { useTable } from './table/tableStore'
import type { OpenLeak } from '../stores/leakChoices'
import { useLeaks } from '../stores/leaks'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'

/** What can be done with the table on the data page. */
export function useDataActions() {
  const view = useView()
  const table = useTable()
  const { save } = useSaveTable()
  const leaks = useLeaks()
  /** The leak that the key means: of the chosen node, else the first of all. */
  const leak = (): OpenLeak | undefined => {
    if (view.page !== 'canvas') return undefined
    const [id] = view.selected.size === 1 ? view.selected : []
    return leaks.about(id).leaks[0] ?? leaks.open.leaks[0]
  }
  const here = (): boolean => view.page === 'data' && table.node !== null

  return computed<readonly Action[]>(() => [
    {
      id: 'data.ignoreLeak',
      title: leak() ? `Ignore ${leak()!.leak.column}` : 'Ignore what gives the target away',
      group: 'Edit',
      icon: 'triangle-alert',
      keys: ['I'],
      enabled: () => leak() !== undefined,
      perform() {
        const first = leak()
        if (first) leaks.choose(first.node, first.leak.column, 'ignore')
      },
    },
    {
      id: 'data.save',
      title: 'Save the rows shown as CSV',
      group: 'File',
      icon: 'download',
      enabled: here,
      perform: () => save('shown', false),
    },
    {
      id: 'data.saveAll',
      title: 'Save all rows as CSV',
      group: 'File',
      icon: 'download',
      enabled: here,
      perform: () => save('all', false),
    },
    {
      id: 'data.clearFilters',
      title: 'Show all rows',
      group: 'View',
      icon: 'funnel',
      enabled: () => here() && table.filters.length > 0,
      perform: () => void (table.filters = []),
    },
    {
      id: 'data.fileOrder',
      title: 'Sort as in the file',
      group: 'View',
      icon: 'list-ordered',
      enabled: () => here() && table.sort !== null,
      perform: () => void (table.sort = null),
    },
  ])
}
