import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import { type FrameInfo, nodeSpecs, type RunEvent } from '../../compute'
import { type ErrorParts, LatheError } from '../../shared/errors'
import type { Pipeline } from '../../shared/pipeline/document'
import { type ReadyPart, readyPart } from '../../shared/pipeline/ready'
import { Graph } from '../../shared/pipeline/graph'
import type { Block } from '../../shared/results/blocks'
import type { NodeResult, Results } from '../../shared/results/results'
import { inTitles } from '../../shared/sentences'
import { engine } from '../engine/client'
import { useDocument } from './document'
import { reasonOf } from './leftOut'
import { usePathPermissions } from './pathPermissions'
import { useRunLog } from './runLog'
import { type NodeStatus, nodeStatus } from './nodeStatus'
import { signatures } from './signature'
import { useView } from './view'

/** A node as the canvas shows it. `stale`: its last result belongs to other parameters or inputs. */
export type { NodeStatus } from './nodeStatus'

/** A node that goes step by step, and can be finished as it is. */
export interface IterationProgress {
  iteration: number
  /** Iterations a second, once known. */
  perSecond: number | null
  /** The person has asked for the model as it is. */
  finishing: boolean
  /** Whether the person has asked that it stands still, and whether it does by now. */
  hold: 'free' | 'asked' | 'standing'
}

export interface NodeRun {
  status: Exclude<NodeStatus, 'stale'>
  fraction: number
  secondsLeft: number | null
  attempt: number
  /** While it goes step by step. */
  iterations?: IterationProgress | null
  /** Blocks shown while it runs, the newest by id; afterwards those of the result. */
  blocks: readonly Block[]
  /** Every live block in the order it came, for the timeline: at most 500, thinned from the middle. */
  frames: readonly Block[]
  result?: NodeResult
  frame?: FrameInfo
  /** Signature of the node when it ran. */
  signature?: string
}

/** What outlives the page: what came of each node, and the last run. */
export interface Ran {
  nodes: readonly (readonly [string, Pick<NodeRun, 'status' | 'result' | 'frame' | 'signature'>])[]
  results: Results | null
  /** What the last run ran. */
  document: Pipeline | null
}

export interface WholeRun {
  results: Results
  seconds: number
}

/** A node that has not run. */
export const idle: NodeRun = { status: 'ready', fraction: 0, secondsLeft: null, attempt: 1, blocks: [], frames: [] }

