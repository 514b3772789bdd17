import { frameMilliseconds } from '../engine/iterations'
import type { Context } from '../engine/node'

/** What a look at the steps so far found. */
export interface Look {
  /** How many steps of the portion counted; all of them unless given. Those behind them have changed nothing. */
  counted?: number
  /** The training has arrived: no more steps. */
  over?: boolean
}

export interface Stepwise {
  /** Steps at most. */
  most: number
  /** Steps of earlier starts, which a person's iterations go on from; 0 unless given. */
  before?: number
  /**
   * Steps between two looks, of which each costs a readback: from few, so that charts start at once, doubled up to many, so that reading
   * costs nothing. A step must not depend on where portions end.
   */
  portion: readonly [first: number, last: number]
  /** Launches step `step`, the `slot`th of its portion; both count from 0. */
  launch: (step: number, slot: number) => void | Promise<void>
  /** After `taken` steps behind the `done` that had counted: reads what they left, and shows it. */
  look: (done: number, taken: number) => Promise<Look | void>
  /** `done` steps in words, where they are not "iteration 1,860". */
  at?: (done: number) => string
  /** How far the node is after `done` steps; done ÷ most unless given. */
  fraction?: (done: number) => number
}

export interface Stepped {
  /** Steps that counted. */
  done: number
  /** Whether the training arrived, has taken all its steps, or was finished by hand. */
  ended: 'arrived' | 'most' | 'finished'
}

/** A portion takes no more steps after this time, so that charts move a few times a second. Steps under way then still end. */
const portionMilliseconds = 200

/**
 * Takes the steps of a training in portions: launches some, looks at what they left, and lets the person who watches have their way
 * (pace, pause, single steps, Finish). Errors: `cancelled`; what `launch` and `look` throw.
 */
export async function inPortions(
  { device, signal, iterations, progress }: Context,
  { most, before = 0, portion: [first, last], launch, look, at, fraction = done => done / most }: Stepwise,
): Promise<Stepped> {
  const end = Math.min(most, iterations.limit - before)
  let done = 0
  for (let usual = first; done < end; usual = Math.min(2 * usual, last)) {
    const wanted = Math.min(iterations.batch(before + done, usual), end - done)
    const longest = iterations.watched ? frameMilliseconds : portionMilliseconds
    const started = performance.now()
    let taken = 0
    while (taken === 0 || (taken < wanted && performance.now() - started < longest)) {
      await launch(done + taken, taken)
      taken++
      await device.pace(signal)
    }
    const { counted = taken, over = false } = (await look(done, taken)) ?? {}
    done += counted
    progress(Math.min(1, fraction(done)))
    if (over) return { done, ended: 'arrived' }
    if (await iterations.after(before + done, at?.(done))) return { done, ended: 'finished' }
  }
  return { done, ended: 'most' }
}
