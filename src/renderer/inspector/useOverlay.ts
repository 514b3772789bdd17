import { onBeforeUnmount, onMounted, watch } from 'vue'
import { useCanvas } from '../canvas/board/canvasStore'
import { overlaid, useView } from '../stores/view'
import { useMedia } from '../ui/useMedia'

/** A press that moves by more than this is a drag. */
const still = 4

/**
 * The inspector in a narrow window: it comes over the canvas when one node is chosen, or when asked for, and goes with the choice. A
 * drag that chooses a node on its way is no wish to see the form, and a form that appeared under it would be in the way.
 */
export function useOverlay(chosen: () => readonly string[]) {
  const canvas = useCanvas()
  const view = useView()
  const narrow = useMedia(overlaid)
  let pressed: { x: number; y: number; open: boolean } | undefined

  watch(
    () => chosen().join(),
    () => {
      const [id, ...others] = chosen()
      if (id === undefined || others.length > 0) view.inspecting = false
      else if (pressed) pressed.open = true
      else show()
    },
  )
  watch(narrow, () => (view.inspecting = false))

  function show(): void {
    view.inspecting = true
    if (narrow.value) canvas.camera?.reveal(chosen())
  }

  function close(): void {
    const [id] = chosen()
    view.inspecting = false
    if (id !== undefined) canvas.camera?.focus(id)
  }
  // However it is hidden, the focus does not stay in it: the browser itself would take it out a frame later only, and put it nowhere.
  watch(
    () => view.inspecting,
    inspecting => {
      const focused = document.activeElement
      if (inspecting || !narrow.value || !(focused instanceof HTMLElement) || !focused.closest('.insp')) return
      focused.blur()
      const [id] = chosen()
      if (id !== undefined) canvas.camera?.focus(id)
    },
    { flush: 'sync' },
  )

  function down(event: PointerEvent): void {
    pressed = { x: event.clientX, y: event.clientY, open: false }
  }
  function up(event: PointerEvent): void {
    const before = pressed
    pressed = undefined
    if (!before || Math.hypot(event.clientX - before.x, event.clientY - before.y) > still) return
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card]') : null
    // Pressed again, what is chosen already shows its form again; another click chooses after the button is let go.
    if (before.open || (card && card.dataset['card'] === chosen()[0])) show()
  }
  const listeners = { pointerdown: down, pointerup: up, pointercancel: up } as const
  onMounted(() => {
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener, true)
  })
  onBeforeUnmount(() => {
    for (const [name, listener] of Object.entries(listeners))
      window.removeEventListener(name, listener as EventListener, true)
    view.inspecting = false
  })

  return { narrow, close }
}