/** What runs, what ran, and what came of it. */
export const useRun = defineStore('run', () => {
  const nodes = shallowReactive(new Map<string, NodeRun>())
  const running = ref(false)
  const startedAt = ref(0)
  const fault = shallowRef<ErrorParts | null>(null)
  /** What the last run of the whole document left out because it was not ready. */
  const leftOut = shallowRef<ReadyPart | null>(null)
  const results = shallowRef<Results | null>(null)
  /** The document that gave the results, as it was then. */
  const document = shallowRef<Pipeline | null>(null)
  /** The last run of the whole document since it was opened. */
  const whole = shallowRef<WholeRun | null>(null)
  let cancel: AbortController | undefined

  const documents = useDocument()
  const permissions = usePathPermissions()
  const log = useRunLog()
  const view = useView()
  const current = computed(() => signatures(documents.document))

  const of = (id: string): NodeRun => nodes.get(id) ?? idle

  /** The status to show. */
  const statusOf = (id: string): NodeStatus => nodeStatus(of(id), current.value.get(id))

  const change = (id: string, by: Partial<NodeRun>): void => void nodes.set(id, { ...of(id), ...by })

  function take(event: RunEvent, ran: ReadonlyMap<string, string>): void {
    switch (event.type) {
      case 'started':
        for (const id of event.nodes) change(id, { status: 'queued', fraction: 0, secondsLeft: null, iterations: null })
        return
      case 'node':
        return change(event.node, { status: 'running', attempt: event.attempt, blocks: [], frames: [], fraction: 0 })
      case 'progress':
        return change(event.node, { fraction: event.fraction, secondsLeft: event.secondsLeft })
      case 'iteration':
        return change(event.node, { iterations: iterationsOf(event, of(event.node).iterations) })
      case 'work':
      case 'ended':
        return
      case 'block': {
        const { blocks, frames } = of(event.node)
        return change(event.node, {
          blocks: [...blocks.filter(b => b.id !== event.block.id), event.block],
          frames: thinned([...frames, event.block]),
        })
      }
      case 'finished': {
        const { result, frame } = event
        return change(event.node, {
          status: result.status,
          result,
          fraction: 1,
          secondsLeft: null,
          iterations: null,
          blocks: result.blocks ?? [],
          ...(frame && { frame }),
          ...(ran.has(event.node) && { signature: ran.get(event.node)! }),
        })
      }
    }
  }

  /** Runs what of the document can run, or what leads to one node. That nothing can is kept in `fault`. */
  async function start(until?: string): Promise<void> {
    if (running.value) return
    running.value = true
    stepsAsked = 0
    startedAt.value = performance.now()
    fault.value = null
    leftOut.value = null
    const mine = (cancel = new AbortController())
    const now = documents.document
    const ran = current.value
    try {
      const part = readyPart(now, nodeSpecs)
      checkReady(part, now, until)
      if (until === undefined && part.left > 0) leftOut.value = part
      const got = await engine().run(await permissions.prepare(part.document), {
        signal: mine.signal,
        controls: { pace: view.pace },
        // What still comes of a run whose document was closed belongs to nothing on the page.
        onEvent: event => {
          if (mine !== cancel) return
          log.take(event)
          take(event, ran)
        },
        ...(until !== undefined && { until }),
      })
      const seconds = (performance.now() - startedAt.value) / 1000
      if (mine !== cancel) return
      document.value = now
      results.value = got
      if (until === undefined) whole.value = { results: got, seconds }
    } catch (error) {
      if (mine !== cancel) return
      fault.value = LatheError.from(error).toJSON()
      for (const [id, run] of nodes)
        if (run.status === 'queued' || run.status === 'running') change(id, { status: 'ready', iterations: null })
    } finally {
      running.value = false
    }
  }

  function stop(): void {
    cancel?.abort()
  }

  /** Takes the model of a node as it is by now; the run goes on with it. */
  function finish(id: string): void {
    const { iterations } = of(id)
    if (!iterations) return
    change(id, { iterations: { ...iterations, finishing: true } })
    engine().wish({ finish: id })
  }
  /** Lets the training of a node stand still after its next iteration, or go on. */
  function hold(id: string, still: boolean): void {
    const { iterations } = of(id)
    if (!iterations || iterations.finishing) return
    change(id, { iterations: { ...iterations, hold: still ? 'asked' : 'free' } })
    engine().wish({ pause: still ? id : null })
  }
  let stepsAsked = 0
  /** One more iteration of a training that stands still. */
  function step(id: string): void {
    if (of(id).iterations?.hold === 'standing') engine().wish({ steps: ++stepsAsked })
  }
  watch(
    () => view.pace,
    pace => running.value && engine().wish({ pace }),
  )

  /** Forgets what ran: another document was opened. */
  function reset(): void {
    stop()
    cancel = undefined
    nodes.clear()
    log.reset()
    results.value = null
    document.value = null
    whole.value = null
    fault.value = null
    leftOut.value = null
  }

  /** What ran, to put it back later. What has not ended is left out. */
  function ran(): Ran {
    const ended = [...nodes].filter(
      ([, { status }]) => status !== 'ready' && status !== 'queued' && status !== 'running',
    )
    const last = results.value
    // The same object in both places is kept once.
    const same = last && Object.entries(last.nodes).map(([id, result]) => [id, of(id).result ?? result] as const)
    return {
      nodes: ended.map(([id, { status, result, frame, signature }]) => [
        id,
        { status, ...(result && { result }), ...(frame && { frame }), ...(signature !== undefined && { signature }) },
      ]),
      results: last && { ...last, nodes: Object.fromEntries(same!) },
      document: document.value,
    }
  }

  /** Puts back what ran before the page was left. */
  function putBack(past: Ran): void {
    for (const [id, node] of past.nodes)
      nodes.set(id, { ...idle, ...node, fraction: 1, blocks: node.result?.blocks ?? [] })
    results.value = past.results
    document.value = past.document
  }

  return {
    nodes,
    running,
    startedAt,
    fault,
    leftOut,
    results,
    document,
    whole,
    of,
    statusOf,
    start,
    stop,
    finish,
    hold,
    step,
    reset,
    ran,
    putBack,
  }
})

/** Errors: `pipeline` when nothing can run, or not the node that was asked for. */
function checkReady({ document, unready, left }: ReadyPart, whole: Pipeline, until: string | undefined): void {
  if (left === 0 || (until === undefined ? document.nodes.length > 0 : document.nodes.some(n => n.id === until))) return
  const why =
    unready.find(({ node }) => until === undefined || Graph.of(whole).reach(node, 'behind').has(until)) ?? unready[0]
  // Cards of what is not wired or set wrong have a button that leads there.
  const remedy = why.fault.where?.startsWith('nodes')
    ? { text: 'Press Fix on its card.', fix: { open: 'canvas' } }
    : why.fault.remedy
  throw new LatheError({
    code: 'pipeline',
    message: `Nothing could run: ${reasonOf(why, whole, nodeSpecs)}.`,
    where: why.node,
    ...(remedy && { remedy: { ...remedy, text: inTitles(remedy.text, nodeSpecs) } }),
  })
}

function iterationsOf(
  { iteration, perSecond, standing }: Extract<RunEvent, { type: 'iteration' }>,
  before: IterationProgress | null | undefined,
): IterationProgress | null {
  if (iteration === null) return null
  const { finishing = false, hold = 'free' } = before ?? {}
  return {
    iteration,
    perSecond: perSecond ?? before?.perSecond ?? null,
    finishing,
    // Between two steps it stands; what it told before it heard the wish does not take that back.
    hold: standing && hold !== 'free' ? 'standing' : hold,
  }
}

/** At most 500 frames: every second one of the older half goes. */
function thinned(frames: readonly Block[]): readonly Block[] {
  if (frames.length <= 500) return frames
  return frames.filter((_, i) => i >= 250 || i % 2 === 0)
}
