import { describe, expect, it } from 'vitest'
import { addNote, changeGroup, changeNote, groupNodes, moveTo, notesOf, removeNotes, ungroup } from './board'
import { parsePipeline, writePipeline } from './document'
import { line } from './specs.fixture'

const document = line(['a:data.read', 'b:prep.step', 'c:prep.other'], ['a>b', 'b>c'])
const noted = ['one', 'two', 'three'].reduce((made, text, i) => addNote(made, { text, at: [i, i] }), document)

describe('notes', () => {
  it('are added, changed and removed by their place in the list', () => {
    expect(notesOf(noted).map(n => n.text)).toEqual(['one', 'two', 'three'])
    expect(notesOf(changeNote(noted, 1, { text: 'zwei', size: [8, 8] }))[1]).toEqual({
      text: 'zwei',
      at: [1, 1],
      size: [8, 8],
    })
    expect(notesOf(removeNotes(noted, new Set([0, 2]))).map(n => n.text)).toEqual(['two'])
    expect(removeNotes(noted, new Set())).toBe(noted)
  })

  it('move with nodes', () => {
    const made = moveTo(noted, { a: [5, 5] }, { 2: [7, 7] })
    expect(made.canvas!.positions).toEqual({ a: [5, 5] })
    expect(notesOf(made).map(n => n.at)).toEqual([
      [0, 0],
      [1, 1],
      [7, 7],
    ])
    expect(moveTo(noted, {}, {})).toBe(noted)
  })
})

describe('groups', () => {
  it('hold nodes in document order, each node in one group', () => {
    const one = groupNodes(document, new Set(['c', 'b']), 'Prepare')
    expect(one.canvas!.groups).toEqual([{ title: 'Prepare', nodes: ['b', 'c'] }])
    const two = groupNodes(one, new Set(['a', 'b']), 'Start')
    expect(two.canvas!.groups).toEqual([
      { title: 'Prepare', nodes: ['c'] },
      { title: 'Start', nodes: ['a', 'b'] },
    ])
    expect(groupNodes(two, new Set(['c']), 'Last').canvas!.groups!.map(g => g.title)).toEqual(['Start', 'Last'])
  })

  it('of nothing are none', () => {
    expect(groupNodes(document, new Set(['nobody']), 'Empty')).toBe(document)
  })

  it('collapse, open and dissolve', () => {
    const made = groupNodes(document, new Set(['b']), 'Prepare')
    const folded = changeGroup(made, 0, { collapsed: true })
    expect(folded.canvas!.groups![0]).toEqual({ title: 'Prepare', nodes: ['b'], collapsed: true })
    expect(changeGroup(folded, 0, { collapsed: false })).toEqual(made)
    expect(ungroup(folded, 0).canvas!.groups).toEqual([])
  })

  it('are written and read', () => {
    const made = changeGroup(groupNodes(noted, new Set(['b']), 'Prepare'), 0, { collapsed: true })
    expect(parsePipeline(writePipeline(made))).toEqual(made)
  })
})
