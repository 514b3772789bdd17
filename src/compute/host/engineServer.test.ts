import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LatheError } from '../../shared/errors'
import type { Block } from '../../shared/results/blocks'
import type { NodeResult, Results } from '../../shared/results/results'
import type { Outcome, RunOptions } from '../engine/engine'
import type { RunEvent } from '../engine/events'
import type { QuestionOf } from '../engine/question'
import { Tables } from '../engine/rows'
import { frameOf } from '../testing/frames'
import { nodeTypes } from '../nodes/registry'
import { serveEngine, throttled } from './engineServer'
import { type Command, type Message, transfersOf } from './messages'
import { type EnginePort, remoteEngine } from './remoteEngine'

const document = { format: 'lathe/pipeline', version: 1, name: 'Line', seed: 1, nodes: [], edges: [] } as const
const environment = {
  app: '0',
  adapter: { vendor: '', architecture: '', description: '', software: true },
  variants: {},
}
const node: NodeResult = { type: 'data.file', status: 'done' }
const results = (status: Results['status'], nodes: Results['nodes'] = {}): Results => ({
  format: 'lathe/results',
  version: 1,
  pipeline: 'Line',
  seed: 1,
  status,
  environment,
  nodes,
})

type Listener = (event: MessageEvent<unknown>) => void

/** A page and an engine whose runs end when they are told to, or when they are cancelled. */
function room() {
  const runs: { options: RunOptions; end: () => void; fail: (error: Error) => void }[] = []
  const engine = {
    run: (_: unknown, options: RunOptions = {}) =>
      new Promise<Outcome>((resolve, reject) => {
        const end = (status: Results['status']) => {
          options.onEvent?.({ type: 'ended', status, environment })
          resolve({ results: results(status), outputs: new Map() })
        }
        if (options.signal?.aborted) return end('cancelled')
        options.signal?.addEventListener('abort', () => end('cancelled'))
        runs.push({ options, end: () => end('done'), fail: reject })
      }),
    clear: vi.fn<() => void>(),
    tune: vi.fn<(signal: AbortSignal) => Promise<void>>(() => Promise.resolve()),
  }
  const listeners: Listener[] = []
  const messages: Message[] = []
  const tables = new Tables(nodeTypes, { table: path => Promise.resolve({ path, bytes: 0 }) })
  const tell = (message: Message): void => {
    messages.push(message)
    const data = structuredClone(message, { transfer: transfersOf(message) })
    for (const listener of listeners) listener({ data } as MessageEvent<unknown>)
  }
  const receive = serveEngine(engine, tell, tables)
  const port: EnginePort = {
    postMessage: (command: Command) => receive(structuredClone(command)),
    addEventListener: (type: string, listener: unknown) =>
      void (type === 'message' && listeners.push(listener as Listener)),
  }
  return { runs, engine, receive, messages, page: remoteEngine(port, () => {}) }
}

const turn = () => new Promise(done => setTimeout(done))

describe('an engine behind messages', () => {
  it('runs, tells, and ends', async () => {
    const { runs, page } = room()
    const events: RunEvent[] = []
    const run = page.run({ ...document, nodes: [], edges: [] }, { until: 'a', onEvent: event => events.push(event) })
    await turn()
    expect(runs[0].options.until).toBe('a')
    runs[0].options.onEvent!({ type: 'started', nodes: ['a'] })
    runs[0].options.onEvent!({ type: 'finished', node: 'a', result: node })
    runs[0].end()
    expect(await run).toEqual(results('done', { a: node }))
    expect(events.map(e => e.type)).toEqual(['started', 'finished', 'ended'])
  })

  it('runs one after the other, and a cancelled one in the queue never computes', async () => {
    const { runs, page } = room()
    const cancel = new AbortController()
    const open = { ...document, nodes: [], edges: [] }
    const [first, second, third] = [page.run(open), page.run(open, { signal: cancel.signal }), page.run(open)]
    await turn()
    expect(runs).toHaveLength(1)
    cancel.abort()
    runs[0].end()
    expect([await first, await second]).toEqual([results('done'), results('cancelled')])
    await turn()
    expect(runs).toHaveLength(2)
    runs[1].end()
    expect(await third).toEqual(results('done'))
  })

  it('cancels the run that is meant', async () => {
    const { runs, page, receive } = room()
    const cancel = new AbortController()
    const run = page.run({ ...document, nodes: [], edges: [] }, { signal: cancel.signal })
    await turn()
    receive({ type: 'cancel', run: 99 })
    expect(runs[0].options.signal!.aborted).toBe(false)
    cancel.abort()
    expect(await run).toEqual(results('cancelled'))
  })

  it('tells controls to the run that is meant, where it began with some', async () => {
    const { runs, page } = room()
    const open = { ...document, nodes: [], edges: [] }
    const [watched, other] = [page.run(open, { controls: { pace: 'watch' } }), page.run(open)]
    await turn()
    expect(runs[0].options.controls).toEqual({ pace: 'watch' })
    page.wish({ finish: 'train' })
    expect(runs[0].options.controls).toEqual({ pace: 'watch', finish: 'train' })
    page.wish({ pace: 'full' })
    page.wish({ pause: 'train', steps: 2 })
    page.wish({ pause: null })
    runs[0].end()
    await watched
    await turn()
    page.wish({ pace: 'watch', finish: 'train', pause: 'train' })
    expect(runs[0].options.controls).toEqual({ pace: 'full', finish: 'train', pause: null, steps: 2 })
    expect(runs[1].options.controls).toEqual({ pace: 'full' })
    runs[1].end()
    await other
  })

  it('hands errors on as they are, and goes on after them', async () => {
    const { runs, page, receive, messages } = room()
    const open = { ...document, nodes: [], edges: [] }
    const run = page.run(open)
    await turn()
    runs[0].fail(new LatheError({ code: 'adapter', message: 'None.', remedy: 'Install one.' }))
    await expect(run).rejects.toMatchObject({ code: 'adapter', message: 'None.', remedy: { text: 'Install one.' } })
    receive({ type: 'run', run: 7, document: { format: 'lathe/pipeline', version: 99 } })
    await turn()
    expect(messages.at(-1)).toMatchObject({ type: 'failed', run: 7, error: { code: 'pipeline', where: 'version' } })
    const next = page.run(open)
    await turn()
    runs[1].end()
    expect(await next).toEqual(results('done'))
  })

  it('measures kernels when a second has passed without a run, and stops when one comes', async () => {
    vi.useFakeTimers()
    try {
      const { runs, engine, page } = room()
      const open = { ...document, nodes: [], edges: [] }
      const first = page.run(open)
      await vi.advanceTimersByTimeAsync(0)
      runs[0].end()
      await first
      await vi.advanceTimersByTimeAsync(900)
      expect(engine.tune).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(200)
      const signal = engine.tune.mock.calls[0][0]
      expect(signal.aborted).toBe(false)
      const second = page.run(open)
      expect(signal.aborted).toBe(true)
      await vi.advanceTimersByTimeAsync(0)
      runs[1].end()
      await second
    } finally {
      vi.useRealTimers()
    }
  })

  it('clears, and drops what is no command', () => {
    const { engine, receive, messages, page } = room()
    page.clear()
    expect(engine.clear).toHaveBeenCalledOnce()
    for (const wrong of [
      undefined,
      null,
      'run',
      { type: 'run' },
      { type: 'run', run: '1', document },
      { type: 'eval', code: '1' },
      { type: 'clear', more: 1 },
    ])
      receive(wrong)
    expect([engine.clear.mock.calls.length, messages]).toEqual([1, []])
  })
})

