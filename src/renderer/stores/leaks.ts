import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { nodeSpecs } from '../../compute'
import type { PipelineNode } from '../../shared/pipeline/document'
import { Graph } from '../../shared/pipeline/graph'
import { leaksOf } from '../../shared/results/leaks'
import { useDocument } from './document'
import { type Choice, openLeaks, type OpenKey, type OpenLeak, withChoice } from './leakChoices'
import { useRun } from './run'

/** Whether a node looks for leaks when it names a target. */
const gives = ({ type }: PipelineNode): boolean => Object.hasOwn(nodeSpecs.get(type)?.attributes ?? {}, 'leaks')

/** Leaks that wait for a choice, and what settles them. */
export const useLeaks = defineStore('leaks', () => {
  const documents = useDocument()
  const run = useRun()
  const open = computed(() => openLeaks(documents.document, id => run.of(id).result))

  /** One change, which undo takes back; the node judges again. */
  function choose(node: string, column: string, choice: Choice | null): void {
    const words = { ignore: `ignore ${column}`, keep: `keep ${column}` }
    documents.edit(choice === null ? `let ${column} be judged` : words[choice], document =>
      withChoice(document, node, column, choice),
    )
    if (!run.running) void run.start(node)
  }

  /** Those that a node's table is about: its own, or of a source those of the nodes behind it that give roles. */
  function about(id: string | undefined): { leaks: OpenLeak[]; keys: OpenKey[] } {
    const { leaks, keys } = open.value
    if (id === undefined || (leaks.length === 0 && keys.length === 0)) return { leaks: [], keys: [] }
    const graph = Graph.of(documents.document)
    const of = graph.into(id).length === 0 ? new Set([...graph.reach(id, 'behind'), id]) : new Set([id])
    return { leaks: leaks.filter(l => of.has(l.node)), keys: keys.filter(k => of.has(k.node)) }
  }

  return { open, choose, about, watchRoles }

  /**
   * A node that gives roles is run as soon as it names a target and its rows are there: leaks are told before anything learns, and it costs
   * milliseconds. Called once, by the page.
   */
  function watchRoles(): void {
    const due = computed(() => {
      if (run.running) return undefined
      const graph = Graph.of(documents.document)
      return documents.document.nodes.find(node => {
        if (node.disabled || !gives(node) || typeof node.params['target'] !== 'string') return false
        const into = graph.into(node.id)
        const status = run.statusOf(node.id)
        return (
          (status === 'ready' || (status === 'stale' && leaksOf(run.of(node.id).result?.summary) !== undefined)) &&
          into.length > 0 &&
          into.every(({ from }) => run.statusOf(from.node) === 'done')
        )
      })?.id
    })
    watch(due, id => void (id !== undefined && run.start(id)))
  }
})
