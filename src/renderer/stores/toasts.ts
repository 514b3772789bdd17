export interface Toast {
  id: number
  tone: 'plain' | 'ok' | 'bad'
  text: string
  detail?: string
  action?: { label: string; perform: () => void }
}

/** Toasts that are shown at once. */
const most = 4

/** With one more, the newest last: what says the same goes, and what is too many, errors last. */
export function withToast(toasts: readonly Toast[], made: Toast): readonly Toast[] {
  const others = toasts.filter(t => t.tone !== made.tone || t.text !== made.text)
  while (others.length >= most) {
    const passing = others.findIndex(t => t.tone !== 'bad')
    others.splice(Math.max(0, passing), 1)
  }
  return [...others, made]
}