describe('questions', () => {
  const frame = frameOf({ x: [3, null, 1], kind: ['b', 'a', null] })
  const rows: QuestionOf<'rows'> = { is: 'rows', node: 'load', offset: 0, limit: 10, filters: [] }

  it('are answered from what a run gave, while the run goes on', async () => {
    const { runs, page, messages } = room()
    const run = page.run({ ...document, nodes: [], edges: [] })
    await turn()
    runs[0].options.onOutput!('load', { frame, summary: {} })
    const answer = await page.ask<'rows'>({ ...rows, sort: { column: 'x', descending: false } })
    expect(answer.total).toBe(3)
    expect([...answer.rows]).toEqual([2, 0, 1])
    expect(answer.columns[1]).toEqual({
      name: 'kind',
      kind: 'category',
      codes: Int32Array.from([-1, 0, 1]),
      texts: ['b', 'a'],
    })
    const sent = messages.find(m => m.type === 'answer')
    expect(sent?.type === 'answer' && (sent.answer as typeof answer).rows.length).toBe(0)
    runs[0].end()
    await run
    expect((await page.ask<'overview'>({ is: 'overview', node: 'load', filters: [], bands: 3 })).missing).toEqual(
      Uint32Array.from([0, 1, 1]),
    )
  })

  it('are refused with the remedy where nothing ran, and after clear', async () => {
    const { runs, page } = room()
    await expect(page.ask<'rows'>(rows)).rejects.toMatchObject({
      code: 'data',
      remedy: { text: 'Run the pipeline to this node.' },
    })
    const run = page.run({ ...document, nodes: [], edges: [] })
    await turn()
    runs[0].options.onOutput!('load', { frame, summary: {} })
    runs[0].end()
    await run
    page.clear()
    await expect(page.ask<'rows'>(rows)).rejects.toMatchObject({ code: 'data' })
  })

  it('can be dropped', async () => {
    const { page } = room()
    const cancel = new AbortController()
    cancel.abort()
    await expect(page.ask<'rows'>(rows, cancel.signal)).rejects.toMatchObject({ code: 'data' })
  })
})

describe('events of blocks', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const block = (id: string, text: string): RunEvent => ({
    type: 'block',
    node: 'n',
    block: { kind: 'text', id, title: id, text } satisfies Block,
  })
  const textOf = (event: RunEvent): string =>
    event.type === 'block' && event.block.kind === 'text' ? event.block.text : event.type

  it('come at once, then at most once an interval, the newest last', () => {
    const passed: string[] = []
    const pass = throttled(
      event => passed.push(textOf(event)),
      () => 100,
    )
    for (let i = 0; i < 55; i++) {
      pass(block('loss', `loss ${i}`))
      pass(block('fit', `fit ${i}`))
      vi.advanceTimersByTime(10)
    }
    expect(passed.filter(t => t.startsWith('loss'))).toHaveLength(6)
    expect(passed.slice(0, 2)).toEqual(['loss 0', 'fit 0'])
    pass({ type: 'progress', node: 'n', fraction: 1, secondsLeft: null })
    pass({ type: 'finished', node: 'n', result: { type: 'x', status: 'done' } })
    expect(passed.slice(-4)).toEqual(['progress', 'loss 54', 'fit 54', 'finished'])
    vi.advanceTimersByTime(1000)
    expect(passed.at(-1)).toBe('finished')
  })

  it('come by the clock when nothing follows', () => {
    const passed: string[] = []
    const pass = throttled(
      event => passed.push(textOf(event)),
      () => 100,
    )
    for (const i of [1, 2, 3]) pass(block('loss', `${i}`))
    expect(passed).toEqual(['1'])
    vi.advanceTimersByTime(100)
    expect(passed).toEqual(['1', '3'])
  })
})
