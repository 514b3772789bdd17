import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { nodeSpecs } from '../../../compute'
import type { Inspection } from '../../../shared/contracts/datasets'
import { LatheError } from '../../../shared/errors'
import { valuesOf } from '../../../shared/pipeline/validate'
import { ask } from '../../engine/client'
import { useDocument } from '../../stores/document'
import { useRun } from '../../stores/run'
import { differences, optionsOf, type ReadingParams, withReading } from './importOptions'

/** How a `data.file` node reads its file: choices are tried first and become parameters when they are taken over. */
export function useReading(id: Ref<string>) {
  const documents = useDocument()
  const run = useRun()

  const node = computed(() => documents.document.nodes.find(n => n.id === id.value)!)
  const spec = computed(() => nodeSpecs.get(node.value.type)!)
  const values = computed<ReadingParams>(() => valuesOf(node.value, spec.value))
  const path = computed(() => values.value['path'] as string)

  const changes = shallowRef<ReadingParams>({})
  const wanted = computed<ReadingParams>(() => ({ ...values.value, ...changes.value }))
  const changed = computed(() => Object.keys(changes.value).length > 0)

  const now = shallowRef<Inspection | null>(null)
  /** What the changed reading gives. */
  const trial = shallowRef<Inspection | null>(null)
  const fault = shallowRef<LatheError | null>(null)
  const fraction = ref<number | null>(null)
  const said = computed(() => (now.value && trial.value ? differences(now.value, trial.value) : []))
  let reading = new AbortController()

  async function inspect(params: ReadingParams, signal: AbortSignal): Promise<Inspection> {
    const options = optionsOf(params)
    const progress = (done: number): void => void (fraction.value = done)
    return ask('datasets.inspect', { path: path.value, options }, { progress, signal })
  }

  async function look(): Promise<void> {
    reading.abort()
    reading = new AbortController()
    const { signal } = reading
    trial.value = null
    fault.value = null
    try {
      now.value ??= await inspect(values.value, signal)
      if (changed.value) trial.value = await inspect(wanted.value, signal)
    } catch (thrown) {
      if (!signal.aborted) fault.value = LatheError.from(thrown)
    } finally {
      if (!signal.aborted) fraction.value = null
    }
  }
  watch(
    [id, path, values],
    () => {
      now.value = null
      changes.value = {}
      void look()
    },
    { immediate: true },
  )

  function set(name: string, value: unknown): void {
    const { [name]: _old, ...others } = changes.value
    const same = JSON.stringify(value) === JSON.stringify(values.value[name])
    changes.value = same ? others : { ...changes.value, [name]: value }
    void look()
  }

  function drop(): void {
    changes.value = {}
    void look()
  }

  /** Takes the choices over into the document and reads the file so. */
  async function apply(): Promise<void> {
    const defaults = Object.fromEntries(Object.entries(spec.value.parameters).map(([name, p]) => [name, p.default]))
    documents.edit('change how the file is read', document => withReading(document, id.value, changes.value, defaults))
    await run.start(id.value)
  }

  return { spec, wanted, changed, now, trial, said, fault, fraction, set, drop, apply }
}
