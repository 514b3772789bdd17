import { cpus } from 'node:os'
import type { CDPSession, Page } from '@playwright/test'

/** A task of the page's thread that took more than 50 ms by the clock, in milliseconds. */
export interface LongTask {
  /** On the page's clock. */
  start: number
  /** By the clock, as the page's own observer saw it. */
  observed: number
  /** Of the processor, by Chromium's trace of the same task. */
  processor: number
  /** What the task itself took: of the processor, and of waiting as far as a processor stood idle meanwhile. */
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

/** Milliseconds that the machine's processors have been idle, all together, at moments of the monotonic clock. */
type Idle = { at: number; idle: number }[]

const mark = 'long-tasks-clock'

/**
 * Hears the page's long-task observer from now on. The observer goes by the clock, and the processors are shared with the engine's thread, the
 * software adapter, the server and whatever else runs: a thread that is ready and not let run looks busy to it, and so does one that waits for such a
 * thread. So each entry is joined with Chromium's trace of the same stretch of the page's thread, which knows its processor time. Of the rest counts
 * what passed while a processor stood idle: then nothing had to queue, and the page waited for something it had asked for.
 */
export async function watchTasks(page: Page): Promise<() => Promise<LongTask[]>> {
  const session = await page.context().newCDPSession(page)
  const endTrace = await startTrace(session)
  const endIdle = sampleIdle()
  await page.evaluate(name => {
    const heard: { start: number; observed: number }[] = []
    new PerformanceObserver(list =>
      heard.push(...list.getEntries().map(e => ({ start: e.startTime, observed: e.duration }))),
    ).observe({ type: 'longtask' })
    // Another watch of the page may have been before.
    performance.clearMarks(name)
    performance.mark(name)
    Object.assign(window, { longTasks: heard })
  }, mark)
  return async () => {
    const { heard, markedAt } = await page.evaluate(
      name => ({
        heard: (window as unknown as { longTasks: { start: number; observed: number }[] }).longTasks,
        markedAt: performance.getEntriesByName(name)[0].startTime,
      }),
      mark,
    )
    const idle = endIdle()
    const events = await endTrace()
    await session.detach()
    const clock = events.find(e => e.name === mark)!
    const ofPage = events.filter(e => e.ph === 'X' && e.pid === clock.pid && e.tid === clock.tid)
    return heard.map(({ start, observed }) => {
      const from = start - markedAt + clock.ts / 1000
      const processor = processorTime(ofPage, from, from + observed)
      return {
        start,
        observed,
        processor,
        own: Math.min(observed, processor + idleWithin(idle, from, from + observed)),
      }
    })
  }
}

/**
 * Milliseconds of the processor that a thread used between two moments: for tasks, and for the microtasks behind them, which Chromium traces on
 * their own.
 */
function processorTime(events: readonly TraceEvent[], from: number, to: number): number {
  let [used, end] = [0, 0]
  for (const { name, ts, dur = 0, tdur = 0 } of events.toSorted((a, b) => a.ts - b.ts)) {
    // Within the one before: counted with it.
    if (!/RunTask$|PerformMicrotaskCheckpoint$/.test(name) || ts < end) continue
    end = ts + dur
    const within = Math.min(to, end / 1000) - Math.max(from, ts / 1000)
    if (within > 0) used += Math.min(within, tdur / 1000)
  }
  return used
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

/** Reads every 10 ms how long the processors have been idle: as fine as Linux counts it. */
function sampleIdle(): () => Idle {
  const samples: Idle = []
  const timer = setInterval(() => {
    // `hrtime` and the trace both go by the machine's monotonic clock.
    const at = Number(process.hrtime.bigint()) / 1e6
    samples.push({ at, idle: cpus().reduce((sum, { times }) => sum + times.idle, 0) })
  }, 10)
  return () => {
    clearInterval(timer)
    return samples
  }
}

/** Idle milliseconds between the first and the last sample within two moments. */
function idleWithin(samples: Idle, from: number, to: number): number {
  const within = samples.filter(({ at }) => at >= from && at <= to)
  return within.length > 0 ? within.at(-1)!.idle - within[0].idle : 0
}
