import { describe, expect, it } from 'vitest'
import { addNote, changeGroup, groupNodes } from '../../shared/pipeline/board'
import { edgesOf, line, specs } from '../../shared/pipeline/specs.fixture'
import { groupState } from '../canvas/cards/groupState'
import { noteText } from '../canvas/cards/noteText'
import { removeSelected, withMembers } from '../canvas/editing/removal'
import { groupId, indexIn, noteId, sceneOf } from './scene'

const document = line(
  ['d:output.write', 'a:data.read', 'b:prep.step', 'c:model.learn', 'u:use'],
  ['a>b', 'b>c', 'c>u', 'c.model>u.model', 'c>d'],
  { positions: { a: [0, 0], b: [224, 0], c: [448, 16], d: [0, 144], u: [672, 0] } },
)
const grouped = groupNodes(document, new Set(['b', 'c']), 'Middle')
const folded = changeGroup(grouped, 0, { collapsed: true })
const wires = (d: typeof document): string[] => sceneOf(d, specs).edges.map(e => e.id)

describe('what is shown of a document', () => {
  it('are its nodes in the order of the line', () => {
    const ids = sceneOf(document, specs).nodes.map(n => n.id)
    expect(ids.indexOf('d')).toBeGreaterThan(ids.indexOf('c'))
    expect(ids).toHaveLength(5)
  })

  it('are its wires, ports by name', () => {
    expect(wires(document)).toEqual([
      'a.frame>b.frame',
      'b.frame>c.frame',
      'c.frame>u.frame',
      'c.model>u.model',
      'c.frame>d.frame',
    ])
  })

  it('is the frame of an open group around its nodes', () => {
    expect(sceneOf(grouped, specs).groups[0].box).toEqual({ x: 208, y: -40, width: 440, height: 156 })
    expect(wires(grouped)).toEqual(wires(document))
  })

  it('are the parts of a frame that covers no other card', () => {
    const apart = sceneOf(groupNodes(document, new Set(['a', 'c']), 'Ends'), specs).groups[0]
    expect(apart.frames).toHaveLength(2)
    expect(apart.box).toEqual({ x: -16, y: -40, width: 664, height: 156 })
  })

  it('is one card for a collapsed group, with the wires that leave it', () => {
    const { nodes, groups, edges } = sceneOf(folded, specs)
    expect(nodes.map(n => n.id).sort()).toEqual(['a', 'd', 'u'])
    expect(groups[0].box).toEqual({ x: 224, y: 0, width: 184, height: 84 })
    expect(edges.map(e => e.id)).toEqual([
      'a.frame>group:0.in',
      'group:0.out>u.frame',
      'group:0.out>u.model',
      'group:0.out>d.frame',
    ])
  })

  it('skips wires to nowhere', () => {
    expect(wires(line(['a:data.read', 'b:nothing'], ['a>b', 'a>zzz']))).toEqual([])
  })

  it('tells notes and groups from nodes', () => {
    expect(indexIn(noteId(3), 'note')).toBe(3)
    expect(indexIn(groupId(0), 'note')).toBeUndefined()
    expect(indexIn('note', 'note')).toBeUndefined()
  })
})

describe('removing what is selected', () => {
  it('takes notes, wires and nodes', () => {
    const noted = addNote(addNote(document, { text: 'x', at: [0, 0] }), { text: 'y', at: [0, 0] })
    const made = removeSelected(noted, new Set(['note:0', 'd', 'c.model>u.model']), specs)
    expect(made.canvas!.notes!.map(n => n.text)).toEqual(['y'])
    expect(edgesOf(made)).toEqual(['a>b', 'b>c', 'c>u'])
  })

  it('takes a collapsed group with its nodes, of an open one the frame', () => {
    expect([...withMembers(folded, new Set(['group:0', 'a']))].sort()).toEqual(['a', 'b', 'c'])
    expect(removeSelected(folded, new Set(['group:0']), specs).nodes.map(n => n.id)).toEqual(['d', 'a', 'u'])
    const opened = removeSelected(grouped, new Set(['group:0']), specs)
    expect(opened.canvas!.groups).toEqual([])
    expect(opened.nodes).toHaveLength(5)
  })
})

it.each([
  [['done', 'failed', 'running'], 'failed'],
  [['done', 'running', 'queued'], 'running'],
  [['done', 'stale'], 'stale'],
  [['done', 'skipped'], 'done'],
  [['ready', 'done'], 'ready'],
] as const)('a group of %j is %s', (statuses, state) => {
  expect(groupState(statuses)).toBe(state)
})

it('a note has lines and strong words', () => {
  expect(noteText('**Split** first\nthen 2 ** 3')).toEqual([
    [
      { text: 'Split', strong: true },
      { text: ' first', strong: false },
    ],
    [{ text: 'then 2 ** 3', strong: false }],
  ])
})
