import { watch } from 'vue'
import type { Menu } from '../../shared/contracts/desktop'
import { desktop } from '../engine/desktop'
import { useDocument } from '../stores/document'
import { useProjects } from '../stores/projects'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'
import type { Actions } from '../actions/useActions'

const groups = ['File', 'Edit', 'Node', 'View', 'Run', 'Help'] as const

/** The actions as a menu: plain data, by group. */
export function menuOf(actions: readonly Action[]): Menu {
  return groups.flatMap(title => {
    const items = actions
      .filter(action => action.group === title)
      .map(action => ({
        id: action.id,
        title: action.title.slice(0, 200),
        enabled: action.enabled?.() ?? true,
        ...(action.keys?.[0] !== undefined && { keys: action.keys[0] }),
        ...(action.checked && { checked: action.checked() }),
      }))
    return items.length > 0 ? [{ title, items }] : []
  })
}

/** In the desktop window: its menu does what the page's actions do, its title says what is open, files of the system are opened. */
export function useDesktopMenu({ all, perform }: Actions): void {
  if (!desktop) return
  const shell = desktop
  const documents = useDocument()
  const projects = useProjects()
  const view = useView()
  let sent = ''

  watch(
    () => menuOf(all.value),
    menu => {
      const text = JSON.stringify(menu)
      if (text === sent) return
      sent = text
      shell.setMenu(menu)
    },
    { immediate: true },
  )
  watch(
    () => ({ name: documents.document.name.slice(0, 200), file: documents.file, edited: documents.dirty }),
    shown => shell.setDocument(shown),
    { immediate: true },
  )
  shell.onAction(id => {
    const action = all.value.find(a => a.id === id)
    if (action && (action.enabled?.() ?? true)) perform(action)
  })
  shell.onOpenFile(path => view.attempt(() => projects.openPath(path)))
}
