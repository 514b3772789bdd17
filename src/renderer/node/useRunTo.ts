import { computed } from 'vue'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { runRefusal } from './notRun'

/** "Run to here" of a node: whether that can be done now, and if not, why. */
export function useRunTo(id: () => string) {
  const documents = useDocument()
  const run = useRun()
  const refusal = computed(() => runRefusal(documents.document, id()))
  const able = computed(() => !run.running && refusal.value === undefined)
  return { refusal, able, go: (): Promise<void> => run.start(id()) }
}
