import { expect, it } from 'vitest'

const goldens = import.meta.glob<string>('../src/**/golden.json', { eager: true, query: '?raw', import: 'default' })
const scripts = Object.keys(import.meta.glob('./golden/*.py', { query: '?raw' })).map(path => path.slice(2))

/** The script that each `golden.json` says it was made by. */
const made = Object.entries(goldens).map(([path, text]) => ({
  path: path.slice(3),
  script: /(?<=scripts\/)golden\/\w+\.py/.exec(text.slice(0, 400))?.[0] ?? 'none',
}))

it.each(made)('$path was made by $script', ({ script }) => expect(scripts).toContain(script))

it('every script makes one', () => {
  expect(scripts.filter(path => !made.some(({ script }) => script === path))).toEqual([])
})
