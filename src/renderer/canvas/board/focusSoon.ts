import { nextTick } from 'vue'

/**
 * Vue Flow hides what is new until it has measured it, and what is hidden takes no focus: tries again for a few frames. It gives up
 * when the person has gone on to something else meanwhile.
 */
export function focusSoon(find: () => HTMLElement | null | undefined, tries = 10, from = document.activeElement): void {
  void nextTick(() => {
    requestAnimationFrame(() => {
      const now = document.activeElement
      const element = find()
      if (now !== from && now !== document.body && now !== element && now?.isConnected) return
      element?.focus({ preventScroll: true })
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select()
      if ((!element || document.activeElement !== element) && tries > 0)
        focusSoon(find, tries - 1, document.activeElement)
    })
  })
}
