import { afterEach, expect, it, vi } from 'vitest'
import type { Block } from '../../shared/results/blocks'
import type { Context } from '../engine/node'
import { Live, type LiveOptions } from './live'

afterEach(() => vi.restoreAllMocks())

/** When blocks were shown, of one offered every 10 milliseconds until 1,000. */
async function shownAt(options: LiveOptions, iterations: { watched: boolean; held: boolean }): Promise<number[]> {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const times: number[] = []
  const context = { iterations, show: () => void times.push(now) } as unknown as Context
  const live = new Live(context, options)
  const block: Block = { kind: 'text', id: 'a', title: 'A', text: 'a' }
  for (; now < 1000; now += 10) await live.draw(() => Promise.resolve([block]))
  return times
}

it('shows a block now and then, more often to who watches, and always while held', async () => {
  const free = { watched: false, held: false }
  expect(await shownAt({ every: 400 }, free)).toEqual([0, 400, 800])
  expect(await shownAt({ every: 400, atOnce: false }, free)).toEqual([400, 800])
  expect(await shownAt({ every: 400, watched: 300 }, { watched: true, held: false })).toEqual([0, 300, 600, 900])
  expect(await shownAt({ every: 400 }, { watched: true, held: false })).toHaveLength(100)
  expect(await shownAt({ every: 400, watched: 300 }, { watched: true, held: true })).toHaveLength(100)
})

it('shows nothing where there is nothing, and then is due again after its time', async () => {
  const shown: Block[] = []
  const context = { iterations: { watched: false, held: false }, show: (b: Block) => shown.push(b) }
  const live = new Live(context as unknown as Context)
  await live.draw(() => undefined)
  expect([shown, live.due]).toEqual([[], false])
})
