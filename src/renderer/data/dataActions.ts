import { computed } from 'vue'
import { useSaveTable } from './table/saveTable'
import { useTable } from './table/tableStore'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'

/** What can be done with the table on the data page. */
export function useDataActions() {
  const view = useView()
  const table = useTable()
  const { save } = useSaveTable()
  const here = (): boolean => view.page === 'data' && table.node !== null

  return computed<readonly Action[]>(() => [
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
