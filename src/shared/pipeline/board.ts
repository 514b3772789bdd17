import type { Pipeline } from './document'
import { place, type Position } from './edit'

/** What lies on the canvas beside nodes and edges: notes and groups. Changes are pure functions, as in `edit.ts`. */

type Canvas = NonNullable<Pipeline['canvas']>
export type Note = NonNullable<Canvas['notes']>[number]
export type NodeGroup = NonNullable<Canvas['groups']>[number]

/** Width and height of a note that has none of its own. */
export const noteSize: Position = [240, 80]

export function addNote(document: Pipeline, note: Note): Pipeline {
  return withNotes(document, [...notesOf(document), note])
}

export function changeNote(document: Pipeline, index: number, by: Partial<Note>): Pipeline {
  return withNotes(
    document,
    notesOf(document).map((note, i) => (i === index ? { ...note, ...by } : note)),
  )
}

export function removeNotes(document: Pipeline, indices: ReadonlySet<number>): Pipeline {
  if (indices.size === 0) return document
  return withNotes(
    document,
    notesOf(document).filter((_, i) => !indices.has(i)),
  )
}

export const notesOf = (document: Pipeline): readonly Note[] => document.canvas?.notes ?? []
export const groupsOf = (document: Pipeline): readonly NodeGroup[] => document.canvas?.groups ?? []

/** Makes a group of nodes; they leave the groups that they were in. */
export function groupNodes(document: Pipeline, ids: ReadonlySet<string>, title: string): Pipeline {
  const nodes = document.nodes.map(n => n.id).filter(id => ids.has(id))
  if (nodes.length === 0) return document
  const others = groupsOf(document)
    .map(g => ({ ...g, nodes: g.nodes.filter(id => !ids.has(id)) }))
    .filter(g => g.nodes.length > 0)
  return withGroups(document, [...others, { title, nodes }])
}

/** The group goes, its nodes stay. */
export function ungroup(document: Pipeline, index: number): Pipeline {
  return withGroups(
    document,
    groupsOf(document).filter((_, i) => i !== index),
  )
}

export function changeGroup(document: Pipeline, index: number, by: Partial<NodeGroup>): Pipeline {
  return withGroups(
    document,
    groupsOf(document).map((group, i) => {
      if (i !== index) return group
      const { collapsed, ...made } = { ...group, ...by }
      return { ...made, ...(collapsed && { collapsed }) }
    }),
  )
}

/** Moves nodes and notes: by id, and by index. */
export function moveTo(
  document: Pipeline,
  nodes: Readonly<Record<string, Position>>,
  notes: Readonly<Record<number, Position>>,
): Pipeline {
  const placed = Object.keys(nodes).length > 0 ? place(document, nodes) : document
  if (Object.keys(notes).length === 0) return placed
  return withNotes(
    placed,
    notesOf(placed).map((note, i) => (notes[i] ? { ...note, at: [notes[i][0], notes[i][1]] } : note)),
  )
}

function withNotes(document: Pipeline, notes: readonly Note[]): Pipeline {
  return { ...document, canvas: { ...document.canvas, notes: [...notes] } }
}

function withGroups(document: Pipeline, groups: readonly NodeGroup[]): Pipeline {
  return { ...document, canvas: { ...document.canvas, groups: [...groups] } }
}
