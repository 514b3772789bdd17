import { nextTick } from 'vue'
import {
  addNote,
  changeGroup,
  groupNodes,
  groupsOf,
  moveTo,
  noteSize,
  notesOf,
  ungroup,
} from '../../../shared/pipeline/board'
import { place, type Position } from '../../../shared/pipeline/edit'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import { type Alignment, aligned, distributed, moved, type Places } from '../../layout/align'
import { useCanvas } from '../board/canvasStore'
import { boxAt, freeCorner } from '../../layout/geometry'
import { clearOfNotes, occupied } from '../../layout/occupied'
import { groupId, noteId } from '../../layout/scene'
import { expanded, tidied } from '../../layout/tidy'
import { useSelection } from './useSelection'

/** Moving, aligning, grouping and noting. */
export function useArranging() {
  const canvas = useCanvas()
  const documents = useDocument()
  const view = useView()
  const { picked, one, group, note, places, placeOf } = useSelection()

  /** Moves what is selected by some pixels; presses within a second are one change. */
  function nudge(by: Position): void {
    const notes = Object.fromEntries(
      notesOf(documents.document).flatMap((n, i): [number, Position][] =>
        view.selected.has(noteId(i)) ? [[i, [n.at[0] + by[0], n.at[1] + by[1]]]] : [],
      ),
    )
    const framed = groupsOf(documents.document)[group.value ?? -1]?.nodes ?? []
    const nodes = { ...places(), ...Object.fromEntries(framed.map(id => [id, placeOf(id)])) }
    documents.edit('move', d => moveTo(d, moved(nodes, by), notes), 'nudge')
  }

  function change(label: string, by: (p: Places) => Record<string, Position>): void {
    documents.edit(label, document => place(document, by(places())))
    canvas.camera?.reveal([...picked.value])
  }
  function align(by: Alignment): void {
    const others = canvas.scene.nodes.flatMap(({ id }) =>
      picked.value.has(id) || !canvas.positions[id] ? [] : [canvas.positions[id]],
    )
    change(`align ${by}`, p => aligned(p, by, others))
  }
  const distribute = (): void => change('distribute', distributed)

  function arrange(): void {
    documents.edit('arrange', document => tidied(document, canvas.camera?.room() ?? [0, 0]))
    requestAnimationFrame(() => canvas.camera?.fit())
  }

  function addEmptyNote(): void {
    const [x, y] = canvas.camera?.middle() ?? [0, 0]
    const id = noteId(notesOf(documents.document).length)
    const { cards, frames, notes } = occupied(documents.document)
    const taken = [...cards, ...frames.flat(), ...notes]
    const at = freeCorner(boxAt([x - noteSize[0] / 2, y - noteSize[1] / 2], noteSize), taken)
    documents.edit('add note', document => addNote(document, { text: '', at, size: [...noteSize] }))
    view.select(id)
    canvas.editing = id
  }

  function makeGroup(): void {
    documents.edit('group', document => {
      const made = groupNodes(document, picked.value, 'Group')
      return clearOfNotes(made, occupied(made).frames.at(-1) ?? [])
    })
    const id = groupId(groupsOf(documents.document).length - 1)
    view.select(id)
    canvas.renaming = id
  }

  /** Collapses or opens the selected group. */
  function fold(): void {
    const index = group.value
    if (index === undefined) return
    const collapsed = !groupsOf(documents.document)[index]?.collapsed
    if (collapsed) documents.edit('collapse group', d => changeGroup(d, index, { collapsed }))
    else documents.edit('expand group', d => expanded(d, index, canvas.camera?.room() ?? [0, 0]))
  }

  function dissolve(): void {
    const index = group.value
    if (index !== undefined) documents.edit('ungroup', document => ungroup(document, index))
    view.select()
  }

  /** Enter: writes in a note, folds a group, leads from a node to its parameters. */
  function open(): void {
    if (note.value !== undefined) canvas.editing = one.value ?? null
    else if (group.value !== undefined) fold()
    else {
      view.inspect('parameters')
      void nextTick(() =>
        document.querySelector<HTMLElement>('.insp .tab-panel :is(input, select, textarea, button)')?.focus(),
      )
    }
  }

  return { nudge, align, distribute, arrange, addEmptyNote, makeGroup, fold, dissolve, open }
}
