import { nextTick } from 'vue'

/** Vue Flow hides what is new until it has measured it, and what is hidden takes no focus: tries again for a few frames. */
export function focusSoon(find: () => HTMLElement | null | undefined, tries = 10): void {
  void nextTick(() =>
    requestAnimationFrame(() => {
      const element = find()
      element?.focus({ preventScroll: true })
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select()
      if ((!element || document.activeElement !== element) && tries > 0) focusSoon(find, tries - 1)
    }),
  )
}
