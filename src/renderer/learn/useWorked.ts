import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { Worked } from '../../compute'
import { type ErrorParts, LatheError } from '../../shared/errors'
import { useRecall } from '../stores/recall'
import { useRun } from '../stores/run'

/** A node's example on a row: asked again when another row, column or run is wanted. */
export function useWorked(node: Ref<string | undefined>) {
  const run = useRun()
  const recall = useRecall()
  const worked = shallowRef<Worked | null>(null)
  const fault = shallowRef<ErrorParts | null>(null)
  const row = ref<number>()
  const vary = ref<string>()
  let asked: AbortController | undefined

  /** What came of the node, of whichever run. */
  const result = computed(() => (node.value === undefined ? undefined : run.of(node.value).result))

  watch(node, () => {
    row.value = vary.value = undefined
    worked.value = null
  })
  watch([node, result, row, vary], () => void ask(), { immediate: true })

  async function ask(): Promise<void> {
    asked?.abort()
    const mine = (asked = new AbortController())
    fault.value = null
    if (node.value === undefined || result.value?.status !== 'done') {
      worked.value = null
      return
    }
    try {
      const made = await recall.ask<'example'>(
        {
          is: 'example',
          node: node.value,
          ...(row.value !== undefined && { row: row.value }),
          ...(vary.value !== undefined && { vary: vary.value }),
        },
        mine.signal,
      )
      if (!mine.signal.aborted) worked.value = made
    } catch (error) {
      if (mine.signal.aborted) return
      fault.value = LatheError.from(error).toJSON()
      worked.value = null
    }
  }

  /** Asks again for rows that were stopped on their way. */
  function again(): void {
    if (node.value !== undefined) recall.allow(node.value)
    void ask()
  }

  return { worked, fault, row, vary, result, again }
}
