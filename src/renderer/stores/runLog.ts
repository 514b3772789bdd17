import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { RunEvent } from '../../compute'
import { logged, type NodeLog } from './nodeLog'

const empty: NodeLog = { lines: [] }

/** What happened to each node in its last run. It is kept while the page is open. */
export const useRunLog = defineStore('runLog', () => {
  const nodes = shallowReactive(new Map<string, NodeLog>())

  function take(event: RunEvent): void {
    if (event.type === 'started') for (const id of event.nodes) nodes.delete(id)
    if (!('node' in event)) return
    const before = nodes.get(event.node) ?? empty
    const after = logged(before, event, Date.now())
    if (after !== before) nodes.set(event.node, after)
  }

  return { nodes, take, of: (id: string): NodeLog => nodes.get(id) ?? empty, reset: () => nodes.clear() }
})
