import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { pipelineVersion } from '../../shared/pipeline/document'
import { faultsOf } from '../../shared/pipeline/validate'
import { withPositions } from '../layout/positions'

export function emptyDocument(name = 'Untitled'): Pipeline {
  return { format: 'lathe/pipeline', version: pipelineVersion, name, seed: 42, nodes: [], edges: [] }
}

interface Change {
  before: Pipeline
  after: Pipeline
  /** What was done, in words: "Undo move", "Redo set c". */
  label: string
  /** Changes with the same key within a second are one: dragging a slider, typing a word. */
  merge: string | undefined
  at: number
}

/**
 * The document that is open and everything done to it. Documents are immutable: a change is a function from the old one to the
 * new one (`shared/pipeline/edit.ts`), so undo holds references, not copies.
 */
export const useDocument = defineStore('document', () => {
  const document = shallowRef<Pipeline>(emptyDocument())
  const past = shallowRef<readonly Change[]>([])
  const future = shallowRef<readonly Change[]>([])
  /** Where it is saved; null before it was. */
  const file = ref<string | null>(null)
  const saved = shallowRef<Pipeline | null>(document.value)
  /** Counts the documents that were opened. */
  const opened = ref(0)

  const faults = computed(() => faultsOf(document.value, nodeSpecs))
  const dirty = computed(() => document.value !== saved.value)

  /** Does something to the document; what changes nothing leaves no trace. */
  function edit(label: string, change: (document: Pipeline) => Pipeline, merge?: string): void {
    const before = document.value
    // Where nodes have no places yet, they keep those that they are shown at: else one that moves would move all others.
    const standing = withPositions(before)
    const after = change(standing)
    if (after === standing) return
    const last = past.value.at(-1)
    const now = Date.now()
    const joins = merge !== undefined && last?.merge === merge && now - last.at < 1000 && future.value.length === 0
    const made = { before: joins ? last.before : before, after, label, merge, at: now }
    past.value = [...(joins ? past.value.slice(0, -1) : past.value), made]
    future.value = []
    document.value = after
  }

  function undo(): void {
    const last = past.value.at(-1)
    if (!last) return
    past.value = past.value.slice(0, -1)
    future.value = [...future.value, last]
    document.value = last.before
  }

  function redo(): void {
    const next = future.value.at(-1)
    if (!next) return
    future.value = future.value.slice(0, -1)
    past.value = [...past.value, next]
    document.value = next.after
  }

  /** Opens another document; its history starts anew. `last` is how it was last saved, null when it never was. */
  function open(next: Pipeline, from: string | null, last: Pipeline | null = next): void {
    opened.value++
    past.value = []
    future.value = []
    document.value = next
    saved.value = last
    file.value = from
  }

  /** `what` was saved; null: it never was. */
  function markSaved(to: string | null, what: Pipeline | null = document.value): void {
    saved.value = what
    file.value = to
  }

  return { opened, document, past, future, file, faults, dirty, edit, undo, redo, open, markSaved }
})
