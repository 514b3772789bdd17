import { computed, type Ref, watch } from 'vue'
import { useDocument } from '../../stores/document'
import { useRun } from '../../stores/run'

/** Reads the file of a node again as soon as it is to be read otherwise: by undo, by a parameter. Not one that was never read, nor another file. */
export function useReread(id: Ref<string | undefined>): void {
  const documents = useDocument()
  const run = useRun()
  const reading = computed(() => {
    const node = documents.document.nodes.find(n => n.id === id.value)
    if (node?.type !== 'data.file') return undefined
    const { path, ...how } = node.params
    return { id: node.id, path, how: JSON.stringify(how) }
  })
  /** What is to be read again once nothing runs. */
  let due: string | undefined
  watch([reading, () => run.running], ([now, running], [before]) => {
    if (now && before?.id === now.id && before.path === now.path && before.how !== now.how) due = now.id
    if (due !== now?.id) due = undefined
    if (due === undefined || running) return
    const status = run.statusOf(due)
    if (status === 'stale' || status === 'failed') void run.start(due)
    due = undefined
  })
}
