import { describe, expect, it } from 'vitest'
import { edgesOf, line, specs } from '../../../shared/pipeline/specs.fixture'
import { gapOf, placeNode } from './placing'
import { fits, habitsOf, lineTo, search, suggestions } from './suggest'

const example = line(
  ['r:data.read', 's:prep.step', 'o:prep.other', 'm:model.learn', 'j:judge'],
  ['r>s', 's>o', 'o>m', 'm>j'],
)
const short = line(['r:data.read', 'o:prep.other', 'm:model.learn'], ['r>o', 'o>m'])
const habits = habitsOf([example, example, short])
const behind = { kind: 'frame', takes: true, gives: false } as const
const told = (...args: Parameters<typeof suggestions>) => suggestions(...args).map(s => `${s.spec.type}: ${s.reason}`)

describe('what fits', () => {
  it.each([
    ['data.read', behind, false],
    ['prep.step', behind, true],
    ['output.write', behind, true],
    ['output.write', { ...behind, gives: true }, false],
    ['prep.step', { kind: 'model', takes: true, gives: false }, false],
    ['use', { kind: 'model', takes: true, gives: false }, true],
    ['data.read', undefined, true],
  ] as const)('%s into %j: %s', (type, gap, yes) => {
    expect(fits(specs.get(type)!, gap)).toBe(yes)
  })

  it('follows from where the node goes', () => {
    expect(gapOf(example, specs, { at: [0, 0] })).toBeUndefined()
    expect(gapOf(example, specs, { at: [0, 0], port: { node: 'm', port: 'model', side: 'output' } })).toEqual({
      kind: 'model',
      takes: true,
      gives: false,
    })
    expect(gapOf(example, specs, { at: [0, 0], edge: { from: 'r', to: 's' } })).toEqual({ ...behind, gives: true })
    expect(gapOf(example, specs, { at: [0, 0], replaces: 'r' })).toEqual({ kind: 'frame', takes: false, gives: true })
    expect(gapOf(line(['r:data.read']), specs, { at: [0, 0], replaces: 'r' })).toBeUndefined()
  })
})

describe('suggestions', () => {
  it('are what usually follows, the likeliest first', () => {
    expect(told(specs, habits, behind, ['data.read'], undefined)).toEqual([
      'prep.step: usually follows Read',
      'prep.other: usually follows Read',
    ])
  })

  it('leave out what the line has', () => {
    expect(told(specs, habits, behind, ['prep.other', 'data.read'], undefined)).toEqual([
      'prep.step: usually follows Read',
    ])
  })

  it('begin with what the table calls for', () => {
    const called = new Map([
      ['prep.other', 'fills 3 missing values'],
      ['data.read', 'fits nowhere'],
    ])
    expect(told(specs, habits, behind, ['data.read'], undefined, called)).toEqual([
      'prep.other: fills 3 missing values',
      'prep.step: usually follows Read',
    ])
    expect(told(specs, habits, behind, ['prep.other', 'data.read'], undefined, called)).toEqual([
      'prep.step: usually follows Read',
    ])
  })

  it('before a node are what usually comes before it', () => {
    expect(told(specs, habits, { kind: 'frame', takes: false, gives: true }, [], 'model.learn')).toEqual([
      'prep.other: usually comes before Learn',
    ])
  })

  it('on an empty canvas need no input', () => {
    expect(told(specs, habits, undefined, [], undefined)).toEqual(['data.read: a line starts with data'])
  })

  it('are few, and none where nothing was seen', () => {
    expect(suggestions(specs, habits, behind, ['data.read'], undefined, new Map(), 1)).toHaveLength(1)
    expect(suggestions(specs, habitsOf([]), behind, ['data.read'], undefined)).toEqual([])
  })

  it('know the line', () => {
    expect(lineTo(example, 'o')).toEqual(['data.read', 'prep.step', 'prep.other'])
    expect(lineTo(line(['a:prep.step', 'b:prep.step'], ['a>b', 'b>a']), 'a')).toHaveLength(2)
  })
})

describe('searching', () => {
  const found = (query: string): string[] => search([...specs.values()], query).map(s => s.type)
  it('wants every word, and titles first', () => {
    expect(found('step')).toEqual(['prep.step'])
    expect(found('prep')).toEqual(['prep.step', 'prep.other'])
    expect(found('does step')).toEqual(['prep.step'])
    expect(found('zzz')).toEqual([])
    expect(found('')).toHaveLength(specs.size)
    expect(found('o')[0]).toBe('prep.other')
  })
})

describe('putting a node', () => {
  const put = (type: string, site: Parameters<typeof placeNode>[3]) => placeNode(example, specs, specs.get(type)!, site)

  it('behind a port wires it', () => {
    const { document, id } = put('judge', { at: [0, 0], port: { node: 'o', port: 'frame', side: 'output' } })
    expect(id).toBe('judge')
    expect(edgesOf(document)).toContain('o>judge')
  })

  it('behind a model wires the model', () => {
    const { document } = put('use', { at: [0, 0], port: { node: 'm', port: 'model', side: 'output' } })
    expect(edgesOf(document)).toContain('m.model>use.model')
  })

  it('before a port wires it', () => {
    const { document } = put('prep.step', { at: [0, 0], port: { node: 'r', port: 'frame', side: 'input' } })
    expect(edgesOf(document)).toEqual(edgesOf(example))
    const before = put('data.read', { at: [0, 0], port: { node: 's', port: 'frame', side: 'input' } })
    expect(edgesOf(before.document)).toContain('read>s')
    expect(edgesOf(before.document)).not.toContain('r>s')
  })

  it('on an edge inserts it, alone stands free, on a node replaces it', () => {
    expect(edgesOf(put('prep.other', { at: [0, 0], edge: { from: 'r', to: 's' } }).document)).toContain('other>s')
    expect(put('data.read', { at: [0, 0] }).document.nodes).toHaveLength(6)
    expect(put('prep.other', { at: [0, 0], replaces: 's' })).toMatchObject({ id: 's' })
  })

  it('never covers another card', () => {
    const { document, id } = put('data.read', { at: [0, 0] })
    expect(document.canvas!.positions![id]).not.toEqual([0, 0])
  })
})
