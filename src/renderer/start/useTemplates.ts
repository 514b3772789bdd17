import { ask } from '../engine/client'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useTour } from './tourStore'
import { useView } from '../stores/view'
import { tourTemplate } from './tour'

/** Opens what comes with the program. */
export function useTemplates() {
  const documents = useDocument()
  const run = useRun()
  const tour = useTour()
  const view = useView()

  async function openTemplate(name: string): Promise<void> {
    const document = await ask('templates.read', { name })
    run.reset()
    documents.open(document, null)
    view.select()
    view.page = 'canvas'
  }

  async function takeTour(): Promise<void> {
    await openTemplate(tourTemplate)
    tour.start()
  }

  return { openTemplate, takeTour }
}
