import { computed, type ComputedRef } from 'vue'
import type { Pipeline } from '../../../shared/pipeline/document'
import type { Results } from '../../../shared/results/results'
import { ask } from '../../engine/client'
import { useDocument } from '../../stores/document'
import { useProject } from '../../stores/project'
import { useRun } from '../../stores/run'
import { headline } from './runHistory'

/** A run as the list shows it; its document and results are fetched when they are asked for. */
export interface ListedRun {
  key: string
  at: Date
  seconds: number
  status: Results['status']
  /** One figure. */
  figure: string | null
  load: () => Promise<LoadedRun>
}

export interface LoadedRun {
  at: Date
  document: Pipeline
  results: Results
}

/** The runs of the open document, newest first: those the project keeps, else those of this session. */
export function usePastRuns(): { runs: ComputedRef<readonly ListedRun[]>; restore: (run: ListedRun) => Promise<void> } {
  const documents = useDocument()
  const project = useProject()
  const run = useRun()

  const runs = computed<readonly ListedRun[]>(() => {
    const id = project.current?.id
    if (id === undefined || project.runs.length === 0)
      return run.history.map(({ at, seconds, document, results }) => ({
        key: String(at.getTime()),
        at,
        seconds,
        status: results.status,
        figure: headline(results) ?? null,
        load: () => Promise.resolve({ at, document, results }),
      }))
    return project.runs.map(entry => ({
      key: String(entry.number),
      at: new Date(entry.at),
      seconds: entry.seconds,
      status: entry.status,
      figure: entry.headline,
      load: async () => ({ ...(await ask('projects.run', { id, number: entry.number })), at: new Date(entry.at) }),
    }))
  })

  /** Opens the document as it was in a run: a change like any other, so that undo brings the present one back. */
  async function restore(past: ListedRun): Promise<void> {
    const { document } = await past.load()
    documents.edit('restore run', () => document)
  }

  return { runs, restore }
}
