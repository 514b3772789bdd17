import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Autosaver } from './autosaver'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function keeper(keep: (value: string) => Promise<void> = () => Promise.resolve()) {
  const kept: string[] = []
  const states: string[] = []
  const made = new Autosaver<string>(
    async value => {
      await keep(value)
      kept.push(value)
    },
    state => states.push(state),
  )
  return { made, kept, states }
}

it('keeps the newest value, at most 250 ms after the first change', async () => {
  const { made, kept, states } = keeper()
  for (const value of ['a', 'b', 'c']) {
    made.note(value)
    await vi.advanceTimersByTimeAsync(80)
  }
  expect(kept).toEqual([])
  await vi.advanceTimersByTimeAsync(10)
  expect(kept).toEqual(['c'])
  expect(states.at(-1)).toBe('kept')
})

it('keeps one value at a time, and then what came meanwhile', async () => {
  let open = 0
  const { made, kept } = keeper(async () => {
    expect(++open).toBe(1)
    await new Promise(done => setTimeout(done, 1000))
    open--
  })
  made.note('a')
  await vi.advanceTimersByTimeAsync(300)
  made.note('b')
  await vi.advanceTimersByTimeAsync(3000)
  expect(kept).toEqual(['a', 'b'])
})

it('tells a failure and tries again until it is kept', async () => {
  let left = 2
  const { made, kept, states } = keeper(() => (left-- > 0 ? Promise.reject(new Error('full')) : Promise.resolve()))
  made.note('a')
  await vi.advanceTimersByTimeAsync(250)
  expect(states).toEqual(['pending', 'failed'])
  expect(made.waiting).toBe('a')
  await vi.advanceTimersByTimeAsync(4000)
  expect(kept).toEqual(['a'])
  expect(states.at(-1)).toBe('kept')
})

it('lets other work wait for what is on its way', async () => {
  const order: string[] = []
  const { made } = keeper(async value => {
    await new Promise(done => setTimeout(done, 100))
    order.push(value)
  })
  made.note('a')
  const flushed = made.flush()
  const saved = made.inTurn(async () => {
    order.push('save')
    return Promise.resolve(1)
  })
  await vi.advanceTimersByTimeAsync(200)
  await flushed
  expect(await saved).toBe(1)
  expect(order).toEqual(['a', 'save'])
})

it('waits for the person where trying again does not help', async () => {
  let tried = 0
  let overtaken = true
  const kept: string[] = []
  const states: string[] = []
  const made = new Autosaver<string>(
    value => {
      tried++
      if (overtaken) return Promise.reject(new Error('overtaken'))
      kept.push(value)
      return Promise.resolve()
    },
    state => states.push(state),
    error => (error as Error).message === 'overtaken',
  )
  made.note('a')
  await vi.advanceTimersByTimeAsync(10_000)
  made.note('b')
  await vi.advanceTimersByTimeAsync(10_000)
  expect([tried, states]).toEqual([1, ['pending', 'failed']])
  expect(made.waiting).toBe('b')
  overtaken = false
  await made.flush()
  expect(kept).toEqual(['b'])
  made.note('c')
  await vi.advanceTimersByTimeAsync(300)
  expect(kept).toEqual(['b', 'c'])
})
