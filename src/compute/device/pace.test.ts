import { describe, expect, it } from 'vitest'
import { Pace, Rate } from './pace'

/** A device whose kernels take `true` multiply-adds a millisecond, and a clock that nothing else moves. */
function adapter(trueRates: readonly number[]) {
  let clock = 0
  let busyUntil = 0
  let collected = 0
  const pace = new Pace(() => clock)
  const rates = trueRates.map(() => new Rate())
  const longest: number[] = []
  const submit = (): void => {
    pace.submit()
    longest.push(collected)
    busyUntil = Math.max(clock, busyUntil) + collected
    collected = 0
  }
  return {
    pace,
    rates,
    /** Milliseconds of every submission so far. */
    longest,
    launch: (kernel: number, work: number): void => {
      pace.add(rates[kernel], work)
      collected += work / trueRates[kernel]
      if (pace.pending > 100) submit()
    },
    /** The host does something else. */
    idle: (milliseconds: number) => void (clock += milliseconds),
    wait: (): void => {
      if (collected > 0) submit()
      const done = pace.wait()
      clock = Math.max(clock, busyUntil)
      done()
    },
  }
}

describe('the pace of submissions', () => {
  it.each([
    ['alike', [2e7, 2e7]],
    ['a thousand times apart', [2e7, 2e4]],
    ['on a GPU', [1e9, 1e8]],
  ])('is found for each of two kernels %s', (_, trueRates) => {
    const { launch, wait, longest, rates } = adapter(trueRates)
    // Launches of about a millisecond, in mixtures that change, a wait after about 50 of them.
    for (let round = 0; round < 60; round++) {
      for (let i = 0; i < 50; i++) {
        const kernel = (i * 7) % 10 < round % 10 ? 1 : 0
        launch(kernel, trueRates[kernel])
      }
      wait()
    }
    rates.forEach(({ perMillisecond }, kernel) => {
      expect(perMillisecond / trueRates[kernel]).toBeGreaterThan(0.5)
      expect(perMillisecond / trueRates[kernel]).toBeLessThan(2)
    })
    longest.length = 0
    for (const kernel of [0, 1, 0]) {
      for (let i = 0; i < 1000; i++) launch(kernel, trueRates[kernel])
      wait()
    }
    expect(Math.max(...longest)).toBeLessThan(200)
    // Nor are they cut to pieces: 3,000 ms take no more than twice the submissions that 100 ms each would be.
    expect(longest.length).toBeLessThan(60)
  })

  it('is found for twenty kernels of one mixture in as many waits as for one', () => {
    const rates = Array.from({ length: 20 }, () => 1e8)
    const { launch, wait, longest } = adapter(rates)
    const step = (): void => rates.forEach((rate, kernel) => launch(kernel, rate / 4))
    for (let waits = 0; waits < 6; waits++) {
      for (let i = 0; i < 5; i++) step()
      wait()
    }
    longest.length = 0
    for (let i = 0; i < 200; i++) step()
    wait()
    // A second's work.
    expect(Math.max(...longest)).toBeLessThan(200)
    expect(longest.length).toBeLessThan(20)
  })

  it('slows down by one wait, whatever the kernel told of its work', () => {
    const { launch, wait, longest } = adapter([200])
    for (let i = 0; i < 2; i++) {
      launch(0, 4e5)
      wait()
    }
    longest.length = 0
    for (let i = 0; i < 100; i++) launch(0, 2000)
    wait()
    expect(Math.max(...longest)).toBeLessThan(130)
  })

  it('does not take the host for a slow kernel, nor a compilation', () => {
    const { launch, wait, idle, rates } = adapter([2e5])
    launch(0, 3e7)
    idle(5000)
    wait()
    const before = rates[0].perMillisecond
    launch(0, 3e7)
    idle(5000)
    wait()
    expect(rates[0].perMillisecond).toBe(before)
    const first = adapter([2e2])
    first.launch(0, 4e5)
    first.wait()
    expect(first.rates[0].perMillisecond).toBe(2e5)
    first.launch(0, 4e5)
    first.wait()
    expect(first.rates[0].perMillisecond).toBeCloseTo(2e2)
  })

  it('counts what was submitted during a wait from the end of it', () => {
    let clock = 0
    const pace = new Pace(() => clock)
    const rate = new Rate()
    rate.known = true
    pace.add(rate, 2e7)
    pace.submit()
    const first = pace.wait()
    pace.add(rate, 2e7)
    pace.submit()
    clock = 100
    first()
    const second = pace.wait()
    clock = 200
    second()
    expect(rate.perMillisecond).toBeCloseTo(2e5)
  })

  it('forgets what was dropped', () => {
    const pace = new Pace(() => 0)
    pace.add(new Rate(), 2e7)
    pace.submit()
    pace.add(new Rate(), 2e7)
    pace.forget()
    expect([pace.pending, pace.submitted]).toEqual([0, 0])
  })
})
