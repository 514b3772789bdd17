import { describe, expect, it } from 'vitest'
import { readyPart, waitingOn } from './ready'
import { edgesOf, line, specs } from './specs.fixture'
import { faultsOf } from './validate'

const whole = line(['a:data.read', 'b:prep.step', 'c:model.learn'], ['a>b', 'b>c'])
const beside = (nodes: string[], edges: string[] = []) =>
  line(['a:data.read', 'b:prep.step', 'c:model.learn', ...nodes], ['a>b', 'b>c', ...edges])
const ids = (part: ReturnType<typeof readyPart>): string[] => part.document.nodes.map(n => n.id)
const unready = (part: ReturnType<typeof readyPart>): string[] => part.unready.map(u => u.node)

describe('what of a document can run', () => {
  it('is all of it where nothing is wrong', () => {
    expect(readyPart(whole, specs)).toEqual({ document: whole, unready: [], left: 0 })
    expect(readyPart(whole, specs).document).toBe(whole)
  })

  it('leaves out a loose node and what it feeds', () => {
    const made = beside(
      ['loose:prep.step', 'behind:prep.other', 'both:judge'],
      ['loose>behind', 'behind>both', 'b>both'],
    )
    const part = readyPart(made, specs)
    expect(ids(part)).toEqual(['a', 'b', 'c'])
    expect(edgesOf(part.document)).toEqual(['a>b', 'b>c'])
    expect([unready(part), part.left]).toEqual([['loose'], 3])
    expect(part.unready[0].fault.message).toBe('loose has nothing on its input frame.')
    expect(faultsOf(part.document, specs)).toEqual([])
  })

  it('tells of each node that is left out which one it waits for', () => {
    expect(waitingOn(whole, specs)).toEqual(new Map())
    const made = beside(
      ['loose:prep.step', 'behind:prep.other', 'both:judge', 'last:judge', 'later:prep.step'],
      ['loose>behind', 'behind>both', 'b>both', 'later>last'],
    )
    expect(waitingOn(made, specs)).toEqual(
      new Map([
        ['behind', 'loose'],
        ['both', 'loose'],
        ['last', 'later'],
      ]),
    )
  })

  it('leaves out wrong settings, unknown types, bad wires and circles', () => {
    const wrong = { ...whole, nodes: whole.nodes.map(n => (n.id === 'b' ? { ...n, params: { k: 99 } } : n)) }
    expect([ids(readyPart(wrong, specs)), unready(readyPart(wrong, specs))]).toEqual([['a'], ['b']])
    const unknown = readyPart(beside(['x:no.such']), specs)
    expect([ids(unknown), unready(unknown)]).toEqual([['a', 'b', 'c'], ['x']])
    const crossed = readyPart(beside(['w:output.write'], ['c.model>w']), specs)
    expect([ids(crossed), unready(crossed)]).toEqual([['a', 'b', 'c'], ['w']])
    const ghost = readyPart(beside(['d:prep.step'], ['ghost>d']), specs)
    expect([ids(ghost), unready(ghost)]).toEqual([['a', 'b', 'c'], ['d']])
    const circle = readyPart(
      beside(['x:prep.step', 'y:prep.step', 'z:prep.other', 'loose:prep.step'], ['x>y', 'y>x', 'y>z']),
      specs,
    )
    expect([ids(circle), unready(circle), circle.left]).toEqual([['a', 'b', 'c'], ['x', 'y', 'loose'], 4])
    for (const part of [unknown, crossed, ghost, circle]) expect(faultsOf(part.document, specs)).toEqual([])
  })
})
