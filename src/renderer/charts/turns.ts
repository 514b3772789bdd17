/** Work that waits for its turn: one piece a frame, so that ten charts never make one long task. */
const waiting = new Map<object, () => void>()
let asked = false

/** Does the work in a frame to come. Newer work of the same owner takes the place of older. */
export function takeTurn(owner: object, work: () => void): void {
  waiting.set(owner, work)
  ask()
}

export function leaveTurn(owner: object): void {
  waiting.delete(owner)
}

function ask(): void {
  if (asked || waiting.size === 0) return
  asked = true
  // A hidden page gets no frames; its charts are drawn when it is shown again. In a task behind the frame, not within it: the frame lays out
  // the page and paints the drawing before, and both together took up to 49 ms.
  requestAnimationFrame(() => setTimeout(goOn))
}

function goOn(): void {
  asked = false
  const [next] = waiting
  if (!next) return // its owner left meanwhile
  waiting.delete(next[0])
  ask()
  next[1]()
}
