import { computed } from 'vue'
import { nodeSpecs } from '../../compute'
import { useLearn } from '../learn/learnStore'
import { useDocument } from '../stores/document'
import { overlaid, type InspectorTab, useView } from '../stores/view'
import { useMedia } from '../ui/useMedia'
import type { Action } from '../actions/action'

const tabs: readonly (readonly [InspectorTab, string, string])[] = [
  ['parameters', 'Parameters of the node', 'sliders-horizontal'],
  ['learn', 'How the node works', 'graduation-cap'],
  ['data', 'Columns of the node', 'table-2'],
  ['log', 'Log of the node', 'clipboard-list'],
]

/** What the inspector shows, and the page of the selected node in Learn. */
export function useInspectorActions() {
  const documents = useDocument()
  const view = useView()
  const learn = useLearn()
  const narrow = useMedia(overlaid)
  const one = (): boolean => view.selected.size === 1

  return computed<readonly Action[]>(() => [
    ...tabs.map(([tab, title, icon]): Action => ({
      id: `inspector.${tab}`,
      title,
      group: 'View',
      icon,
      enabled: one,
      checked: () => view.page === 'canvas' && view.tab === tab,
      perform: () => view.inspect(tab),
    })),
    {
      id: 'view.inspector',
      title: view.inspecting ? 'Hide the inspector' : 'Show the inspector',
      group: 'View',
      icon: 'panel-right',
      keys: ['Mod+I'],
      enabled: () => view.page === 'canvas' && narrow.value,
      checked: () => view.inspecting,
      perform: () => void (view.inspecting = !view.inspecting),
    },
    {
      id: 'learn.node',
      title: 'Learn about the node',
      group: 'Help',
      icon: 'graduation-cap',
      keys: ['F1'],
      enabled: one,
      perform: () => {
        const node = documents.document.nodes.find(n => view.selected.has(n.id))
        if (node && nodeSpecs.has(node.type)) learn.open(node.type)
      },
    },
  ])
}
