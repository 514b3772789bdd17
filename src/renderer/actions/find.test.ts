import { describe, expect, it } from 'vitest'
import type { Action } from './action'
import { actionsFor } from './find'

const actions = (
  [
    ['File', 'New'],
    ['File', 'Save report as HTML'],
    ['File', 'Download a copy'],
    ['Help', 'Learn about the node'],
    ['View', 'Light or dark'],
    ['Node', 'Add a new note'],
  ] as const
).map(([group, title]): Action => ({ id: title, group, title, perform: () => {} }))
const found = (query: string) => actionsFor(actions, query).map(a => a.title)

describe('what is searched or run', () => {
  it.each([
    ['export', ['Save report as HTML', 'Download a copy']],
    ['new pipeline', ['New']],
    ['code', ['Learn about the node']],
    ['report html', ['Save report as HTML']],
    ['nothing of the kind', []],
  ])('%s finds what people mean by it', (query, titles) => expect(found(query)).toEqual(titles))
})
