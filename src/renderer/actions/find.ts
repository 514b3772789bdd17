import type { Action } from './action'

/** Other words that people look for, by what stands in titles or groups: one word of the window each. */
const called: readonly (readonly [found: RegExp, by: string])[] = [
  [/^(save|download)\b/i, 'export'],
  [/^new\b/i, 'pipeline project document'],
  [/^(open|rename)\b/i, 'pipeline project document import load'],
  [/^learn about|^go to learn/i, 'code python formula help'],
  [/next step/i, 'suggest guide wizard'],
]

/** The actions whose title, group or other name holds every word. */
export function actionsFor(actions: readonly Action[], query: string): Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return actions.filter(({ group, title }) => {
    const others = called.flatMap(([found, by]) => (found.test(title) ? [by] : []))
    const text = [group, title, ...others].join(' ').toLowerCase()
    return words.every(w => text.includes(w))
  })
}
