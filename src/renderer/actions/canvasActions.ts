import { nodeSpecs } from '../../compute'
import { addNote, changeGroup, groupNodes, groupsOf, moveTo, notesOf, ungroup } from '../../shared/pipeline/board'
import { cut, paste, place, type Position, setDisabled } from '../../shared/pipeline/edit'
import { aligned, distributed, moved, type Places } from '../canvas/align'
import { useCanvas } from '../canvas/canvasStore'
import { arranged } from '../canvas/layout'
import { removeSelected, withMembers } from '../canvas/removal'
import { groupId, indexIn, noteId } from '../canvas/shown'
import { useAdding } from '../canvas/useAdding'
import { useClipboard } from '../stores/clipboard'
import { useDocument } from '../stores/document'
import { useView } from '../stores/view'
import type { Action } from './action'
import { wiringActions } from './wiringActions'

/** What can be done on the canvas. Keys without a modifier count only while the canvas has the focus. */
export function useCanvasActions(): () => readonly Action[] {
  const canvas = useCanvas()
  const clipboard = useClipboard()
  const documents = useDocument()
  const view = useView()
  const adding = useAdding()

  const here = (): boolean => view.page === 'canvas' && view.dialog === null && onCanvas()
  const picked = (): Set<string> => withMembers(documents.document, view.selected)
  const some = (): boolean => here() && view.selected.size > 0
  const several = (): boolean => here() && picked().size > 1
  const one = (): string | undefined => (view.selected.size === 1 ? [...view.selected][0] : undefined)
  const oneNode = (): boolean => here() && canvas.nodes.has(one() ?? '')
  const group = (): number | undefined => indexIn(one() ?? '', 'group')
  const places = (): Places =>
    Object.fromEntries([...picked()].map(id => [id, canvas.positions[id] ?? ([0, 0] as const)]))

  function nudge(by: Position): void {
    const notes = Object.fromEntries(
      notesOf(documents.document).flatMap((note, i): [number, Position][] =>
        view.selected.has(noteId(i)) ? [[i, [note.at[0] + by[0], note.at[1] + by[1]]]] : [],
      ),
    )
    const frame = groupsOf(documents.document)[group() ?? -1]
    const framed = Object.fromEntries((frame?.nodes ?? []).map(id => [id, canvas.positions[id] ?? ([0, 0] as const)]))
    documents.edit('move', d => moveTo(d, moved({ ...places(), ...framed }, by), notes), 'nudge')
  }

  function copy(): void {
    clipboard.keep(cut(documents.document, picked(), canvas.positions))
  }

  function pasteStep(piece = clipboard.piece): void {
    if (!piece) return
    let ids: string[] = []
    documents.edit('paste', document => {
      const made = paste(document, piece, clipboard.step())
      ids = made.ids
      return made.document
    })
    view.select(...ids)
    canvas.camera?.reveal(ids)
  }

  function duplicate(): void {
    copy()
    pasteStep()
  }

  function remove(label: string): void {
    const ids = view.selected
    documents.edit(label, document => removeSelected(document, ids, nodeSpecs))
    view.select()
  }

  function toggle(): void {
    const ids = picked()
    const off = [...ids].some(id => !canvas.nodes.get(id)?.disabled)
    documents.edit(off ? 'switch off' : 'switch on', document =>
      [...ids].reduce((made, id) => setDisabled(made, id, off), document),
    )
  }

  function replace(): void {
    const id = one()
    const at = id === undefined ? undefined : canvas.positions[id]
    if (id === undefined || !at) return
    canvas.opening = { replaces: id, at, screen: canvas.camera?.toScreen([at[0], at[1] + 92]) ?? [0, 0] }
  }

  function note(): void {
    const [x, y] = canvas.camera?.middle() ?? [0, 0]
    const id = noteId(notesOf(documents.document).length)
    documents.edit('add note', d =>
      addNote(d, { text: '', at: [Math.round(x - 120), Math.round(y - 40)], size: [240, 80] }),
    )
    view.select(id)
    canvas.editing = id
  }

  function makeGroup(): void {
    documents.edit('group', document => groupNodes(document, picked(), 'Group'))
    const id = groupId(groupsOf(documents.document).length - 1)
    view.select(id)
    canvas.renaming = id
  }

  function fold(): void {
    const index = group()
    if (index === undefined) return
    const collapsed = !groupsOf(documents.document)[index]?.collapsed
    documents.edit(collapsed ? 'collapse group' : 'expand group', d => changeGroup(d, index, { collapsed }))
  }

  function dissolve(): void {
    const index = group()
    if (index !== undefined) documents.edit('ungroup', document => ungroup(document, index))
    view.select()
  }

  function openSelected(): void {
    const id = one() ?? ''
    if (indexIn(id, 'note') !== undefined) canvas.editing = id
    else if (group() !== undefined) fold()
    else {
      view.tab = 'parameters'
      document.querySelector<HTMLElement>('.insp :is(input, select, textarea, button)')?.focus()
    }
  }

  const arrange = (): void => {
    documents.edit('arrange', document => place(document, arranged(document)))
    requestAnimationFrame(() => canvas.camera?.fit())
  }
  const setPlaces = (label: string, change: (p: Places) => Record<string, Position>): void =>
    documents.edit(label, document => place(document, change(places())))

  const arrows = [
    ['Left', -1, 0],
    ['Right', 1, 0],
    ['Up', 0, -1],
    ['Down', 0, 1],
  ] as const

  return () => [
    ...wiringActions({ canvas, documents, view, here }),
    {
      id: 'node.quickAdd',
      title: 'Add a node',
      group: 'Node',
      icon: 'plus',
      keys: ['Space'],
      enabled: () => here() && !canvas.opening,
      perform: adding.openQuickAdd,
    },
    {
      id: 'node.find',
      title: 'Find a node',
      group: 'Node',
      icon: 'search',
      keys: ['/'],
      enabled: () => view.page === 'canvas',
      perform: () => document.getElementById('palette-search')?.focus(),
    },
    {
      id: 'node.open',
      title: 'Open',
      group: 'Node',
      icon: 'sliders-horizontal',
      keys: ['Enter'],
      enabled: () => here() && view.selected.size === 1,
      perform: openSelected,
    },
    {
      id: 'node.rename',
      title: 'Rename',
      group: 'Node',
      icon: 'pencil',
      keys: ['F2'],
      enabled: () => here() && (oneNode() || group() !== undefined),
      perform: () => void (canvas.renaming = one() ?? null),
    },
    {
      id: 'node.toggle',
      title: 'Switch off or on',
      group: 'Node',
      icon: 'power',
      keys: ['D'],
      enabled: () => here() && picked().size > 0,
      perform: toggle,
    },
    {
      id: 'node.replace',
      title: 'Replace…',
      group: 'Node',
      icon: 'replace',
      keys: ['R'],
      enabled: oneNode,
      perform: replace,
    },
    {
      id: 'edit.copy',
      title: 'Copy',
      group: 'Edit',
      icon: 'copy',
      keys: ['Mod+C'],
      enabled: () => here() && picked().size > 0 && noText(),
      perform: copy,
    },
    {
      id: 'edit.cut',
      title: 'Cut',
      group: 'Edit',
      icon: 'scissors',
      keys: ['Mod+X'],
      enabled: () => here() && picked().size > 0 && noText(),
      perform: () => {
        copy()
        remove('cut')
      },
    },
    {
      id: 'edit.paste',
      title: 'Paste',
      group: 'Edit',
      icon: 'clipboard-paste',
      keys: ['Mod+V'],
      enabled: () => here() && clipboard.piece !== null,
      perform: () => pasteStep(),
    },
    {
      id: 'edit.duplicate',
      title: 'Duplicate',
      group: 'Edit',
      icon: 'copy-plus',
      keys: ['Mod+D'],
      enabled: () => here() && picked().size > 0,
      perform: duplicate,
    },
    {
      id: 'node.alignLeft',
      title: 'Align left',
      group: 'Node',
      icon: 'align-start-vertical',
      enabled: several,
      perform: () => setPlaces('align left', p => aligned(p, 'left')),
    },
    {
      id: 'node.alignTop',
      title: 'Align top',
      group: 'Node',
      icon: 'align-start-horizontal',
      enabled: several,
      perform: () => setPlaces('align top', p => aligned(p, 'top')),
    },
    {
      id: 'node.distribute',
      title: 'Distribute',
      group: 'Node',
      icon: 'align-horizontal-distribute-center',
      enabled: () => here() && picked().size > 2,
      perform: () => setPlaces('distribute', distributed),
    },
    {
      id: 'node.group',
      title: 'Group',
      group: 'Node',
      icon: 'group',
      keys: ['Mod+G'],
      enabled: () => here() && picked().size > 0,
      perform: makeGroup,
    },
    {
      id: 'node.ungroup',
      title: 'Ungroup',
      group: 'Node',
      icon: 'ungroup',
      keys: ['Mod+Shift+G'],
      enabled: () => here() && group() !== undefined,
      perform: dissolve,
    },
    {
      id: 'node.fold',
      title: 'Collapse or expand group',
      group: 'Node',
      icon: 'shrink',
      enabled: () => here() && group() !== undefined,
      perform: fold,
    },
    {
      id: 'canvas.zoomOut',
      title: 'Zoom out',
      group: 'View',
      icon: 'minus',
      keys: ['-'],
      enabled: here,
      perform: () => canvas.camera?.zoomBy(1 / 1.25),
    },
    {
      id: 'canvas.zoomIn',
      title: 'Zoom in',
      group: 'View',
      icon: 'plus',
      keys: ['='],
      enabled: here,
      perform: () => canvas.camera?.zoomBy(1.25),
    },
    {
      id: 'canvas.fit',
      title: 'Zoom to fit',
      group: 'View',
      icon: 'maximize',
      keys: ['F'],
      enabled: here,
      perform: () => canvas.camera?.fit(),
    },
    {
      id: 'canvas.arrange',
      title: 'Arrange',
      group: 'Node',
      icon: 'layout-grid',
      keys: ['L'],
      enabled: () => here() && documents.document.nodes.length > 0,
      perform: arrange,
    },
    {
      id: 'canvas.note',
      title: 'Add a note',
      group: 'Node',
      icon: 'sticky-note',
      keys: ['N'],
      enabled: here,
      perform: note,
    },
    ...arrows.flatMap(([name, x, y]): Action[] => [
      {
        id: `canvas.move${name}`,
        title: `Move ${name.toLowerCase()}`,
        group: 'Node',
        keys: [`Arrow${name}`],
        enabled: some,
        perform: () => nudge([8 * x, 8 * y]),
      },
      {
        id: `canvas.nudge${name}`,
        title: `Move ${name.toLowerCase()} by a pixel`,
        group: 'Node',
        keys: [`Shift+Arrow${name}`],
        enabled: some,
        perform: () => nudge([x, y]),
      },
    ]),
  ]
}

/** Whether keys are meant for the canvas: the focus is nowhere or on it, and not on one of its buttons or fields. */
function onCanvas(): boolean {
  const at = document.activeElement
  if (!at || at === document.body) return true
  return (
    at.closest('.canvas') !== null && !at.matches('input, textarea, select, button') && !at.closest('[role="menu"]')
  )
}

const noText = (): boolean => getSelection()?.isCollapsed ?? true
