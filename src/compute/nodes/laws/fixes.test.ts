import { describe, expect, it } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import type { Fix } from '../../../shared/remedy'
import { nodeSpecs } from '../registry'
import { faultsOfFix } from './fixes'

/** Laws about the fixes that stand in the sources: what a button offers can be done. */
const sources = import.meta.glob<string>(
  ['../../**/*.ts', '../../../{shared,main}/**/*.ts', '!../../../main/projects/**', '!../../../**/*.{test,fixture}.ts'],
  { query: '?raw', import: 'default', eager: true },
)

/** The node in whose folder a file stands; what reads files speaks for `data.file`, and what nodes share for any of them. */
function ownersOf(path: string): readonly (NodeSpec | undefined)[] {
  if (path.includes('main/datasets')) return [nodeSpecs.get('data.file')]
  const [, group, name] = /^\.\.\/(\w+)\/(\w+)\//.exec(path) ?? []
  const own = nodeSpecs.get(`${group}.${name}`) ?? nodeSpecs.get(name)
  return own ? [own] : [...nodeSpecs.values()]
}

/** `fix: { set: { node: 'table.columns', parameter: 'id' } }`; what is not a literal is left out. */
function fixesIn(text: string): Fix[] {
  return [...text.matchAll(/\bfix(?::| =) (?=\{)/g)].flatMap(({ index, 0: { length } }): Fix[] => {
    const from = index + length
    let [to, depth] = [from, 0]
    do depth += { '{': 1, '}': -1 }[text[to++]] ?? 0
    while (depth > 0)
    const literal = text.slice(from, to)
    const words = (key: string): string | undefined => new RegExp(`\\b${key}: '([^']*)'`).exec(literal)?.[1]
    const [insert, before, open, node, replace] = ['insert', 'before', 'open', 'node', 'replace'].map(words)
    if (replace !== undefined) return [{ replace }]
    if (insert !== undefined) return [{ insert, ...(before !== undefined && { before }) }]
    if (open !== undefined) return [{ open }]
    const [parameter, value] = [words('parameter'), words('value')]
    if (parameter === undefined) return []
    return [{ set: { ...(node !== undefined && { node }), parameter, ...(value !== undefined && { value }) } }]
  })
}

const found = Object.entries(sources).flatMap(([path, text]) =>
  fixesIn(text).map(fix => ({ path: path.replaceAll('../', ''), owners: ownersOf(path), fix })),
)

describe('fixes in the sources', () => {
  it('are found', () => expect(found.length).toBeGreaterThan(50))

  it.each(found)('$path: $fix', ({ fix, owners }) => {
    const faults = owners.map(own => faultsOfFix(fix, own, nodeSpecs))
    expect(faults.find(found => found.length === 0) ?? faults[0]).toEqual([])
  })

  it('stand with every remedy that puts a node on the line', () => {
    const bare = Object.values(sources).flatMap(
      text => text.match(/remedy: 'Put (?:prep|table)\.\w+ before[^']*'/g) ?? [],
    )
    expect(bare).toEqual([])
  })

  it.each<[Fix, string]>([
    [{ insert: 'prep.nothing' }, 'no such node type'],
    [{ insert: 'prep.impute', before: 'prep.nothing' }, 'no node type prep.nothing'],
    [{ insert: 'prep.impute', params: { strategy: 'guess' } }, 'strategy must be'],
    [{ set: { node: 'table.columns', parameter: 'goal' } }, 'table.columns has no parameter goal'],
    [{ set: { parameter: 'k' } }, 'no such node type'],
    [{ open: 'garden' }, 'no page garden'],
    [{ replace: 'model.nothing' }, 'no node type model.nothing'],
  ])('%j is refused', (fix, fault) => expect(faultsOfFix(fix, undefined, nodeSpecs)[0]).toContain(fault))
})
