import { throwIfCancelled } from '../../shared/errors'
import { formatNumber } from '../../shared/results/format'

/** `watch`: a person wants to see the model learn; `full`: as fast as it goes. */
export const paces = ['full', 'watch'] as const
export type Pace = (typeof paces)[number]

/** What the person in front of a run wishes of it, at any time while it goes on. No wish changes what an iteration computes. */
export interface Wishes {
  pace: Pace
  /** The node whose model is wanted as it is by now. */
  finish?: string
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
  /** Iterations are slowed down to be seen: a fit shows how it stands before it calls `after`. */
  readonly watched: boolean
  /** No more iterations than these: where the training of the same node on all rows was finished early, those of its folds end there too. */
  readonly limit: number
  /** Set once a person has ended the training. */
  readonly early: Early | undefined
  /** Iterations until the next look, of at most `usual`: one by one at first, then a twentieth of those done, when somebody watches. */
  batch(done: number, usual: number): number
  /** After an iteration or several, `done` in all. True: the model is wanted as it is. Errors: `cancelled`. */
  after(done: number, at?: string): Promise<boolean>
  /** The iterations have ended: from here on nothing can be finished early. */
  over(): void
}

/** Milliseconds between two frames of a training that is watched. */
export const frameMilliseconds = 1000 / 15

/** Says how far the iterations are at most this often, in milliseconds. */
const tellMilliseconds = 100

/** Iterations in front of a person. `tell` hears how many are done, and how many a second; null when they are over. */
export function watchedIterations(
  node: string,
  wishes: Readonly<Wishes>,
  signal: AbortSignal,
  tell: (done: number | null, perSecond: number | null) => void,
): Iterations {
  let early: Early | undefined
  let frame = -Infinity
  let told: { at: number; done: number } | undefined

  function say(done: number): void {
    const now = performance.now()
    if (told && now - told.at < tellMilliseconds) return
    const perSecond = told && done > told.done ? (1000 * (done - told.done)) / (now - told.at) : null
    told = { at: now, done }
    tell(done, perSecond)
  }
  return {
    get watched() {
      return wishes.pace === 'watch'
    },
    get early() {
      return early
    },
    // What is repeated after the device was lost ends where it was ended.
    get limit() {
      return early?.iteration ?? Infinity
    },
    batch: (done, usual) => (wishes.pace === 'watch' ? Math.max(1, Math.min(usual, Math.ceil(done / 20))) : usual),
    async after(done, at = `iteration ${formatNumber(done, 'integer')}`) {
      say(done)
      if (wishes.pace === 'watch') await pause(frame + frameMilliseconds - performance.now())
      frame = performance.now()
      throwIfCancelled(signal)
      if (wishes.finish !== node) return false
      early ??= { iteration: done, at }
      return true
    },
    over: () => tell(null, null),
  }
}

/** Iterations that nobody sees. `limit`: the most of them. */
export function unwatched(limit = Infinity): Iterations {
  return {
    watched: false,
    limit,
    early: undefined,
    batch: (_done, usual) => usual,
    after: () => Promise.resolve(false),
    over: () => undefined,
  }
}

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, Math.max(0, ms)))
