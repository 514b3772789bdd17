import { expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import { icons } from '../../shared/icons'
import { columnIcon, kindIcons } from './kindIcons'

const sources = import.meta.glob<string>(['../**/*.{ts,vue}', '!../**/*.{test,fixture}.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Names of icons in a source: of `UiIcon`, of what is called `icon`, and both ways of a choice between two. */
function namesIn(text: string): string[] {
  const said = text.matchAll(/<UiIcon\b[^>]*?(?<!:)\bname="([\w-]+)"|\bicon(?:: '|=")([\w-]+)['"]/g)
  const chosen = text.matchAll(/<UiIcon\b[^>]*?:name="([^"]*)"|\bicon: ([^,\n]*\?[^,\n]*)/g)
  return [
    ...[...said].map(([, name, icon]) => name ?? icon),
    ...[...chosen].flatMap(([, name, icon]) => [...(name ?? icon).matchAll(/[?:] '([\w-]+)'/g)].map(m => m[1])),
  ]
}

const named = Object.entries(sources).flatMap(([path, text]) => namesIn(text).map(name => ({ path, name })))

it('are found in the sources', () => {
  expect(named.length).toBeGreaterThan(200)
  expect(namesIn(`<UiIcon class="x" :name="a === 'b' ? 'eye' : 'eye-off'" /> { icon: 'save' } <A icon="x" />`)).toEqual(
    ['save', 'x', 'eye', 'eye-off'],
  )
})

it('are all drawn', () => {
  const own = [...nodeSpecs.values()].map(({ type, icon }) => ({ path: type, name: icon }))
  const terms = columnIcon({ kind: 'vector', wide: { form: 'terms', components: 1 } })
  expect(terms).not.toBe(columnIcon({ kind: 'vector' }))
  const kinds = Object.entries({ ...kindIcons, terms }).map(([path, name]) => ({ path, name }))
  expect([...named, ...own, ...kinds].filter(({ name }) => !icons.has(name))).toEqual([])
})
