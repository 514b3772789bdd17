import 'katex/dist/katex.min.css'
import katex from 'katex'

/**
 * Formulas are drawn a few at a time, those in view first: KaTeX takes 1 to 15 ms for each, and a page of fifty at once held the thread
 * for a quarter of a second. Idle moments are too rare for that: while the page was still being laid out, text stood 0.3 s without them.
 */
const waiting = new Map<HTMLElement, { tex: string; block: boolean }>()
const near = new Set<HTMLElement>()
let asked = false
let watcher: IntersectionObserver | undefined

/** After this many milliseconds the rest waits for the next task. */
const portion = 12

/** Draws KaTeX into an element when its turn comes; what was to be drawn there before is forgotten. */
export function drawFormula(element: HTMLElement, tex: string, block: boolean): void {
  waiting.set(element, { tex, block })
  watcher ??= new IntersectionObserver(see, { rootMargin: '200px' })
  watcher.observe(element)
  ask()
}

/** An element has gone, or wants no formula any more. */
export function forgetFormula(element: HTMLElement): void {
  waiting.delete(element)
  near.delete(element)
  watcher?.unobserve(element)
}

/** Draws every formula that `formulas.ts` left a place for. */
export function drawFormulasIn(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-formula]'))
    drawFormula(place, place.dataset['formula']!, place.classList.contains('display'))
}

export function forgetFormulasIn(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-formula]')) forgetFormula(place)
}

function see(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) near.add(target as HTMLElement)
    else near.delete(target as HTMLElement)
  }
}

function ask(): void {
  if (asked || waiting.size === 0) return
  asked = true
  setTimeout(work)
}

function work(): void {
  asked = false
  const end = performance.now() + portion
  do {
    const element = next()
    if (element) draw(element)
  } while (waiting.size > 0 && performance.now() < end)
  ask()
}

function next(): HTMLElement | undefined {
  for (const element of near) if (waiting.has(element)) return element
  return waiting.keys().next().value
}

function draw(element: HTMLElement): void {
  const { tex, block } = waiting.get(element)!
  forgetFormula(element)
  katex.render(tex, element, { displayMode: block, throwOnError: false, strict: 'ignore', trust: false })
  element.dispatchEvent(new CustomEvent('drawn', { bubbles: true }))
}
