import { readdirSync, readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'

/** A task of the page's thread that took more than 50 ms by the clock, in milliseconds. */
export interface LongTask {
  /** On the page's clock. */
  start: number
  /** By the clock, as the page's own observer saw it. */
  observed: number
  /** Of the processor, by Chromium's trace of the same task. */
  processor: number
  /** Without the time in which the thread was ready and other threads had the processors: what the task itself took, working or waiting. */
  own: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds of the machine's monotonic clock. */
  ts: number
  dur?: number
  /** Microseconds of the processor. */
  tdur?: number
  args?: { name?: string }
}

/** Milliseconds that a thread has stood ready without a processor, at moments of the monotonic clock. */
type Queue = { at: number; queued: number }[]

const mark = 'long-tasks-clock'

/**
 * Hears the page's long-task observer from now on. The observer goes by the clock, and the processors are shared with the engine's thread, the
 * software adapter, the server and whatever else runs: a thread that was ready and was not let run looks busy to it. So each entry is joined with
 * Chromium's trace of the same stretch of the thread, which knows its processor time, and on Linux with the kernel's count of the time that
 * the thread stood in the queue for a processor. What remains is the task's own: it worked, or waited for something it had asked for.
 */
export async function watchTasks(page: Page): Promise<() => Promise<LongTask[]>> {
  const session = await page.context().newCDPSession(page)
  const endTrace = await startTrace(session)
  const endSamples = sampleQueues()
  await page.evaluate(name => {
    const heard: { start: number; observed: number }[] = []
    new PerformanceObserver(list =>
      heard.push(...list.getEntries().map(e => ({ start: e.startTime, observed: e.duration }))),
    ).observe({ type: 'longtask' })
    performance.mark(name)
    Object.assign(window, { longTasks: heard })
  }, mark)
  return async () => {
    const { heard, markedAt } = await page.evaluate(
      name => ({
        heard: (window as unknown as { longTasks: { start: number; observed: number }[] }).longTasks,
        markedAt: performance.getEntriesByName(name)[0]!.startTime,
      }),
      mark,
    )
    const samples = endSamples()
    const events = await endTrace()
    await session.detach()
    const clock = events.find(e => e.name === mark)!
    const ofPage = events.filter(e => e.ph === 'X' && e.pid === clock.pid && e.tid === clock.tid)
    const queue = samples.get(clock.tid)
    return heard.map(({ start, observed }) => {
      const from = start - markedAt + clock.ts / 1000
      const processor = processorTime(ofPage, from, from + observed)
      const queued = queue ? queuedWithin(queue, from, from + observed) : observed - processor
      return { start, observed, processor, own: Math.max(processor, observed - queued) }
    })
  }
}

/**
 * Milliseconds of the processor that a thread used between two moments: of tasks, and of the microtasks behind them, which Chromium traces on
 * their own. What the trace does not know counts in full.
 */
function processorTime(events: readonly TraceEvent[], from: number, to: number): number {
  let [used, known, end] = [0, 0, 0]
  for (const { name, ts, dur = 0, tdur = 0 } of events.toSorted((a, b) => a.ts - b.ts)) {
    if (!/RunTask$|PerformMicrotaskCheckpoint$/.test(name) || ts < end) continue
    end = ts + dur
    const within = Math.min(to, end / 1000) - Math.max(from, ts / 1000)
    if (within <= 0) continue
    known += within
    used += Math.min(within, tdur / 1000)
  }
  return used + (to - from - known)
}

/** What Chromium writes down of its threads; gives what ends that. */
async function startTrace(session: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const complete = new Promise<{ dataLossOccurred: boolean }>(resolve =>
    session.once('Tracing.tracingComplete', resolve),
  )
  const includedCategories = ['toplevel', 'blink.user_timing']
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } })
  return async () => {
    await session.send('Tracing.end')
    if ((await complete).dataLossOccurred) throw new Error('The trace has lost events.')
    return events
  }
}

/**
 * Reads every 5 ms how long the first threads of all page processes of Chromium have stood ready without a processor. Linux only: elsewhere there
 * is nothing to read.
 */
function sampleQueues(): () => ReadonlyMap<number, Queue> {
  const queues = new Map(pageProcesses().map((id): [number, Queue] => [id, []]))
  const timer = setInterval(() => {
    for (const [id, samples] of queues) {
      // `hrtime` and the trace both go by the machine's monotonic clock.
      const at = Number(process.hrtime.bigint()) / 1e6
      const [, queued] = readIfThere(`/proc/${id}/schedstat`).split(' ')
      if (queued !== undefined) samples.push({ at, queued: Number(queued) / 1e6 })
    }
  }, 5)
  return () => {
    clearInterval(timer)
    return queues
  }
}

function pageProcesses(): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter(id => id > 0 && readIfThere(`/proc/${id}/cmdline`).includes('--type=renderer'))
}

/** A process may end while it is looked at. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Milliseconds in the queue between the samples around two moments: the kernel adds a wait up when it ends. */
function queuedWithin(queue: Queue, from: number, to: number): number {
  const before = queue.findLast(s => s.at <= from)
  const after = queue.find(s => s.at >= to)
  return before && after ? after.queued - before.queued : 0
}
