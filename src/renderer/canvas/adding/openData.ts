import type { Dataset, ImportOptions } from '../../../shared/contracts/datasets'
import { importDefaults } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { isPipelineName } from '../../../shared/pipeline/ending'
import { parsePipeline } from '../../../shared/pipeline/document'
import { addNode, freeId } from '../../../shared/pipeline/edit'
import { formatCount } from '../../../shared/results/format'
import { setsOwn } from '../../../shared/remedy'
import { useCanvas } from '../board/canvasStore'
import { ask } from '../../engine/client'
import { desktop } from '../../engine/desktop'
import { emptyDocument, useDocument } from '../../stores/document'
import { usePathPermissions } from '../../stores/pathPermissions'
import { useProjects } from '../../stores/projects'
import { useRun } from '../../stores/run'
import { useView } from '../../stores/view'
import { useWaiting } from '../../stores/waiting'

export const notRead = ({ name }: File): string => `${name} was not read: it was stopped.`

/** What opening a data file does, wherever it was dropped or chosen. */
export function useOpenData() {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const permissions = usePathPermissions()
  const projects = useProjects()
  const waiting = useWaiting()
  const canvas = useCanvas()

  /** Brings a file into the store and a node for it onto the canvas: a new document from the start page, one more node elsewhere. */
  async function open(file: File, encoding: ImportOptions['encoding'] = 'auto'): Promise<void> {
    const cancel = new AbortController()
    const { signal } = cancel
    const wait = waiting.begin({
      title: `Reading ${file.name}`,
      kind: 'read',
      amount: file.size,
      stop: () => cancel.abort(),
    })
    try {
      const path = (await desktop?.pathOf(file)) ?? null
      if (path !== null) permissions.trust(path)
      if (isPipelineName(file.name)) return await openPipeline(file, path)
      const options = { ...importDefaults, encoding }
      const progress = wait.tell
      const dataset =
        path === null
          ? await ask('datasets.upload', { name: file.name, options }, { bytes: [file], progress, signal })
          : await ask('datasets.open', { path, options }, { progress, signal })
      wait.end(true)
      await place(file.name, dataset, path ?? `dataset:${dataset.fingerprint}`, encoding)
    } catch (thrown) {
      if (signal.aborted) return view.say({ tone: 'plain', text: notRead(file) })
      const error = LatheError.from(thrown)
      const place = error.where?.startsWith(file.name)
        ? error.where
        : `${file.name}${error.where ? `, ${error.where}` : ''}`
      // Bytes that are not UTF-8 are most often Windows' own; the choice can be changed again on the Data page.
      const again = encoding === 'auto' && setsOwn(error.remedy, 'encoding')
      view.say({
        tone: 'bad',
        text: `${place}: ${error.message}`,
        ...(error.remedy && { detail: error.remedy.text }),
        ...(again && { action: { label: 'Read as Windows-1252', perform: () => void open(file, 'windows-1252') } }),
      })
    } finally {
      wait.end()
    }
  }

  const openPipeline = async (file: File, path: string | null): Promise<void> =>
    path === null ? projects.openDocument(parsePipeline(await file.text())) : projects.openPath(path)

  async function place(
    name: string,
    dataset: Dataset,
    path: string,
    encoding: ImportOptions['encoding'],
  ): Promise<void> {
    if (view.page === 'start') {
      run.reset()
      documents.open(emptyDocument(), null)
    }
    // A document that says nothing yet is called after its first file; undo takes the name back with the node.
    const first = documents.document.nodes.length === 0
    const title =
      first && documents.document.name === emptyDocument().name ? name.replace(/\.[^.]+$/, '') : documents.document.name
    const id = freeId(documents.document, 'data.load')
    const below = Math.max(-144, ...Object.values(documents.document.canvas?.positions ?? {}).map(([, y]) => y)) + 144
    documents.edit(`open ${name}`, document =>
      addNode(
        { ...document, name: title },
        { id, type: 'data.file', params: { path, ...(encoding !== 'auto' && { encoding }) } },
        [0, below],
      ),
    )
    view.page = 'canvas'
    view.select(id)
    view.tab = 'data'
    // The first table of a document is led on from; of one more, it is said that it came.
    if (first) canvas.arrived = id
    else {
      const { rows, columns } = dataset.inspection
      canvas.camera?.reveal([id])
      view.say({ tone: 'ok', text: `${name}: ${formatCount(rows, 'row')} × ${formatCount(columns.length, 'column')}` })
    }
    await run.start(id)
  }

  return { open }
}
