import { describe, expect, it } from 'vitest'
import {
  addNode,
  changeNode,
  connect,
  cut,
  disconnect,
  fittingEnd,
  freeId,
  idRefusal,
  insertOnEdge,
  paste,
  place,
  refusal,
  removeNodes,
  renameNode,
  replaceNode,
  resetParameter,
  setDisabled,
  setParameter,
} from './edit'
import { edgesOf, line, specs } from './specs.fixture'
import { faultsOf } from './validate'

const chain = line(['a:data.read', 'b:prep.step', 'c:prep.other', 'd:model.learn'], ['a>b', 'b>c', 'c>d'], {
  positions: { a: [0, 0], b: [1, 1], c: [2, 2], d: [3, 3] },
  groups: [{ title: 'Prepare', nodes: ['b', 'c'] }],
})
const remove = (document: typeof chain, ...ids: string[]) => removeNodes(document, new Set(ids), specs)

describe('ids', () => {
  it('come from the type and are counted', () => {
    expect(freeId(chain, 'prep.scale')).toBe('scale')
    const twice = line(['scale:prep.step', 'scale2:prep.step'])
    expect(freeId(twice, 'prep.scale')).toBe('scale3')
    expect(freeId(twice, 'evaluate')).toBe('evaluate')
  })

  it('are renamed wherever they stand', () => {
    const made = renameNode(line(['a:model.learn', 'u:use'], ['a>u', 'a.model>u.model'], chain.canvas), 'a', 'fit')
    expect(made.nodes[0].id).toBe('fit')
    expect(edgesOf(made)).toEqual(['fit>u', 'fit.model>u.model'])
    const grouped = renameNode(chain, 'b', 'step_1')
    expect(grouped.canvas!.groups![0].nodes).toEqual(['step_1', 'c'])
    expect(grouped.canvas!.positions).toEqual({ a: [0, 0], step_1: [1, 1], c: [2, 2], d: [3, 3] })
    expect(faultsOf(grouped, specs)).toEqual([])
  })

  it('leaves ids alone that begin with the renamed one', () => {
    const made = renameNode(line(['a:data.read', 'ab:data.read', 'j:judge'], ['a>j', 'ab>j']), 'a', 'z')
    expect(edgesOf(made)).toEqual(['z>j', 'ab>j'])
  })

  it.each([
    ['b', /already/],
    ['1b', /starts with a letter/],
    ['a b', /letters, digits/],
    ['', /letters/],
    ['a.b', /letters/],
  ])('refuse %j', (to, sentence) => {
    expect(idRefusal(chain, 'a', to)).toMatch(sentence)
    expect(renameNode(chain, 'a', to)).toBe(chain)
  })

  it('may stay as they are', () => {
    expect(idRefusal(chain, 'a', 'a')).toBeUndefined()
    expect(renameNode(chain, 'a', 'a')).toBe(chain)
  })
})

describe('removing', () => {
  it('joins the line again', () => {
    expect(edgesOf(remove(chain, 'b'))).toEqual(['a>c', 'c>d'])
  })

  it('joins the line across neighbours', () => {
    expect(edgesOf(remove(chain, 'b', 'c'))).toEqual(['a>d'])
    expect(edgesOf(remove(chain, 'c', 'b'))).toEqual(['a>d'])
  })

  it('ends a line at a removed end', () => {
    expect(edgesOf(remove(chain, 'a'))).toEqual(['b>c', 'c>d'])
    expect(edgesOf(remove(chain, 'd'))).toEqual(['a>b', 'b>c'])
  })

  it('joins only what is of one kind', () => {
    const made = remove(line(['a:data.read', 'm:model.learn', 'u:use'], ['a>m', 'a>u', 'm.model>u.model']), 'm')
    expect(edgesOf(made)).toEqual(['a>u'])
  })

  it('joins nothing where lines branch', () => {
    const made = remove(line(['a:data.read', 'b:prep.step', 'c:judge', 'd:output.write'], ['a>b', 'b>c', 'b>d']), 'b')
    expect(edgesOf(made)).toEqual([])
  })

  it('makes no second edge of the same two ends', () => {
    const made = remove(line(['a:data.read', 'b:prep.step', 'j:judge'], ['a>j', 'a>b', 'b>j']), 'b')
    expect(edgesOf(made)).toEqual(['a>j'])
  })

  it('keeps the order of what a judge takes', () => {
    const made = remove(line(['a:data.read', 'b:prep.step', 'x:data.read', 'j:judge'], ['a>b', 'b>j', 'x>j']), 'b')
    expect(edgesOf(made)).toEqual(['a>j', 'x>j'])
  })

  it('takes places and empty groups along', () => {
    const made = remove(chain, 'b', 'c')
    expect(made.canvas).toEqual({ positions: { a: [0, 0], d: [3, 3] }, groups: [] })
    expect(remove(chain, 'b').canvas!.groups).toEqual([{ title: 'Prepare', nodes: ['c'] }])
  })

  it('of nothing is nothing', () => {
    expect(remove(chain, 'nobody')).toBe(chain)
  })
})

