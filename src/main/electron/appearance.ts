/** How long a page may draw nothing, in milliseconds. Chosen, not measured: waiting on is offered too. */
export const patience = 15_000

interface Shown {
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown
  isVisible(): boolean
  show(): void
}

/**
 * Shows a window when its first picture is there. A page that never draws would leave a program that nobody sees and that, alone by its lock,
 * keeps every later start from opening one: then the window is shown empty, and `late` tells why.
 */
export function appear(window: Shown, late: () => void): void {
  const timer = setTimeout(() => {
    if (window.isVisible()) return
    window.show()
    late()
  }, patience)
  window.once('ready-to-show', () => {
    clearTimeout(timer)
    window.show()
  })
  window.once('closed', () => clearTimeout(timer))
}
