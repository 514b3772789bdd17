import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { nodeSpecs } from '../../compute'
import type { Dataset, Inspection } from '../../shared/contracts/datasets'
import { LatheError } from '../../shared/errors'
import { setParameter } from '../../shared/pipeline/edit'
import { valuesOf } from '../../shared/pipeline/validate'
import { ask } from '../engine/client'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { differences, optionsOf, type ReadingParams, withReading } from './importOptions'
import { fileOf, keepFile } from './sourceFiles'

const stored = 'dataset:'

/** How a `data.file` node reads its file: choices are tried first and become parameters when they are taken over. */
export function useReading(id: Ref<string>) {
  const documents = useDocument()
  const run = useRun()

  const node = computed(() => documents.document.nodes.find(n => n.id === id.value)!)
  const spec = computed(() => nodeSpecs.get(node.value.type)!)
  const values = computed<ReadingParams>(() => valuesOf(node.value, spec.value))
  const path = computed(() => values.value['path'] as string)
  const fingerprint = computed(() => (path.value.startsWith(stored) ? path.value.slice(stored.length) : null))
  const file = shallowRef<File>()
  watch(fingerprint, print => (file.value = print === null ? undefined : fileOf(print)), { immediate: true })
  /** A file in the store can be read again only while its bytes are at hand. */
  const needsFile = computed(() => fingerprint.value !== null && !file.value)

  const changes = shallowRef<ReadingParams>({})
  const wanted = computed<ReadingParams>(() => ({ ...values.value, ...changes.value }))
  const changed = computed(() => Object.keys(changes.value).length > 0)

  const now = shallowRef<Inspection | null>(null)
  /** What the changed reading gives. */
  const trial = shallowRef<Inspection | null>(null)
  const fault = shallowRef<LatheError | null>(null)
  const fraction = ref<number | null>(null)
  const said = computed(() => (now.value && trial.value ? differences(now.value, trial.value) : []))
  let made: Dataset | undefined
  let reading = new AbortController()

  async function inspect(params: ReadingParams, signal: AbortSignal): Promise<Inspection> {
    const options = optionsOf(params)
    const progress = (done: number): void => void (fraction.value = done)
    if (fingerprint.value !== null && file.value && params !== values.value) {
      const call = { name: file.value.name, options }
      made = await ask('datasets.upload', call, { bytes: [file.value], progress, signal })
      return made.inspection
    }
    return ask('datasets.inspect', { path: path.value, options }, { progress, signal })
  }

  async function look(): Promise<void> {
    reading.abort()
    reading = new AbortController()
    const { signal } = reading
    made = undefined
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
    if (!needsFile.value || fingerprint.value === null) void look()
  }

  function drop(): void {
    changes.value = {}
    void look()
  }

  /** The file that the store's table was made of, chosen again after the page was loaded anew. */
  function choose(chosen: File): void {
    file.value = chosen
    if (fingerprint.value !== null) keepFile(fingerprint.value, chosen)
    void look()
  }

  /** Takes the choices over into the document and reads the file so. */
  async function apply(): Promise<void> {
    const defaults = Object.fromEntries(Object.entries(spec.value.parameters).map(([name, p]) => [name, p.default]))
    const { fingerprint: print } = made ?? {}
    if (print !== undefined && file.value) keepFile(print, file.value)
    documents.edit('change how the file is read', document => {
      const read = withReading(document, id.value, changes.value, defaults)
      return print === undefined ? read : setParameter(read, id.value, 'path', stored + print)
    })
    await run.start(id.value)
  }

  return { spec, wanted, needsFile, changed, now, trial, said, fault, fraction, set, drop, choose, apply }
}
