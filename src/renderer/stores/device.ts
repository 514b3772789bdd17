import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { offeredAdapter } from '../../compute'
import type { AdapterInfo } from '../../shared/results/results'
import { useRun } from './run'

/** What computes: as the last run says, and before one as the browser says. */
export const useDevice = defineStore('device', () => {
  const run = useRun()
  /** What the browser offers; null: nothing. */
  const offered = shallowRef<AdapterInfo | null>()

  const adapter = computed(() => {
    const used = run.results?.environment.adapter
    return used && used.description !== 'none' ? used : offered.value
  })
  const name = computed(() => (adapter.value ? nameOf(adapter.value) : undefined))

  async function look(): Promise<void> {
    offered.value = await offeredAdapter().catch(() => null)
  }

  return { adapter, name, look }
})

const nameOf = ({ vendor, architecture, description }: AdapterInfo): string =>
  description || `${vendor} ${architecture}`.trim() || 'GPU'
