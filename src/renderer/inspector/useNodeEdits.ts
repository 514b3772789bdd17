import { nodeSpecs } from '../../compute'
import { cut, idRefusal, paste, removeNodes, renameNode, setDisabled } from '../../shared/pipeline/edit'
import { useCanvas } from '../canvas/canvasStore'
import { useDocument } from '../stores/document'
import { useQuestion } from '../stores/question'
import { useView } from '../stores/view'

/** What the inspector does with the nodes that are selected. */
export function useNodeEdits() {
  const documents = useDocument()
  const view = useView()
  const canvas = useCanvas()
  const questions = useQuestion()

  function disable(ids: readonly string[], off: boolean): void {
    documents.edit(off ? 'switch off' : 'switch on', document =>
      ids.reduce((made, id) => setDisabled(made, id, off), document),
    )
  }

  async function rename(id: string): Promise<void> {
    const to = (
      await questions.ask({
        title: `Rename ${id}`,
        text: 'The id names the node in the file, in results and on the command line.',
        field: { label: 'Id', value: id },
        yes: 'Rename',
      })
    )?.trim()
    if (!to || to === id) return
    const refused = idRefusal(documents.document, id, to)
    if (refused) return view.say({ tone: 'bad', text: refused })
    documents.edit('rename', document => renameNode(document, id, to))
    view.select(to)
  }

  function duplicate(ids: readonly string[]): void {
    let made: readonly string[] = []
    documents.edit(ids.length === 1 ? 'duplicate' : `duplicate ${ids.length} nodes`, document => {
      const pasted = paste(document, cut(document, new Set(ids), canvas.positions), [32, 112])
      made = pasted.ids
      return pasted.document
    })
    view.select(...made)
  }

  function remove(ids: readonly string[]): void {
    documents.edit(ids.length === 1 ? 'delete node' : `delete ${ids.length} nodes`, document =>
      removeNodes(document, new Set(ids), nodeSpecs),
    )
    view.select()
  }

  /** Opens the canvas's list of nodes that can stand in its place. */
  function replace(id: string): void {
    const at = canvas.positions[id] ?? [0, 0]
    canvas.opening = { screen: canvas.camera?.toScreen(at) ?? [240, 120], at, replaces: id }
  }

  return { disable, rename, duplicate, remove, replace }
}
