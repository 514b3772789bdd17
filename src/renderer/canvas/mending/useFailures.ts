import { nextTick, watch } from 'vue'
import { nodeSpecs } from '../../../compute'
import { formatCount } from '../../../shared/results/format'
import { useDocument } from '../../stores/document'
import { leftOutWords } from '../../stores/leftOut'
import { useRun } from '../../stores/run'
import { useView } from '../../stores/view'
import { useCanvas } from '../board/canvasStore'
import { usePipeline } from '../../node/pipeline'
import { titled } from './remedy'

/** Says that a node failed, or was left out, when a run ends, and leads to it; what the next run may mend is said no longer. */
export function useFailures(): void {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  let said: string | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined

  function show(id: string): void {
    view.page = 'canvas'
    view.select(id)
    void nextTick(() => {
      canvas.camera?.reveal([id])
      canvas.camera?.focus(id)
    })
  }

  function tell(): void {
    const failed = [...run.nodes.keys()].filter(id => pipeline.nodes.has(id) && run.statusOf(id) === 'failed')
    const [first] = failed
    const seen = view.page === 'canvas' && failed.some(id => view.selected.size === 1 && view.selected.has(id))
    if (first === undefined || seen) return
    const title = nodeSpecs.get(pipeline.nodes.get(first)?.type ?? '')?.title ?? first
    said = failed.length === 1 ? `${title} failed` : `${formatCount(failed.length, 'node')} failed, ${title} first`
    const message = run.of(first).result?.error?.message
    view.say({
      tone: 'bad',
      text: said,
      ...(message !== undefined && { detail: titled(message, nodeSpecs) }),
      action: { label: 'Show', perform: () => show(first) },
    })
    hushSoon()
  }

  /** On the canvas the card tells it too, and may lie below what was said. */
  function hushSoon(): void {
    clearTimeout(leaving)
    leaving = setTimeout(() => view.page === 'canvas' && hush(), 10_000)
  }

  function tellLeftOut(): void {
    const part = run.leftOut
    const first = part?.unready[0]?.node
    if (!part || first === undefined || run.fault) return
    const text = leftOutWords(part, documents.document, nodeSpecs)
    view.say({ tone: 'plain', text, action: { label: 'Show', perform: () => show(first) } })
  }

  /** Takes back what was said of failures: the person went there, or runs again. */
  function hush(): void {
    for (const toast of view.toasts.filter(t => t.text === said)) view.dismiss(toast.id)
    said = undefined
  }

  watch(
    () => run.running,
    running => {
      if (running) return hush()
      tell()
      tellLeftOut()
    },
  )
  watch(
    () => view.page,
    () => said !== undefined && hushSoon(),
  )
  watch(
    () => view.selected,
    selected => {
      if ([...selected].some(id => run.statusOf(id) === 'failed')) hush()
    },
  )
}
