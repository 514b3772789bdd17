import { idRefusal, renameNode } from '../../shared/pipeline/edit'
import { usePieces } from '../canvas/editing/usePieces'
import { useDocument } from '../stores/document'
import { useQuestion } from '../stores/question'
import { useView } from '../stores/view'

/** What the inspector does with the nodes that are selected. */
export function useNodeEdits() {
  const documents = useDocument()
  const view = useView()
  const questions = useQuestion()
  const { duplicate, remove, toggle, replace } = usePieces()

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

  return { duplicate, remove: () => remove(), toggle, replace, rename }
}
