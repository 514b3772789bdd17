import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { type Pace, paces } from '../../compute'
import { LatheError } from '../../shared/errors'
import { useDocument } from './document'
import { type Toast, withToast } from './toasts'

export type Page = 'start' | 'canvas' | 'data' | 'results' | 'learn' | 'report'
export type InspectorTab = 'parameters' | 'learn' | 'data' | 'log'
export type Theme = 'system' | 'light' | 'dark'

/** A window in which the inspector lies over the canvas: the same width as in `styles/narrow.css`. */
export const overlaid = '(max-width: 1099px)'

/** What is looked at: page, selection, theme, open dialogs. Nothing here belongs to the document. */
export const useView = defineStore('view', () => {
  const page = ref<Page>('start')
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const tab = ref<InspectorTab>('parameters')
  const theme = ref<Theme>(kept('theme', ['system', 'light', 'dark'], 'system'))
  /** How fast trainings go by. */
  const pace = ref<Pace>(kept('pace', paces, 'full'))
  /** In a narrow window: the inspector lies over the canvas. */
  const inspecting = ref(false)
  const dockHeight = ref(316)
  const dockOpen = ref(true)
  const dialog = ref<'commands' | 'shortcuts' | 'history' | null>(null)
  const toasts = shallowRef<readonly Toast[]>([])
  let next = 1

  watch(
    theme,
    chosen => {
      if (chosen === 'system') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = chosen
      localStorage.setItem('lathe.theme', chosen)
    },
    { immediate: true },
  )

  watch(pace, chosen => localStorage.setItem('lathe.pace', chosen))

  // What went wrong with one document is no matter of the next.
  const documents = useDocument()
  watch(
    () => documents.opened,
    () => (toasts.value = toasts.value.filter(t => t.tone !== 'bad')),
    { flush: 'sync' },
  )

  function select(...ids: string[]): void {
    selected.value = new Set(ids)
  }

  /** Shows a tab of the inspector, wherever it is. */
  function inspect(on: InspectorTab): void {
    page.value = 'canvas'
    tab.value = on
    inspecting.value = true
  }

  /** Says what happened; said again, it takes its own place. Errors stay until they are closed, the rest goes after six seconds. */
  function say(toast: Omit<Toast, 'id'>): void {
    const made = { ...toast, id: next++ }
    toasts.value = withToast(toasts.value, made)
    if (toast.tone !== 'bad') setTimeout(() => dismiss(made.id), 6000)
  }

  /** Does something; a fault is said. */
  function attempt(work: () => void | Promise<void>): void {
    void Promise.resolve()
      .then(work)
      .catch((thrown: unknown) => {
        const { message, remedy } = LatheError.from(thrown)
        say({ tone: 'bad', text: message, ...(remedy && { detail: remedy.text }) })
      })
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter(t => t.id !== id)
  }

  return {
    page,
    selected,
    tab,
    theme,
    pace,
    inspecting,
    dockHeight,
    dockOpen,
    dialog,
    toasts,
    select,
    inspect,
    say,
    attempt,
    dismiss,
  }
})

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(`lathe.${name}`)
  return allowed.find(a => a === value) ?? otherwise
}
