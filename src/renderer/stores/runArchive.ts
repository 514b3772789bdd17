import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { KeptRun, RunEntry } from '../../shared/contracts/projects'
import { ask } from '../engine/client'
import { useDocument } from './document'
import { lastRunOf, ranOf } from './lastRun'
import { useRecall } from './recall'
import { type Ran, useRun } from './run'
import { useSession } from './session'

/** The past runs of the open project. The program keeps them: the last one as it was, the others without what is heavy. */
export const useRunArchive = defineStore('runArchive', () => {
  const documents = useDocument()
  const run = useRun()
  const session = useSession()
  const recall = useRecall()

  /** Runs of the whole document, the newest first. */
  const entries = shallowRef<readonly RunEntry[]>([])
  /** The last run of the whole document that was kept. */
  let kept = run.whole

  /** Keeps what ran. A run of the whole document makes a project of one that was none. */
  async function keep(): Promise<void> {
    const whole = run.whole === kept ? null : run.whole
    kept = run.whole
    const last = lastRunOf(run.ran())
    await session.inProject(async (id, isOpen) => {
      const entry = await ask('projects.keepRun', { id, last, seconds: whole?.seconds ?? null })
      if (entry && isOpen()) entries.value = [entry, ...entries.value].slice(0, 50)
    }, whole !== null)
  }

  /** What is kept of a project that is about to be shown. */
  async function of(id: string): Promise<{ entries: readonly RunEntry[]; ran: Ran | null }> {
    const [all, last] = await Promise.all([ask('projects.runs', { id }), ask('projects.lastRun', { id })])
    return { entries: all, ran: ranOf(last) }
  }

  /** Shows what was kept of the project that is open now. */
  function putBack({ entries: all, ran }: Awaited<ReturnType<typeof of>>): void {
    entries.value = all
    if (!ran) return
    recall.putBack(ran)
    run.putBack(ran)
  }

  /** A run with its document and results. */
  async function read(number: number): Promise<KeptRun> {
    return ask('projects.run', { id: session.current!.id, number })
  }

  /** Opens the document as it was in a run: a change like any other, so that undo brings the present one back. */
  async function restore(number: number): Promise<void> {
    const { document } = await read(number)
    documents.edit(`restore run ${number}`, () => document)
  }

  watch(
    () => documents.opened,
    () => (entries.value = []),
    { flush: 'sync' },
  )
  watch(
    () => run.running,
    running => {
      if (!running) void keep()
    },
  )

  return { entries, of, putBack, read, restore }
})
