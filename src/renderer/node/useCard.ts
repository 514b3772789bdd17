import { computed, type ComputedRef } from 'vue'
import { nodeSpecs } from '../../compute'
import { keyLabel } from '../actions/keys'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { cardState, type Foot, footOf, type KnownTarget, obstacleOf, spoken } from './cardState'
import { cardFigure, isUnfinished, settingLine } from './cardText'
import { usePipeline } from './pipeline'
import { passesOn } from './notRun'
import { portKey } from './ports'
import { wasStopped } from './stopped'

/**
 * What a node's card shows, by id. Every step is computed for itself and most of them give text or the same object again, so that a change
 * elsewhere ends at the first step.
 */
export function useCard(id: string) {
  const pipeline = usePipeline()
  const documents = useDocument()
  const run = useRun()

  const node = computed(() => pipeline.nodes.get(id))
  const spec = computed(() => nodeSpecs.get(node.value?.type ?? ''))
  const title = computed(() => spec.value?.title ?? node.value?.type ?? id)
  const wiredText = computed(() =>
    (spec.value?.inputs ?? [])
      .filter(p => pipeline.wired.has(portKey({ node: id, port: p.name, side: 'input' })))
      .map(p => p.name)
      .join(' '),
  )
  const intoText = computed(() => pipeline.sources.get(id) ?? '')
  const into = computed(() => intoText.value.split(' ').filter(Boolean))
  const sources = computed(() => into.value.flatMap(from => nodeSpecs.get(pipeline.nodes.get(from)?.type ?? '') ?? []))
  const setting = computed(() =>
    node.value && spec.value ? settingLine(node.value, spec.value, sources.value, run.of(id).result?.summary) : '',
  )
  /** What the table that comes in says of its target, where it is up to date; otherwise what the document says. */
  const target = computed<KnownTarget>(() => {
    const said = pipeline.targets.get(id) ?? 'unknown'
    const [from] = into.value
    const frame = from !== undefined && run.statusOf(from) === 'done' ? run.of(from).frame : undefined
    return frame ? (frame.columns.find(c => c.role === 'target') ?? 'no') : said
  })
  const obstacle = computed(
    () => node.value && obstacleOf(node.value, spec.value, new Set(wiredText.value.split(' ')), target.value),
  )
  const now = computed(() => run.of(id))
  const status = computed(() => run.statusOf(id))
  const state = computed(() => cardState(status.value, node.value?.disabled, obstacle.value))
  const figure = computed(() => {
    const { result, frame } = now.value
    if (!spec.value || !result?.summary) return undefined
    return cardFigure(spec.value, result, frame, into.value[0] === undefined ? undefined : run.of(into.value[0]).frame)
  })
  const early = computed(() => (state.value === 'done' ? now.value.result?.finishedEarly : undefined))
  const unfinished = computed(() => {
    if (early.value !== undefined) return true
    const summary = now.value.result?.summary
    if (!node.value || !spec.value || !summary || state.value !== 'done') return false
    return isUnfinished(node.value, spec.value, summary)
  })
  const waitsFor = computed(() => {
    if (state.value !== 'queued' || into.value.length < 2) return 0
    return into.value.filter(from => ['queued', 'running'].includes(run.of(from).status)).length
  })
  const behind = computed(() => {
    const before = state.value === 'ready' ? pipeline.waiting.get(id) : undefined
    const type = before === undefined ? undefined : pipeline.nodes.get(before)?.type
    return type === undefined ? undefined : (nodeSpecs.get(type)?.title ?? type)
  })
  const stopped = computed(() => status.value === 'skipped' && wasStopped(documents.document, id, run.statusOf))
  const foot: ComputedRef<Foot> = computed(() =>
    footOf({
      state: state.value,
      status: status.value,
      run: now.value,
      obstacle: obstacle.value,
      figure: figure.value,
      unfinished: unfinished.value,
      early: early.value,
      place: pipeline.queue.get(id) ?? 0,
      waitsFor: waitsFor.value,
      stopped: stopped.value,
      behind: behind.value,
      passes: passesOn(spec.value),
      runKey: keyLabel('F5'),
    }),
  )
  const label = computed(() => spoken(title.value, setting.value, state.value, foot.value))
  return { node, spec, title, setting, obstacle, now, state, unfinished, early, foot, label }
}
