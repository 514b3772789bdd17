import { type Alignment, alignments } from '../layout/align'
import { useCanvas } from './board/canvasStore'
import { usePipeline } from '../node/pipeline'
import { grid } from '../layout/geometry'
import { useAdding } from './adding/useAdding'
import { useArranging } from './editing/useArranging'
import { usePieces } from './editing/usePieces'
import { useSelection } from './editing/useSelection'
import { useClipboard } from '../stores/clipboard'
import { useView } from '../stores/view'
import type { Action } from '../actions/action'
import { useNext } from './next/nextStore'
import { useWiringActions } from './wires/wiringActions'

/** What can be done on the canvas. Keys without a modifier count only while the canvas has the focus. */
export function useCanvasActions(): readonly Action[] {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const clipboard = useClipboard()
  const view = useView()
  const adding = useAdding()
  const pieces = usePieces()
  const arranging = useArranging()
  const next = useNext()
  const { picked, node, group, wire } = useSelection()

  const here = (): boolean =>
    view.page === 'canvas' && (view.dialog === 'commands' || (view.dialog === null && onCanvas()))
  const nodes =
    (least: number): (() => boolean) =>
    () =>
      here() && picked.value.size >= least
  const copies = (): boolean => nodes(1)() && (getSelection()?.isCollapsed ?? true)
  const grouped = (): boolean => here() && group.value !== undefined
  const camera = (): boolean => here() && canvas.camera !== null

  return [
    ...useWiringActions(here),
    of('node.quickAdd', 'Add a node', 'plus', ['Space'], () => here() && !canvas.opening, adding.openQuickAdd),
    of('node.find', 'Find a node', 'search', ['/'], () => view.page === 'canvas', focusPalette),
    of('next.take', 'Add the next step', 'list-checks', ['Enter'], () => here() && next.shown && next.leads, next.take),
    of(
      'next.all',
      'Add all next steps',
      'list-checks',
      [],
      () => here() && next.shown && !!next.plan?.next,
      next.takeAll,
    ),
    of(
      'next.show',
      'Show the next steps',
      'list-checks',
      [],
      () => pipeline.nodes.size > 0 && !next.shown,
      next.show,
      'View',
    ),
    of('node.open', 'Open', 'sliders-horizontal', ['Enter'], () => here() && view.selected.size === 1, arranging.open),
    of('node.rename', 'Rename', 'pencil', ['F2'], () => (here() && node.value !== undefined) || grouped(), rename),
    of('node.toggle', 'Switch off or on', 'power', ['D'], nodes(1), pieces.toggle),
    of('node.replace', 'Replace…', 'replace', ['R'], () => here() && node.value !== undefined, pieces.replace),
    of('node.insert', 'Insert a node…', 'plus', ['I'], () => here() && wire.value !== undefined, pieces.insert),
    of('edit.copy', 'Copy', 'copy', ['Mod+C'], copies, pieces.copy, 'Edit'),
    of('edit.cut', 'Cut', 'scissors', ['Mod+X'], copies, pieces.cutOut, 'Edit'),
    of(
      'edit.paste',
      'Paste',
      'clipboard-paste',
      ['Mod+V'],
      () => here() && !!clipboard.piece,
      pieces.pasteStep,
      'Edit',
    ),
    of('edit.duplicate', 'Duplicate', 'copy-plus', ['Mod+D'], nodes(1), pieces.duplicate, 'Edit'),
    ...alignments.map(by =>
      of(`node.align.${by}`, `Align ${by}`, alignIcons[by], [], nodes(2), () => arranging.align(by)),
    ),
    of('node.distribute', 'Distribute', 'align-horizontal-distribute-center', [], nodes(3), arranging.distribute),
    of('node.group', 'Group', 'group', ['Mod+G'], nodes(1), arranging.makeGroup),
    of('node.ungroup', 'Ungroup', 'ungroup', ['Mod+Shift+G'], grouped, arranging.dissolve),
    of('node.fold', 'Collapse or expand', 'shrink', [], grouped, arranging.fold),
    of('canvas.zoomOut', 'Zoom out', 'minus', ['-'], camera, () => canvas.camera?.zoomBy(0.8), 'View'),
    of('canvas.zoomIn', 'Zoom in', 'plus', ['='], camera, () => canvas.camera?.zoomBy(1.25), 'View'),
    of('canvas.fit', 'Zoom to fit', 'maximize', ['F'], camera, () => canvas.camera?.fit(), 'View'),
    of('canvas.arrange', 'Arrange', 'layout-grid', ['L'], () => here() && pipeline.nodes.size > 0, arranging.arrange),
    of('canvas.note', 'Add a note', 'sticky-note', ['N'], here, arranging.addEmptyNote),
    ...moves(() => here() && view.selected.size > 0, arranging.nudge),
  ]

  function rename(): void {
    canvas.renaming = [...view.selected][0] ?? null
  }
}

const alignIcons: Readonly<Record<Alignment, string>> = {
  left: 'align-start-vertical',
  centre: 'align-center-vertical',
  right: 'align-end-vertical',
  top: 'align-start-horizontal',
  middle: 'align-center-horizontal',
  bottom: 'align-end-horizontal',
}

function of(
  id: string,
  title: string,
  icon: string,
  keys: readonly string[],
  enabled: () => boolean,
  perform: () => void,
  group: Action['group'] = 'Node',
): Action {
  return { id, title, group, icon, keys, enabled, perform }
}

/** Arrows move by a step of the grid, with Shift by a pixel. */
function moves(enabled: () => boolean, nudge: (by: readonly [number, number]) => void): Action[] {
  const ways = [
    ['Left', -1, 0],
    ['Right', 1, 0],
    ['Up', 0, -1],
    ['Down', 0, 1],
  ] as const
  return ways.flatMap(([name, x, y]): Action[] => {
    const title = `Move ${name.toLowerCase()}`
    return [
      of(`canvas.move${name}`, title, 'move', [`Arrow${name}`], enabled, () => nudge([grid * x, grid * y])),
      of(`canvas.nudge${name}`, `${title} by a pixel`, 'move', [`Shift+Arrow${name}`], enabled, () => nudge([x, y])),
    ]
  })
}

/** Whether keys are meant for the canvas: the focus is nowhere or on it, and not on one of its buttons or fields. */
function onCanvas(): boolean {
  const at = document.activeElement
  if (!at || at === document.body) return true
  return at.closest('.canvas') !== null && !at.matches('input, textarea, select, button')
}

const focusPalette = (): void => document.getElementById('palette-search')?.focus()
