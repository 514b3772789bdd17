import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useView } from '../stores/view'

/** Which node's page is open in Learn. */
export const useLearn = defineStore('learn', () => {
  const view = useView()
  const type = ref<string | null>(null)
  // A node selected later is what people want to read about then.
  watch(
    () => view.selected,
    () => (type.value = null),
  )

  function open(node: string): void {
    type.value = node
    view.page = 'learn'
  }
  return { type, open }
})
