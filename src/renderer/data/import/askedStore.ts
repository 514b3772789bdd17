import { defineStore } from 'pinia'
import { computed, type Ref, shallowReactive, watch } from 'vue'
import { nodeSpecs } from '../../../compute'
import { valuesOf } from '../../../shared/pipeline/validate'
import { useDocument } from '../../stores/document'
import { useRun } from '../../stores/run'
import type { ImportAnswer } from '../../../shared/contracts/datasets'
import { importOf } from './decisions'
import { type ReadingParams, withReading } from './importOptions'
import { answered, holds, type Question, questionsIn, says, stillAsked } from './questions'

/** Questions that were asked of a file, and those that a person has called right. */
interface Asked {
  path: unknown
  questions: readonly Question[]
  right: ReadonlySet<string>
  /** The parameters then. */
  how?: string
}

const useAsked = defineStore('asked', () => ({ nodes: shallowReactive(new Map<string, Asked>()) }))

/** What the import of a node asks, how that is answered and taken back. `id`: of a node that may read a file, or of none. */
export function useQuestions(id: Ref<string | undefined>) {
  const documents = useDocument()
  const run = useRun()
  const { nodes } = useAsked()

  const node = computed(() => documents.document.nodes.find(n => n.id === id.value))
  const spec = computed(() => nodeSpecs.get(node.value?.type ?? ''))
  const values = computed<ReadingParams>(() =>
    node.value && spec.value?.parameters['formats'] ? valuesOf(node.value, spec.value) : {},
  )
  const asks = computed(() => {
    if (node.value === undefined || spec.value?.parameters['formats'] === undefined) return []
    return questionsIn(importOf(run.of(node.value.id).result?.summary)?.warnings ?? [])
  })
  const known = computed<Asked>(() => {
    const path = values.value['path']
    const before = nodes.get(id.value ?? '')
    return before && before.path === path ? before : { path, questions: [], right: new Set() }
  })
  /** All, the answered ones among them. */
  const questions = computed(() => stillAsked(known.value.questions, asks.value, values.value))
  /** Without those that were called right, as long as nothing has changed them: a reading that sets nothing, as long as nothing at all has. */
  const open = computed(() => {
    const { right, how } = known.value
    const stands = (a: ImportAnswer): boolean =>
      says(a) ? holds(values.value, a) : how === JSON.stringify(values.value)
    return questions.value.filter(q => !(right.has(q.key) && q.answers.some(a => a.used && stands(a))))
  })
  watch(
    questions,
    now => {
      if (id.value === undefined || (now.length === 0 && !nodes.has(id.value))) return
      // Each place that shows them makes its own objects.
      if (JSON.stringify(now) !== JSON.stringify(known.value.questions))
        nodes.set(id.value, { ...known.value, questions: now })
    },
    { immediate: true },
  )

  function read(label: string, changes: ReadingParams): void {
    const own = node.value!
    const defaults = Object.fromEntries(Object.entries(spec.value!.parameters).map(([name, p]) => [name, p.default]))
    documents.edit(label, document => withReading(document, own.id, changes, defaults))
    void run.start(own.id)
  }

  /** Reads the file as an answer says: one change, which undo takes back. */
  const answer = (question: Question, to: ImportAnswer): void =>
    read(`read ${question.column ?? 'the file'}: ${to.text}`, answered(values.value, question, to))

  /** Every reading in use is the one that was meant. */
  function callRight(): void {
    const all = open.value
    let changes: ReadingParams = {}
    for (const q of all) {
      const used = q.answers.find(a => a.used)
      if (used) changes = { ...changes, ...answered({ ...values.value, ...changes }, q, used) }
    }
    read('call the readings right', changes)
    const right = new Set([...known.value.right, ...all.map(q => q.key)])
    nodes.set(id.value!, { ...known.value, right, how: JSON.stringify(values.value) })
  }

  return { questions, open, answer, callRight }
}