describe('parameters', () => {
  it('are set, and leave the document when reset', () => {
    const set = setParameter(chain, 'b', 'k', 5)
    expect(set.nodes[1].params).toEqual({ k: 5 })
    expect(chain.nodes[1].params).toEqual({})
    expect(resetParameter(set, 'b', 'k')).toEqual(chain)
  })

  it('switch: on leaves no trace', () => {
    const off = setDisabled(chain, 'b', true)
    expect(off.nodes[1].disabled).toBe(true)
    expect(setDisabled(off, 'b', false)).toEqual(chain)
  })

  it('change one node and keep the others as they are', () => {
    const made = changeNode(chain, 'b', n => ({ ...n, type: 'prep.other' }))
    expect(made.nodes[0]).toBe(chain.nodes[0])
    expect(made.nodes[1].type).toBe('prep.other')
  })
})

describe('connecting', () => {
  const loose = line(['a:data.read', 'b:prep.step', 'm:model.learn', 'u:use', 'j:judge', 'w:output.write'], ['a>b'])

  it.each([
    ['a', 'm', undefined],
    ['m.model', 'u.model', undefined],
    ['m', 'j', undefined],
    ['m.model', 'u', /Use takes a table, not a model/],
    ['a', 'u.model', /Use takes a model, not a table/],
    ['a', 'b', /connected already/],
    ['a.frame', 'b.frame', /connected already/],
    ['b', 'b', /close a circle/],
    ['w', 'b', /Write gives nothing/],
    ['b', 'a', /Read takes nothing/],
    ['nobody', 'b', /not a node/],
  ])('%s to %s: %s', (from, to, sentence) => {
    const told = refusal(loose, specs, { from, to })
    if (sentence === undefined) expect(told).toBeUndefined()
    else expect(told).toMatch(sentence)
  })

  it('refuses a circle over several nodes', () => {
    expect(refusal(chain, specs, { from: 'c', to: 'b' })).toMatch(/circle/)
  })

  it('an input that is taken gives its edge up', () => {
    const made = connect(line(['a:data.read', 'x:data.read', 'b:prep.step'], ['a>b']), specs, {
      from: 'x',
      to: 'b.frame',
    })
    expect(edgesOf(made)).toEqual(['x>b.frame'])
  })

  it('an input for many keeps what it has, in order', () => {
    const made = connect(line(['a:data.read', 'x:data.read', 'j:judge'], ['a>j']), specs, { from: 'x', to: 'j' })
    expect(edgesOf(made)).toEqual(['a>j', 'x>j'])
  })

  it('two inputs of one node do not meet', () => {
    const made = connect(line(['a:data.read', 'm:model.learn', 'u:use'], ['a>u']), specs, {
      from: 'm.model',
      to: 'u.model',
    })
    expect(edgesOf(made)).toEqual(['a>u', 'm.model>u.model'])
  })

  it('is undone by disconnecting', () => {
    expect(edgesOf(disconnect(chain, { from: 'b', to: 'c' }))).toEqual(['a>b', 'c>d'])
  })

  it('finds the end that fits', () => {
    const learn = specs.get('model.learn')!
    expect(fittingEnd(learn, 'm', 'frame', 'output')).toBe('m')
    expect(fittingEnd(learn, 'm', 'model', 'output')).toBe('m.model')
    expect(fittingEnd(learn, 'm', 'model', 'input')).toBeUndefined()
  })
})

describe('inserting on an edge', () => {
  const node = (type: string) => ({ id: 'n', type, params: {} })

  it('puts the node between, in the place of the edge', () => {
    const made = insertOnEdge(chain, specs, { from: 'b', to: 'c' }, node('prep.step'), [7, 8])
    expect(edgesOf(made)).toEqual(['a>b', 'b>n', 'n>c', 'c>d'])
    expect(made.canvas!.positions!['n']).toEqual([7, 8])
    expect(faultsOf(made, specs)).toEqual([])
  })

  it('takes a node that is there already', () => {
    const there = addNode(chain, node('prep.step'), [0, 0])
    const made = insertOnEdge(there, specs, { from: 'a', to: 'b' }, node('prep.step'), [7, 8])
    expect(made.nodes.filter(n => n.id === 'n')).toHaveLength(1)
    expect(edgesOf(made)).toContain('a>n')
  })

  it.each(['data.read', 'output.write'])('leaves the document as it is for %s', type => {
    expect(insertOnEdge(chain, specs, { from: 'b', to: 'c' }, node(type), [0, 0])).toBe(chain)
  })

  it('knows models from tables', () => {
    const wired = line(['a:data.read', 'm:model.learn', 'u:use'], ['a>m', 'a>u', 'm.model>u.model'])
    expect(insertOnEdge(wired, specs, { from: 'm.model', to: 'u.model' }, node('prep.step'), [0, 0])).toBe(wired)
  })
})

