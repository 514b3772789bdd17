import { throwIfCancelled } from '../../shared/errors'
import { formatNumber } from '../../shared/results/format'

/** `watch`: a person wants to see the model learn; `full`: as fast as it goes. */
export const paces = ['full', 'watch'] as const
export type Pace = (typeof paces)[number]

/** What the person in front of a run asks of it, at any time while it goes on. No wish changes what an iteration computes. */
export interface RunControls {
  pace: Pace
  /** The node whose model is wanted as it is by now. */
  finish?: string
  /** The node whose training stands still after its next iteration, until it is null again. */
  pause?: string | null
  /** How many times one more iteration was asked of a training that stands still, over the run. */
  steps?: number
}

/** Where a person ended a training. */
export interface Early {
  /** Iterations in all. */
  iteration: number
  /** The same in words: "iteration 1,860". */
  at: string
}

/**
 * The iterations of a fit. Between them a person may watch, or take the model as it is: a fit that can stop after any of them calls `after`,
 * and by that alone the page knows that it can.
 */
export interface Iterations {
  /** Iterations are slowed down to be seen, or held: a fit shows how it stands before it calls `after`. */
  readonly watched: boolean
  /** A person holds the training still: it waits at the next `after`. */
  readonly held: boolean
  /** Milliseconds that it has stood still. */
  readonly stood: number
  /** No more iterations than these: where the training of the same node on all rows was finished early, those of its folds end there too. */
  readonly limit: number
  /** Set once a person has ended the training. */
  readonly early: Early | undefined
  /**
   * Iterations until the next look, of at most `usual`: one by one at first, then a twentieth of those done, when somebody watches; one
   * while the training is held.
   */
  batch(done: number, usual: number): number
  /**
   * After an iteration or several, `done` in all; waits while the training is held. True: the model is wanted as it is. Errors:
   * `cancelled`.
   */
  after(done: number, at?: string): Promise<boolean>
  /** The iterations have ended: from here on nothing can be finished early. */
  over(): void
}

/** Milliseconds between two frames of a training that is watched. */
export const frameMilliseconds = 1000 / 15

/** Says how far the iterations are at most this often, in milliseconds. */
const tellMilliseconds = 100
/** While a training stands still, what is wished of it is looked at this often, in milliseconds. */
const lookMilliseconds = 15

/** Hears how many iterations are done (null when they are over), how many a second, and whether they stand still. */
export type Tell = (done: number | null, perSecond: number | null, standing: boolean) => void

/** Iterations in front of a person. */
export function watchedIterations(
  node: string,
  controls: Readonly<RunControls>,
  signal: AbortSignal,
  tell: Tell,
): Iterations {
  let early: Early | undefined
  let frame = -Infinity
  let told: { at: number; done: number } | undefined
  let stood = 0
  /** Steps that were asked for and taken; where the training stood still last. */
  let taken = 0
  let stop = 0
  const held = (): boolean => controls.pause === node && controls.finish !== node

  function say(done: number): void {
    const now = performance.now()
    if (told && now - told.at < tellMilliseconds) return
    const perSecond = told && done > told.done ? (1000 * (done - told.done)) / (now - told.at) : null
    told = { at: now, done }
    tell(done, perSecond, false)
  }
  /** Waits until the training may go on. What is repeated after the device was lost goes on to where it stood. */
  async function stand(done: number): Promise<void> {
    const { steps = 0 } = controls
    if (!held()) {
      taken = steps
      return
    }
    if (done < stop) return
    stop = done
    tell(done, null, true)
    const since = performance.now()
    while (held() && (controls.steps ?? 0) === taken) {
      await pause(lookMilliseconds)
      throwIfCancelled(signal)
    }
    if (held()) taken++
    else tell(done, null, false)
    stood += performance.now() - since
    told = undefined
  }
  return {
    get watched() {
      return controls.pace === 'watch' || held()
    },
    get held() {
      return held()
    },
    get stood() {
      return stood
    },
    get early() {
      return early
    },
    // What is repeated after the device was lost ends where it was ended.
    get limit() {
      return early?.iteration ?? Infinity
    },
    batch(done, usual) {
      if (held()) return Math.max(1, Math.min(usual, stop - done))
      return controls.pace === 'watch' ? Math.max(1, Math.min(usual, Math.ceil(done / 20))) : usual
    },
    async after(done, at = `iteration ${formatNumber(done, 'integer')}`) {
      say(done)
      if (controls.pace === 'watch' && !held()) await pause(frame + frameMilliseconds - performance.now())
      await stand(done)
      frame = performance.now()
      throwIfCancelled(signal)
      if (controls.finish !== node) return false
      early ??= { iteration: done, at }
      return true
    },
    over: () => tell(null, null, false),
  }
}

/** Iterations that nobody sees. `limit`: the most of them. */
export function unwatched(limit = Infinity): Iterations {
  return {
    watched: false,
    held: false,
    stood: 0,
    limit,
    early: undefined,
    batch: (_done, usual) => usual,
    after: () => Promise.resolve(false),
    over: () => undefined,
  }
}

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, Math.max(0, ms)))
