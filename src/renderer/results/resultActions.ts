import { computed, type ComputedRef } from 'vue'
import { usePageTheme } from '../charts/pageTheme'
import { detach } from './detached'
import { useReport } from '../report/reportStore'
import { saveAll } from './blocks/saveBlock'
import { useRun } from '../stores/run'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'

/** What can be done with the results of the selected node. */
export function useResultActions(): ComputedRef<readonly Action[]> {
  const run = useRun()
  const view = useView()
  const theme = usePageTheme()
  const report = useReport()

  const node = (): string | undefined => (view.selected.size === 1 ? [...view.selected][0] : undefined)
  const shows = (): boolean => run.of(node() ?? '').blocks.length > 0

  return computed<readonly Action[]>(() => [
    {
      id: 'results.dock',
      title: view.dockOpen ? 'Fold the results' : 'Unfold the results',
      group: 'View',
      icon: view.dockOpen ? 'chevron-down' : 'chevron-up',
      keys: ['Mod+J'],
      enabled: () => view.page === 'canvas',
      perform: () => void (view.dockOpen = !view.dockOpen),
    },
    {
      id: 'results.detach',
      title: 'Open results in a window of their own',
      group: 'View',
      icon: 'external-link',
      enabled: () => node() !== undefined,
      perform: () => void detach(node()!),
    },
    {
      id: 'results.save',
      title: 'Save all results of the node',
      group: 'Node',
      icon: 'download',
      enabled: shows,
      perform: () => saveAll(node()!, run.of(node()!).blocks, run.of(node()!).result, theme.value),
    },
    {
      id: 'results.report',
      title: 'Add results of the node to the report',
      group: 'Node',
      icon: 'file-plus',
      enabled: shows,
      perform: () => report.add(node()!, run.of(node()!).blocks),
    },
  ])
}
