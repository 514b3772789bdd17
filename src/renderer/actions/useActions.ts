import { type ComputedRef, inject, type InjectionKey, provide } from 'vue'
import { useView } from '../stores/view'
import type { Action } from './action'

/** Every action of the window, and how one is done. */
export interface Actions {
  all: ComputedRef<readonly Action[]>
  byId: (id: string) => Action
  /** Performs an action; a fault becomes a toast. */
  perform: (action: Action) => void
}

const key: InjectionKey<Actions> = Symbol('actions')

/** Hands the actions to everything that is drawn in the window. */
export function provideActions(all: ComputedRef<readonly Action[]>): Actions {
  const view = useView()
  function byId(id: string): Action {
    const found = all.value.find(a => a.id === id)
    if (!found) throw new Error(`There is no action ${id}.`)
    return found
  }
  const actions: Actions = { all, byId, perform: action => view.attempt(action.perform) }
  provide(key, actions)
  return actions
}

export function useActions(): Actions {
  const actions = inject(key)
  if (!actions) throw new Error('No actions were provided.')
  return actions
}
