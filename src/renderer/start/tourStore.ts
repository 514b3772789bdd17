import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { tourSteps, type TourStep } from './tour'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useView } from '../stores/view'

const key = 'lathe.tour'

/** The guided tour: which step it is at, and when it goes on. */
export const useTour = defineStore('tour', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()

  const at = ref<number | null>(null)
  /** Whether it was taken or declined before. */
  const seen = ref(localStorage.getItem(key) !== null)
  const step = computed<TourStep | undefined>(() => tourSteps[at.value ?? -1])

  /** What was there when the step began. */
  let before = { run: run.whole, document: documents.document }

  function go(to: number): void {
    if (to >= tourSteps.length) return end()
    at.value = Math.max(0, to)
    before = { run: run.whole, document: documents.document }
    const { page, select } = step.value!
    view.page = page
    if (select !== undefined && !view.selected.has(select)) view.select(select)
    if (select !== undefined) view.inspect('parameters')
  }

  const start = (): void => go(0)
  const next = (): void => go((at.value ?? 0) + 1)
  const back = (): void => go((at.value ?? 0) - 1)

  function end(): void {
    at.value = null
    seen.value = true
    localStorage.setItem(key, 'seen')
  }

  watch(
    () =>
      step.value?.done?.({
        ran: run.whole !== before.run && run.whole?.results.status === 'done',
        edited: documents.document !== before.document,
      }) ?? false,
    done => done && next(),
  )
  // Another document has none of the nodes that the steps speak of.
  watch(
    () => documents.opened,
    () => at.value !== null && end(),
    { flush: 'sync' },
  )

  return { at, step, seen, start, next, back, end }
})
