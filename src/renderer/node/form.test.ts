import { describe, expect, it } from 'vitest'
import { choice, column, flag, list, number, optionalInteger, type Parameters } from '../../shared/params'
import { defineNode, frameIn, frameOut, type NodeSpec } from '../../shared/node'
import { nodeSpecs } from '../../compute'
import { valuesOf } from '../../shared/pipeline/validate'
import { areSegments, changedParameters, defaultInWords, same, sectionsOf, visibleParameters } from './form'

const specOf = (parameters: Parameters): NodeSpec =>
  defineNode({
    type: 'x',
    version: 1,
    title: '',
    summary: '',
    group: 'prep',
    icon: '',
    inputs: frameIn,
    outputs: frameOut,
    folds: 'replay',
    parameters,
    attributes: {},
    blocks: {},
  })

const help = ''
const spec = specOf({
  method: choice(['holdout', 'kFold'], { help }),
  size: number({ default: 0.25, help, when: { method: ['holdout'] } }),
  k: number({ default: 5, help, when: { method: ['kFold'] } }),
})

describe('a form', () => {
  it('hides what does not count', () => {
    const names = (values: Record<string, string | number>) => visibleParameters(spec, values).map(([name]) => name)
    expect(names({ method: 'holdout' })).toEqual(['method', 'size'])
    expect(names({ method: 'kFold' })).toEqual(['method', 'k'])
  })

  it('marks what differs from its default', () => {
    expect(changedParameters({ id: 'x', type: 'x', params: { size: 0.25, k: 7 } }, spec)).toEqual(['k'])
  })

  it('can write every default of every node in words', () => {
    for (const { parameters } of nodeSpecs.values())
      for (const p of Object.values(parameters)) expect(defaultInWords(p)).not.toMatch(/object|undefined|^$/)
  })

  it('says defaults as people do', () => {
    expect(defaultInWords(column({ nullMeans: 'all that fit', help }))).toBe('all that fit')
    expect(defaultInWords(optionalInteger({ nullMeans: 'no limit', help }))).toBe('no limit')
    expect(defaultInWords(flag({ default: true, help }))).toBe('on')
    expect(defaultInWords(list<readonly string[]>({ of: 'text', default: ['', 'NA'], help }))).toBe('(empty), NA')
  })

  it('puts short choices side by side', () => {
    expect(areSegments(['l2', 'none'])).toBe(true)
    expect(areSegments(['auto', 'yes', 'no'])).toBe(true)
    expect(areSegments(['lbfgs', 'newton', 'gradientDescent'])).toBe(false)
    expect(areSegments(['auto'])).toBe(false)
  })
})

it('compares values of every kind', () => {
  expect(same({ a: 'x', b: 'y' }, { b: 'y', a: 'x' })).toBe(true)
  expect(same(['a', 'b'], ['b', 'a'])).toBe(false)
  expect(same([], {})).toBe(false)
  expect(same(null, {})).toBe(false)
})

describe('the sections of a form', () => {
  const titles = (type: string, params: Record<string, unknown> = {}) => {
    const spec = nodeSpecs.get(type)!
    const { basic, advanced } = sectionsOf(visibleParameters(spec, valuesOf({ id: 'x', type, params }, spec)))
    const names = (rows: readonly [string, unknown][]) => rows.map(([name]) => name).join(' ')
    return { basic: basic.map(s => `${s.title ?? ''}: ${names(s.rows)}`), advanced: names(advanced) }
  }
  it('stand in the order of the spec, the rare ones apart', () => {
    expect(titles('model.logisticRegression')).toEqual({
      basic: ['Regularisation: penalty c classWeight', 'Optimiser: solver maxIter tol'],
      advanced: 'multinomial fitIntercept',
    })
    expect(titles('model.logisticRegression', { solver: 'gradientDescent' }).basic[1]).toContain('learningRate')
  })

  it('begin with what has no heading', () => {
    expect(titles('model.kMeans').basic[0]).toBe(': nClusters searchK')
    expect(titles('model.kMeans').advanced).toBe('seed')
  })

  it('hold every parameter once', () => {
    for (const [type, spec] of nodeSpecs) {
      const shown = visibleParameters(spec, valuesOf({ id: 'x', type, params: {} }, spec))
      const { basic, advanced } = sectionsOf(shown)
      const names = [...basic.flatMap(s => s.rows), ...advanced].map(([name]) => name)
      expect(names.toSorted()).toEqual(shown.map(([name]) => name).toSorted())
    }
  })
})
