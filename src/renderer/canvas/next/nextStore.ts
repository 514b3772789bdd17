import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { nodeSpecs } from '../../../compute'
import type { Position } from '../../../shared/pipeline/edit'
import { resetParameter, setParameter } from '../../../shared/pipeline/edit'
import { targetParameter } from '../../../shared/pipeline/targets'
import { Graph } from '../../../shared/pipeline/graph'
import { positionsOf } from '../../layout/positions'
import { useDocument } from '../../stores/document'
import { useRun } from '../../stores/run'
import { useView } from '../../stores/view'
import { useCanvas } from '../board/canvasStore'
import { factsOf, targetsOf } from './facts'
import { type Chosen, type Ghost, planOf, type Step, withStep } from './steps'

/** A ghost where it would stand. */
export interface PlacedGhost extends Ghost {
  id: string
  at: Position
  /** The number of its step, and whether that comes next. */
  number: number
  now: boolean
}

/** Projects in which the steps were closed, by their file. */
const closedKey = 'lathe.stepsClosed'
const closed = (): string[] => {
  const kept: unknown = JSON.parse(localStorage.getItem(closedKey) ?? '[]')
  return Array.isArray(kept) ? kept.filter(k => typeof k === 'string') : []
}

/** The steps after a drop: which line they are about, whether they are shown, and taking them. Nothing here is in the document until it is taken. */
export const useNext = defineStore('next', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const canvas = useCanvas()

  const source = ref<string | null>(null)
  const open = ref(false)
  const chosen = shallowRef<Chosen>(undefined)
  /** Nodes that came by steps, or were there when they began. Beside others that a person put there, no cards stand in the way, and Enter opens. */
  const led = shallowRef<ReadonlySet<string>>(new Set())

  watch(
    () => documents.opened,
    () => forget(),
    { flush: 'sync' },
  )
  watch(
    () => canvas.arrived,
    id => {
      if (id === null) return
      canvas.arrived = null
      begin(id)
    },
    { flush: 'sync' },
  )
  function forget(): void {
    source.value = null
    open.value = false
    chosen.value = undefined
    led.value = new Set()
  }

  const facts = computed(() => {
    const id = source.value
    if (id === null || !open.value) return undefined
    const { frame, result } = run.of(id)
    return frame && factsOf(frame, result?.blocks ?? [])
  })
  const plan = computed(() => {
    const { document } = documents
    if (source.value === null || !facts.value) return undefined
    return planOf(document, nodeSpecs, source.value, facts.value, chosen.value, judged())
  })

  /** The columns as the node that gives roles left them, where it has run. */
  function judged() {
    const { document } = documents
    const behind = Graph.of(document).reach(source.value!, 'behind')
    const roles = document.nodes.find(n => behind.has(n.id) && nodeSpecs.get(n.type)?.part === 'roles')
    return roles && run.statusOf(roles.id) === 'done' ? run.of(roles.id).frame?.columns : undefined
  }

  const alone = computed(() => documents.document.nodes.every(n => led.value.has(n.id)))

  /** All that is to come as it would stand, each step after the one before. */
  const preview = computed(() => {
    const now = plan.value
    if (!now || !alone.value) return { ghosts: [], edges: [] }
    const ghosts: PlacedGhost[] = []
    let made = documents.document
    for (const [i, step] of now.steps.entries()) {
      if (step.done) continue
      const { document, ids } = withStep(made, nodeSpecs, now, step)
      made = document
      const places = positionsOf(made)
      ghosts.push(
        ...step.ghosts.map((g, k) => ({
          ...g,
          id: ids[k],
          at: places[ids[k]] ?? ([0, 0] as const),
          number: i + 1,
          now: step === now.next,
        })),
      )
    }
    const news = new Set(ghosts.map(g => g.id))
    const places = positionsOf(made)
    const edges = Graph.of(made).edges.flatMap(({ from, to }) => {
      const a = places[from.node]
      const b = places[to.node]
      return (news.has(to.node) || news.has(from.node)) && a && b
        ? [{ id: `${from.node}>${to.node}`, a, b, now: ghosts.some(g => g.id === to.node && g.now) }]
        : []
    })
    return { ghosts, edges }
  })

  /** Whether the rail is there: until the line has a score. */
  const shown = computed(() => {
    const now = plan.value
    if (!now) return false
    return now.next !== undefined || run.statusOf(now.tail) !== 'done'
  })

  /** Whether Enter takes the next step: where no other node is meant. */
  const leads = computed(() => {
    const now = plan.value
    if (!now?.next || !canTake(now.next) || !alone.value) return false
    return view.selected.size === 0 || (view.selected.size === 1 && view.selected.has(now.tail))
  })

  const canTake = (step: Step): boolean => step.ghosts.length > 0 || step.names !== undefined

  /** Begins with a table that was opened, unless the steps were closed in this project. */
  function begin(id: string): void {
    if (closed().includes(documents.file ?? '')) return
    forget()
    source.value = id
    led.value = new Set(documents.document.nodes.map(n => n.id))
    open.value = true
  }

  /** Brings the steps back, about the selected source or the first. */
  function show(): void {
    const sources = documents.document.nodes.filter(n => nodeSpecs.get(n.type)?.inputs.length === 0)
    const at = sources.find(n => view.selected.has(n.id)) ?? sources[0]
    if (!at) return
    localStorage.setItem(closedKey, JSON.stringify(closed().filter(f => f !== documents.file)))
    if (source.value !== at.id) begin(at.id)
    open.value = true
    view.page = 'canvas'
    if (!run.of(at.id).frame && !run.running) void run.start(at.id)
  }

  function close(): void {
    open.value = false
    if (documents.file !== null)
      localStorage.setItem(closedKey, JSON.stringify([...new Set([...closed(), documents.file])].slice(-200)))
  }

  /** Takes one step, as one change. */
  function take(step: Step | undefined = plan.value?.next): void {
    if (step && canTake(step)) add([step], `add ${step.name.toLowerCase()}`)
  }

  /** Takes all that are left, as one change. */
  function takeAll(): void {
    add(plan.value?.steps.filter(s => !s.done && canTake(s)) ?? [], 'add the next steps')
  }

  function add(steps: readonly Step[], label: string): void {
    const now = plan.value
    if (!now || steps.length === 0) return
    const made: string[] = []
    documents.edit(label, document =>
      steps.reduce((before, step) => {
        const { document: after, ids } = withStep(before, nodeSpecs, now, step)
        made.push(...ids)
        return after
      }, document),
    )
    led.value = new Set([...led.value, ...made])
    const tail = plan.value?.tail
    if (tail === undefined) return
    view.select(tail)
    canvas.camera?.reveal([tail])
    // A card that gets the focus late would take the selection back from a step taken meanwhile: keys go to the canvas as a whole.
    if (document.activeElement?.closest('.rail, .ghosts')) (document.activeElement as HTMLElement).blur()
  }

  const targets = computed(() => (facts.value ? targetsOf(facts.value).map(c => c.name) : []))

  /** Another target; null: none. Where a node names one already, it is changed there. */
  function choose(target: string | null): void {
    chosen.value = target
    const { document } = documents
    const behind = source.value === null ? new Set() : Graph.of(document).reach(source.value, 'behind')
    const roles = document.nodes.find(n => behind.has(n.id) && nodeSpecs.get(n.type)?.part === 'roles')
    const parameter = roles && targetParameter(nodeSpecs.get(roles.type)!)
    if (!roles || parameter === undefined) return
    documents.edit(target === null ? 'learn no target' : `learn ${target}`, d =>
      target === null ? resetParameter(d, roles.id, parameter) : setParameter(d, roles.id, parameter, target),
    )
  }

  return { plan, preview, shown, leads, targets, begin, show, close, take, takeAll, choose, canTake }
})
