import { expect, it } from 'vitest'
import { addNote, changeGroup, groupNodes, notesOf } from '../../shared/pipeline/board'
import type { Pipeline } from '../../shared/pipeline/document'
import { place } from '../../shared/pipeline/edit'
import { line } from '../../shared/pipeline/specs.fixture'
import { clearOfNotes, occupied } from './occupied'
import { expanded, tidied } from './tidy'

const made = (ids: string, edges: readonly string[]): Pipeline =>
  line(
    ids.split('').map(id => `${id}:prep.step`),
    edges,
  )
const placesOf = (document: Pipeline) => document.canvas!.positions!

it('a collapsed group takes the room of one card, and keeps its inner order', () => {
  const row = place(made('abcd', ['a>b', 'b>c', 'c>d']), { a: [0, 0], b: [50, 500], c: [300, 540], d: [900, 0] })
  const grouped = groupNodes(row, new Set(['b', 'c']), 'Two')
  const open = placesOf(tidied(grouped, [900, 400]))
  expect([open['b'], open['c'], open['d']]).toEqual([
    [224, 0],
    [448, 0],
    [672, 0],
  ])
  const folded = placesOf(tidied(changeGroup(grouped, 0, { collapsed: true }), [900, 400]))
  expect([folded['b'], folded['c'], folded['d']]).toEqual([
    [224, 0],
    [474, 40],
    [448, 0],
  ])
})

it('a group that opens covers no card', () => {
  const row = place(made('abcd', ['a>b', 'b>c', 'c>d']), { a: [0, 0], b: [224, 0], c: [448, 0], d: [672, 0] })
  const folded = changeGroup(groupNodes(row, new Set(['b', 'c']), 'Two'), 0, { collapsed: true })
  expect(placesOf(expanded(folded, 0, [900, 400]))).toEqual(placesOf(folded))
  const tight = tidied(folded, [900, 400])
  const open = expanded(tight, 0, [900, 400])
  expect(placesOf(tight)['d']).toEqual(placesOf(tight)['c'])
  expect(placesOf(open)['d']).toEqual([672, 0])
  expect(open.canvas!.groups).toEqual([{ title: 'Two', nodes: ['b', 'c'] }])
})

it('notes make room for cards; those beside them stay', () => {
  const row = made('ab', ['a>b'])
  const noted = [
    [20, 20],
    [0, 900],
    [230, 0],
  ].reduce((d, [x, y]) => addNote(d, { text: 'x', at: [x, y], size: [100, 40] }), row)
  expect(notesOf(tidied(noted, [900, 400])).map(n => n.at)).toEqual([
    [0, -70],
    [0, 900],
    [116, -70],
  ])
})

it('notes make room for the frame of a group, after Arrange, grouping and opening', () => {
  const row = place(made('ab', ['a>b']), { a: [0, 0], b: [224, 0] })
  const noted = addNote(row, { text: 'x', at: [200, -40], size: [100, 30] })
  expect(notesOf(tidied(noted, [900, 400]))[0].at).toEqual([200, -40])
  const grouped = groupNodes(noted, new Set(['a', 'b']), 'Two')
  // The frame is 40 above its cards and 16 around them.
  expect(notesOf(tidied(grouped, [900, 400]))[0].at).toEqual([-16, -100])
  expect(notesOf(clearOfNotes(grouped, occupied(grouped).frames[0]))[0].at).toEqual([200, -72])
  const folded = changeGroup(grouped, 0, { collapsed: true })
  expect(occupied(folded)).toMatchObject({ cards: [{ x: 0, y: 0 }], frames: [[]] })
  expect(notesOf(expanded(folded, 0, [900, 400]))[0].at).toEqual([200, -72])
})

it('a note that makes room covers no other note', () => {
  const row = place(made('ab', ['a>b']), { a: [0, 0], b: [224, 0] })
  const two = [
    [20, 20],
    [0, -90],
  ].reduce((d, [x, y]) => addNote(d, { text: 'x', at: [x, y], size: [100, 40] }), row)
  expect(notesOf(tidied(two, [900, 400])).map(n => n.at)).toEqual([
    [116, -70],
    [0, -90],
  ])
})

it('parts that no wire connects stand beside each other where they fit', () => {
  const document = made('abcdxyz', ['a>b', 'b>c', 'c>d', 'x>y'])
  const places = placesOf(tidied(document, [900, 600]))
  expect(places['x']).toEqual([0, 144])
  expect(places['z']).toEqual([448, 144])
})

it('a long line takes the width there is', () => {
  const ids = 'abcdefghijklmnopqrstuvwx'
  const edges = ids
    .slice(1)
    .split('')
    .map((id, i) => `${ids[i]}>${id}`)
  const rows = (room: readonly [number, number]) =>
    new Set(Object.values(placesOf(tidied(made(ids, edges), room))).map(([, y]) => y)).size
  expect(rows([1800, 500])).toBe(3)
  expect(rows([900, 2000])).toBe(6)
})
