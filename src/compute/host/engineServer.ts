import { LatheError } from '../../shared/errors'
import { readPipeline } from '../../shared/pipeline/document'
import type { Engine } from '../engine/engine'
import type { RunEvent } from '../engine/events'
import type { RunControls } from '../engine/iterations'
import type { Tables } from '../engine/rows'
import { command, type Command, type Message } from './messages'

/** A run that began or waits its turn. */
interface Open {
  cancel: AbortController
  controls: RunControls
}

/** Blocks that change while a node trains are shown this often, in milliseconds; all of them when somebody watches. */
const blockInterval = 100

/** After a run, kernels are measured when nothing was asked for this long, in milliseconds. */
const idleAfter = 1000

/**
 * Takes commands for an engine and answers in messages. Runs go one after the other: they share a device and its counters.
 * When none is left, the engine measures its kernels until the next one comes.
 * Questions about the tables that runs leave are answered beside them.
 * A command that is not one is dropped: there is nobody to tell.
 */
export function serveEngine(
  engine: Pick<Engine, 'run' | 'clear' | 'tune'>,
  answer: (message: Message) => void,
  tables: Pick<Tables, 'keep' | 'clear' | 'answer'>,
): (received: unknown) => void {
  const open = new Map<number, Open>()
  const asked = new Map<number, AbortController>()
  let last: Promise<void> = Promise.resolve()
  let idle = new AbortController()

  async function run(
    { run, document, until }: Extract<Command, { type: 'run' }>,
    { cancel: { signal }, controls }: Open,
  ): Promise<void> {
    const interval = (): number => (controls.pace === 'watch' ? 0 : blockInterval)
    const events = throttled(event => answer({ type: 'event', run, event }), interval)
    try {
      const onOutput = tables.keep.bind(tables)
      await engine.run(readPipeline(document), {
        signal,
        controls,
        onEvent: events,
        onOutput,
        ...(until !== undefined && { until }),
      })
    } catch (error) {
      answer({ type: 'failed', run, error: LatheError.from(error).toJSON() })
    } finally {
      open.delete(run)
    }
  }

  async function reply({ ask, question }: Extract<Command, { type: 'ask' }>, signal: AbortSignal): Promise<void> {
    try {
      answer({ type: 'answer', ask, answer: await tables.answer(question, signal) })
    } catch (error) {
      answer({ type: 'refused', ask, error: LatheError.from(error).toJSON() })
    } finally {
      asked.delete(ask)
    }
  }

  return received => {
    const parsed = command.safeParse(received)
    if (!parsed.success) return
    const said = parsed.data
    if (said.type === 'clear') {
      engine.clear()
      tables.clear()
    } else if (said.type === 'drop') asked.get(said.ask)?.abort()
    else if (said.type === 'ask') {
      const cancel = new AbortController()
      asked.set(said.ask, cancel)
      void reply(said, cancel.signal)
    } else if (said.type === 'cancel') open.get(said.run)?.cancel.abort()
    else if (said.type === 'wish') wish(open.get(said.run)?.controls, said)
    else if (!open.has(said.run)) {
      const begun: Open = { cancel: new AbortController(), controls: { pace: said.pace ?? 'full' } }
      open.set(said.run, begun)
      idle.abort()
      idle = new AbortController()
      const { signal } = idle
      last = last
        .then(() => run(said, begun))
        .then(() => silence(signal))
        .then(() => engine.tune(signal))
    }
  }
}

function wish(
  controls: RunControls | undefined,
  { pace, finish, pause, steps }: Extract<Command, { type: 'wish' }>,
): void {
  if (!controls) return
  if (pace !== undefined) controls.pace = pace
  if (finish !== undefined) controls.finish = finish
  if (pause !== undefined) controls.pause = pause
  if (steps !== undefined) controls.steps = steps
}

/** Waits until nothing was asked for a while, or something is. */
function silence(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, idleAfter)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Passes events on at once, but of a block that comes again within the interval only the newest, when it is over or the node has finished. */
export function throttled(pass: (event: RunEvent) => void, interval: () => number): (event: RunEvent) => void {
  const shown = new Map<string, number>()
  const waiting = new Map<string, { event: RunEvent; timer: ReturnType<typeof setTimeout> }>()

  const flush = (key: string): void => {
    const held = waiting.get(key)
    if (!held) return
    clearTimeout(held.timer)
    waiting.delete(key)
    shown.set(key, performance.now())
    pass(held.event)
  }
  return event => {
    if (event.type === 'block') {
      const key = `${event.node}/${event.block.id}`
      const wait = (shown.get(key) ?? -Infinity) + interval() - performance.now()
      const timer = waiting.get(key)?.timer ?? setTimeout(() => flush(key), Math.max(0, wait))
      waiting.set(key, { event, timer })
      if (wait <= 0) flush(key)
      return
    }
    if (event.type === 'finished' || event.type === 'ended') for (const key of waiting.keys()) flush(key)
    pass(event)
  }
}
