import { LatheError } from '../../shared/errors'
import type { Pipeline } from '../../shared/pipeline/document'
import type { Results } from '../../shared/results/results'
import type { RunOptions } from '../engine/engine'
import type { RunEvent } from '../engine/events'
import type { RunControls } from '../engine/iterations'
import type { Answers, QuestionName, QuestionOf } from '../engine/question'
import { type Command, message } from './messages'

/** The part of a `Worker` that is needed to talk with an engine in it. */
export interface EnginePort {
  postMessage(command: Command): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void
}

/** An engine in another room, as the page holds it. */
export interface RemoteEngine {
  /** As `Engine.run`, without the frames, which stay over there. `controls` as they stand at the beginning. */
  run(document: Pipeline, options?: RunOptions): Promise<Results>
  /** Changes the controls of the runs under way that began with some. */
  wish(controls: Partial<RunControls>): void
  /** Asks about the tables that runs left behind. Errors: `data`, `cancelled`, those of the store. */
  ask<K extends QuestionName>(question: QuestionOf<K>, signal?: AbortSignal): Promise<Answers[K]>
  clear(): void
}

interface Asked {
  resolve: (answer: Answers[QuestionName]) => void
  reject: (error: LatheError) => void
}

interface Running {
  document: Pipeline
  nodes: Results['nodes']
  watched: boolean
  onEvent: (event: RunEvent) => void
  resolve: (results: Results) => void
  reject: (error: LatheError) => void
}

/** Talks with the engine behind a port. `save` takes the files that its runs make and the service may not write. */
export function remoteEngine(
  port: EnginePort,
  save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void,
): RemoteEngine {
  const running = new Map<number, Running>()
  const asked = new Map<number, Asked>()
  let count = 0

  port.addEventListener('message', ({ data }) => {
    const said = message.parse(data)
    if (said.type === 'file') return save(said.name, said.bytes)
    if (said.type === 'answer') return asked.get(said.ask)?.resolve(said.answer)
    if (said.type === 'refused') return asked.get(said.ask)?.reject(new LatheError(said.error))
    const run = running.get(said.run)
    if (said.type === 'failed') run?.reject(new LatheError(said.error))
    else if (run) {
      const { event } = said
      run.onEvent(event)
      if (event.type === 'finished') run.nodes[event.node] = event.result
      if (event.type === 'ended') run.resolve(resultsOf(run, event))
    }
  })
  port.addEventListener('error', event => {
    const error = new LatheError({
      code: 'internal',
      message: `The engine stopped: ${event.message || 'it did not load'}.`,
      remedy: 'Reload the page.',
    })
    for (const waiting of [...running.values(), ...asked.values()]) waiting.reject(error)
  })

  return {
    run(document, { signal, until, controls, onEvent = () => {} } = {}) {
      const number = ++count
      const cancel = (): void => port.postMessage({ type: 'cancel', run: number })
      return new Promise<Results>((resolve, reject) => {
        running.set(number, { document, nodes: {}, watched: controls !== undefined, onEvent, resolve, reject })
        port.postMessage({
          type: 'run',
          run: number,
          document,
          ...(until !== undefined && { until }),
          ...(controls && { pace: controls.pace }),
        })
        if (signal?.aborted) cancel()
        else signal?.addEventListener('abort', cancel)
      }).finally(() => {
        running.delete(number)
        signal?.removeEventListener('abort', cancel)
      })
    },
    wish(controls) {
      for (const [number, { watched }] of running)
        if (watched) port.postMessage({ type: 'wish', run: number, ...controls })
    },
    ask<K extends QuestionName>(question: QuestionOf<K>, signal?: AbortSignal): Promise<Answers[K]> {
      const number = ++count
      const drop = (): void => port.postMessage({ type: 'drop', ask: number })
      return new Promise<Answers[QuestionName]>((resolve, reject) => {
        asked.set(number, { resolve, reject })
        port.postMessage({ type: 'ask', ask: number, question })
        if (signal?.aborted) drop()
        else signal?.addEventListener('abort', drop)
      }).finally(() => {
        asked.delete(number)
        signal?.removeEventListener('abort', drop)
      }) as Promise<Answers[K]>
    },
    clear: () => port.postMessage({ type: 'clear' }),
  }
}

/** The results of a run, from what was told of each node and at the end. */
const resultsOf = (
  { document: { name, seed }, nodes }: Running,
  { status, environment }: Extract<RunEvent, { type: 'ended' }>,
): Results => ({ format: 'lathe/results', version: 1, pipeline: name, seed, status, environment, nodes })
