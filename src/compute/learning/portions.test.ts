import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Iterations, unwatched, watchedIterations, type RunControls } from '../engine/iterations'
import type { Context } from '../engine/node'
import { testDevice } from '../testing/device'
import { inPortions, type Stepwise } from './portions'

const device = await testDevice()
const context = (iterations: Iterations, signal = new AbortController().signal) => {
  const fractions: number[] = []
  const made = { device, signal, iterations, progress: (f: number) => void fractions.push(f) } as unknown as Context
  return { made, fractions }
}

/** Steps that take no time; `looks`: where each portion began, and its size. */
function counting(options: Partial<Stepwise> = {}) {
  const launched: number[] = []
  const looks: [number, number][] = []
  const steps: Stepwise = {
    most: 100,
    portion: [2, 16],
    launch: step => void launched.push(step),
    look: (done, taken) => {
      looks.push([done, taken])
      return Promise.resolve()
    },
    ...options,
  }
  return { steps, launched, looks }
}

afterEach(() => vi.restoreAllMocks())

describe('portions', () => {
  it('double, and end with the last step', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(0)
    const { steps, launched, looks } = counting()
    const { made, fractions } = context(unwatched())
    expect(await inPortions(made, steps)).toEqual({ done: 100, ended: 'most' })
    expect(launched).toEqual(Array.from({ length: 100 }, (_, i) => i))
    expect(looks.map(([, size]) => size)).toEqual([2, 4, 8, 16, 16, 16, 16, 16, 6])
    expect([fractions[0], fractions.at(-1)]).toEqual([0.02, 1])
  })

  it('end after a fifth of a second, and after one step where that takes longer', async () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const { steps, looks } = counting({ most: 7, portion: [100, 100], launch: () => void (now += 90) })
    await inPortions(context(unwatched()).made, steps)
    expect(looks).toEqual([
      [0, 3],
      [3, 3],
      [6, 1],
    ])
    const slow = counting({ most: 2, launch: () => void (now += 1000) })
    await inPortions(context(unwatched()).made, slow.steps)
    expect(slow.looks.map(([, size]) => size)).toEqual([1, 1])
  })

  it('go on from the steps that counted', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(0)
    const { steps, launched } = counting({
      most: 9,
      portion: [4, 4],
      look: done => Promise.resolve(done === 0 ? { counted: 1 } : done === 5 ? { counted: 2, over: true } : {}),
    })
    expect(await inPortions(context(unwatched()).made, steps)).toEqual({ done: 7, ended: 'arrived' })
    expect(launched).toEqual([0, 1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('are one step each while the training is held, and end where it is finished', async () => {
    const controls: RunControls = { pace: 'full', pause: 'train' }
    const told: string[] = []
    const iterations = watchedIterations(
      'train',
      controls,
      new AbortController().signal,
      (done, _perSecond, standing) => {
        if (!standing) return
        told.push(String(done))
        if (done === 13) controls.finish = 'train'
        else controls.steps = (controls.steps ?? 0) + 1
      },
    )
    const { steps, looks } = counting({ before: 10, at: done => `step ${done} of start 2` })
    expect(await inPortions(context(iterations).made, steps)).toEqual({ done: 3, ended: 'finished' })
    expect(looks).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ])
    expect(told).toEqual(['11', '12', '13'])
    expect(iterations.early).toEqual({ iteration: 13, at: 'step 3 of start 2' })
  })

  it('take no more steps than a training that was finished early, over all starts', async () => {
    const { steps, launched } = counting({ before: 10 })
    expect(await inPortions(context(unwatched(12)).made, steps)).toEqual({ done: 2, ended: 'most' })
    expect(launched).toEqual([0, 1])
    const more = counting({ before: 12 })
    expect(await inPortions(context(unwatched(12)).made, more.steps)).toEqual({ done: 0, ended: 'most' })
  })

  it('end with the run', async () => {
    const stop = new AbortController()
    const { steps, launched } = counting({ launch: step => void (launched.push(step), step === 4 && stop.abort()) })
    await expect(inPortions(context(unwatched(), stop.signal).made, steps)).rejects.toMatchObject({ code: 'cancelled' })
    expect(launched).toEqual([0, 1, 2, 3, 4])
  })
})