describe('replacing', () => {
  it('keeps edges and the parameters that both have', () => {
    const set = setParameter(setParameter(chain, 'b', 'k', 5), 'b', 'share', 0.1)
    const made = replaceNode(set, 'b', specs.get('prep.other')!, specs)
    expect(made.nodes[1]).toEqual({ id: 'b', type: 'prep.other', params: { k: 5 } })
    expect(edgesOf(made)).toEqual(edgesOf(chain))
  })

  it('drops edges that no longer fit', () => {
    const wired = line(['a:data.read', 'm:model.learn', 'u:use'], ['a>m', 'm>u', 'm.model>u.model'])
    expect(edgesOf(replaceNode(wired, 'm', specs.get('prep.step')!, specs))).toEqual(['a>m', 'm>u'])
    expect(edgesOf(replaceNode(chain, 'b', specs.get('output.write')!, specs))).toEqual(['a>b', 'c>d'])
    expect(edgesOf(replaceNode(chain, 'b', specs.get('data.read')!, specs))).toEqual(['b>c', 'c>d'])
  })

  it('drops a value that the new type does not take', () => {
    const made = replaceNode(setParameter(chain, 'b', 'k', 500), 'b', specs.get('prep.other')!, specs)
    expect(made.nodes[1].params).toEqual({})
  })

  it('finds a port of the kind that travels where the names differ', () => {
    const wired = line(['a:data.read', 'm:model.learn', 'u:use'], ['a>m', 'a>u', 'm.model>u.model'])
    const given = { ...specs.get('model.learn')!, outputs: [{ name: 'fitted', kind: 'model' as const }] }
    const known = new Map([...specs, ['model.other', { ...given, type: 'model.other' }]])
    const made = replaceNode(wired, 'm', known.get('model.other')!, known)
    expect(edgesOf(made)).toEqual(['a>m', 'a>u', 'm>u.model'])
    expect(faultsOf(made, known)).toEqual([])
  })

  it('keeps one edge where the new type takes one', () => {
    const wired = line(['a:data.read', 'x:data.read', 'j:judge'], ['a>j', 'x>j'])
    const made = replaceNode(wired, 'j', specs.get('prep.step')!, specs)
    expect(edgesOf(made)).toEqual(['a>j'])
    expect(faultsOf(made, specs)).toEqual([])
  })
})

describe('pieces', () => {
  it('hold nodes with the edges among them', () => {
    const piece = cut(chain, new Set(['b', 'c']))
    expect(piece.nodes.map(n => n.id)).toEqual(['b', 'c'])
    expect(piece.edges).toEqual([{ from: 'b', to: 'c' }])
    expect(piece.positions).toEqual({ b: [1, 1], c: [2, 2] })
  })

  it('are pasted under fresh ids, moved', () => {
    const { document, ids } = paste(chain, cut(chain, new Set(['c', 'd'])), [10, 20])
    expect(ids).toEqual(['c2', 'd2'])
    expect(edgesOf(document)).toContain('c2>d2')
    expect(document.canvas!.positions!['d2']).toEqual([13, 23])
    const again = paste(document, cut(document, new Set(['c2'])), [0, 0])
    expect(again.ids).toEqual(['c3'])
  })

  it('keep named ports', () => {
    const wired = line(['m:model.learn', 'u:use'], ['m>u', 'm.model>u.model'])
    expect(edgesOf(paste(wired, cut(wired, new Set(['m', 'u'])), [0, 0]).document).slice(2)).toEqual([
      'm2>u2',
      'm2.model>u2.model',
    ])
  })

  it('share no parameters with what they were copied from', () => {
    const set = setParameter(chain, 'b', 'k', 5)
    const { document, ids } = paste(set, cut(set, new Set(['b'])), [0, 0])
    expect(document.nodes.find(n => n.id === ids[0])!.params).not.toBe(set.nodes[1].params)
  })

  it('take places that the document does not have', () => {
    expect(cut(line(['a:data.read']), new Set(['a']), { a: [5, 6] }).positions).toEqual({ a: [5, 6] })
    expect(cut(line(['a:data.read']), new Set(['a'])).positions).toEqual({ a: [0, 0] })
  })
})

it('a place is changed without touching the rest', () => {
  const made = place(chain, { b: [9, 9] })
  expect(made.canvas!.positions).toEqual({ a: [0, 0], b: [9, 9], c: [2, 2], d: [3, 3] })
  expect(made.canvas!.groups).toBe(chain.canvas!.groups)
  expect(chain.canvas!.positions!['b']).toEqual([1, 1])
})
