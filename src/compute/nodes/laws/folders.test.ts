import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { icons } from '../../../shared/icons'
import { groups } from '../../../shared/node'
import { checkParameter, invalidValue } from '../../../shared/parameterCheck'
import { parameterSchema } from '../../../shared/parameterSchema'
import { readPipeline } from '../../../shared/pipeline/document'
import { faultsOf } from '../../../shared/pipeline/validate'
import { nodeSpecs } from '../registry'
import { learners } from './subjects'

/** Laws about the folders themselves: nothing here runs a node. */
const root = join(import.meta.dirname, '..')
const folders = readdirSync(root, { withFileTypes: true })
  .filter(group => group.isDirectory() && group.name !== 'laws')
  .flatMap(group =>
    readdirSync(join(root, group.name), { withFileTypes: true })
      .filter(node => node.isDirectory())
      .map(node => ({ group: group.name, name: node.name, path: join(root, group.name, node.name) })),
  )

/** `prep.scale` for prep/scale; nodes of `result` stand alone. */
const typeOf = (folder: { group: string; name: string }): string =>
  folder.group === 'result' ? folder.name : `${folder.group}.${folder.name}`

describe.each(folders.map(f => ({ ...f, type: typeOf(f) })))('$type', ({ group, name, path, type }) => {
  const has = (file: string): boolean => existsSync(join(path, file))
  const spec = nodeSpecs.get(type)!

  it('has every part of its kind', () => {
    expect(spec, 'a spec whose type is the folder').toBeDefined()
    const parts = ['spec.ts', `${name}.test.ts`]
    if (learners.includes(spec)) parts.push(`${name}.laws.test.ts`)
    if (group === 'prep') parts.push('code.ts', 'example.ts')
    if (group === 'model') parts.push('fit.ts', 'code.ts', 'example.ts', 'learn.md', 'reference.ts', 'golden.json')
    expect(parts.filter(part => !has(part))).toEqual([])
    expect(has('fit.ts') !== has('run.ts'), 'either fit.ts or run.ts').toBe(true)
    const tests = readdirSync(path).filter(file => file.endsWith('.test.ts'))
    const tested = tests.some(file => /\b(testExample|workedThrough)\(/.test(readFileSync(join(path, file), 'utf8')))
    expect(tested, 'example.ts is worked through in a test of the folder').toBe(has('example.ts'))
  })

  it('describes itself', () => {
    expect(groups).toContain(spec.group)
    expect(spec.version).toBeGreaterThan(0)
    expect(spec.title).toMatch(/^[A-Z][^.]+$/)
    expect(spec.summary).toMatch(/\.$/)
    expect(icons.has(spec.icon), `${spec.icon} in resources/icons`).toBe(true)
    for (const text of [...Object.values(spec.attributes), ...Object.values(spec.blocks)]) expect(text).not.toBe('')
  })

  it('declares parameters whose defaults hold and whose invalid values give the declared sentence', () => {
    for (const [key, parameter] of Object.entries(spec.parameters)) {
      expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/)
      expect(parameter.help).toMatch(/\.$/)
      if (!('required' in parameter && parameter.required))
        expect(checkParameter(key, parameter, parameter.default)).toBeUndefined()
      const bad = invalidValue(parameter)
      const sentence = checkParameter(key, parameter, bad)!
      expect(sentence).toMatch(new RegExp(`^${key} must be .*; it is `))
      const document = readPipeline({
        format: 'lathe/pipeline',
        version: 1,
        nodes: [{ id: 'n', type, params: { [key]: bad } }],
      })
      expect(faultsOf(document, nodeSpecs).map(f => f.message)).toContain(sentence)
      expect(parameterSchema(parameter)).toMatchObject({ description: parameter.help })
    }
  })

  it.runIf(group === 'model')('explains itself to a student', () => {
    const learn = readFileSync(join(path, 'learn.md'), 'utf8')
    expect(learn).toMatch(/\$\$/)
    for (const heading of [/complexity|cost/i, /when/i, /pitfall/i, /references/i]) expect(learn).toMatch(heading)
    expect((learn.match(/\$\$/g) ?? []).length % 2).toBe(0)
  })
})

it('finds every folder through the registry', () => {
  expect([...nodeSpecs.keys()].sort()).toEqual(folders.map(typeOf).sort())
})
