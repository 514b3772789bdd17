import { nodeSpecs } from '../../../compute'
import { cut, paste, place, setDisabled } from '../../../shared/pipeline/edit'
import { edgeOf } from '../../../shared/pipeline/graph'
import { useClipboard } from '../../stores/clipboard'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import { useCanvas } from '../board/canvasStore'
import { usePipeline } from '../../node/pipeline'
import { boxAt, card, freeDrop } from '../../layout/geometry'
import { occupied } from '../../layout/occupied'
import { removeSelected } from './removal'
import { indexIn } from '../../layout/scene'
import { useSelection } from './useSelection'

/** Copying, removing, switching and replacing of what is selected. */
export function usePieces() {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const clipboard = useClipboard()
  const documents = useDocument()
  const view = useView()
  const { picked, one, placeOf, wire, note, group } = useSelection()

  function copy(): void {
    clipboard.keep(cut(documents.document, picked.value, canvas.positions))
  }

  function pasteStep(): void {
    const { piece } = clipboard
    if (!piece) return
    let ids: string[] = []
    const { cards, frames, notes } = occupied(documents.document)
    const boxes = Object.values(piece.positions).map(at => boxAt(at))
    const by = [0, freeDrop(boxes, [...cards, ...frames.flat(), ...notes])] as const
    documents.edit('paste', document => {
      // Nodes without a place of their own would move away from the first one that has one.
      const made = paste(place(document, canvas.positions), piece, by)
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

  function remove(verb = 'delete'): void {
    const ids = view.selected
    const single = wire.value
      ? 'wire'
      : note.value !== undefined
        ? 'note'
        : group.value !== undefined
          ? 'group'
          : 'node'
    documents.edit(`${verb} ${ids.size === 1 ? single : ids.size}`, document =>
      removeSelected(document, ids, nodeSpecs),
    )
    view.select()
  }

  function cutOut(): void {
    copy()
    remove('cut')
  }

  function toggle(): void {
    const ids = picked.value
    const off = [...ids].some(id => !pipeline.nodes.get(id)?.disabled)
    documents.edit(off ? 'switch off' : 'switch on', document =>
      [...ids].reduce((made, id) => setDisabled(made, id, off), document),
    )
  }

  function replace(): void {
    const id = one.value
    if (id === undefined || indexIn(id, 'note') !== undefined) return
    const [x, y] = placeOf(id)
    canvas.opening = { replaces: id, at: [x, y], screen: canvas.camera?.toScreen([x, y + card.height + 8]) ?? [0, 0] }
  }

  function insert(): void {
    const edge = wire.value
    if (!edge) return
    const { from, to } = edgeOf(edge)
    const [[x1, y1], [x2, y2]] = [placeOf(from.node), placeOf(to.node)]
    const screen = canvas.camera?.toScreen([(x1 + x2 + card.width) / 2, (y1 + y2 + card.height) / 2]) ?? [0, 0]
    canvas.opening = { edge, screen, at: [(x1 + x2) / 2, (y1 + y2) / 2 + card.height + 24] }
  }

  return { copy, pasteStep, duplicate, remove, cutOut, toggle, replace, insert }
}
