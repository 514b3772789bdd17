import type { Action } from './action'

const mac = navigator.userAgent.includes('Mac')

/** Whether a key event is the combination: modifiers must match exactly. */
export function matches(combination: string, event: KeyboardEvent): boolean {
  const parts = combination.split('+')
  const key = parts.at(-1)!
  const mod = parts.includes('Mod')
  const wanted = {
    ctrl: parts.includes('Ctrl') || (mod && !mac),
    meta: mod && mac,
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  }
  const same =
    event.ctrlKey === wanted.ctrl &&
    event.metaKey === wanted.meta &&
    event.altKey === wanted.alt &&
    (event.shiftKey === wanted.shift || key === '?')
  const name = key === 'Space' ? ' ' : key
  return same && (event.key === name || event.key.toLowerCase() === name.toLowerCase())
}

const arrows: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }

/** As people read it: Ctrl Z, ⌘ Z, Shift →. */
export function keyLabel(combination: string): string {
  return combination
    .replace('Mod', mac ? '⌘' : 'Ctrl')
    .replace('Shift', mac ? '⇧' : 'Shift')
    .split('+')
    .map(key => arrows[key] ?? key)
    .join(' ')
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Performs the first action that a key event means. */
export function listenForKeys(actions: () => readonly Action[], perform: (action: Action) => void): () => void {
  const listener = (event: KeyboardEvent): void => {
    const busy = typing(event.target)
    const action = actions().find(
      a => (!busy || a.whileTyping) && (a.enabled?.() ?? true) && a.keys?.some(keys => matches(keys, event)),
    )
    if (!action) return
    event.preventDefault()
    // A dialog waits for its answer: nothing behind it is done meanwhile.
    if (!document.querySelector('dialog:modal')) perform(action)
  }
  window.addEventListener('keydown', listener)
  return () => window.removeEventListener('keydown', listener)
}
