import { expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { testDevice } from '../testing/device'
import { rings } from '../testing/rings'
import { train, type Training } from './training'

const device = await testDevice()
const rows = 150

it('learns, and reads back once an epoch', async () => {
  using made = rings(device)
  const counts = device.counter.since()
  const losses = await train(device, { ...made.training, epochs: 60 })
  const { readbacks, bytesUp } = counts()
  expect(readbacks).toBe(60)
  expect(bytesUp).toBe(0)
  expect(losses).toHaveLength(60)
  expect(losses[0]).toBeGreaterThan(0.4)
  expect(losses[59]).toBeLessThan(0.1)
})

it('takes every row once an epoch, in an order of its own', async () => {
  using made = rings(device)
  using scope = device.scope()
  const seen = scope.buffer(4 * rows * 2)
  let at = 0
  const training: Training = {
    ...made.training,
    epochs: 2,
    loss: (tape, chosen) => {
      device.copy(chosen.buffer, chosen.offset, seen, 4 * at, 4 * chosen.shape[0])
      at += chosen.shape[0]
      return made.training.loss(tape, chosen)
    },
  }
  await train(device, training)
  const order = [...(await device.readInts(seen, 2 * rows))]
  const [first, second] = [order.slice(0, rows), order.slice(rows)]
  const all = Array.from({ length: rows }, (_, i) => i)
  for (const epoch of [first, second]) expect(epoch.toSorted((a, b) => a - b)).toEqual(all)
  expect(first).not.toEqual(second)
  expect(first).not.toEqual(all)
})

it('is the same bit by bit for one draw, and another for another', async () => {
  const run = async (seed: number): Promise<Map<string, Float32Array>> => {
    using made = rings(device)
    await train(device, { ...made.training, draw: { seed }, epochs: 3 })
    return made.parameters.read()
  }
  const once = await run(5)
  expect(await run(5)).toEqual(once)
  expect(await run(6)).not.toEqual(once)
})

it('asks for the rate of every step, and changes nothing at a rate of 0', async () => {
  using made = rings(device)
  const before = await made.parameters.read()
  const asked: number[][] = []
  await train(device, {
    ...made.training,
    epochs: 2,
    rate: (...step) => {
      asked.push(step)
      return 0
    },
  })
  expect(asked).toEqual([0, 1, 2, 3, 4, 5].map(step => [step, 6]))
  expect(await made.parameters.read()).toEqual(before)
})

it('tells the mean loss of all rows, and ends when it is told to', async () => {
  using made = rings(device)
  const told: number[] = []
  const [mean] = await train(device, {
    ...made.training,
    epochs: 5,
    rate: () => 0,
    after: (epoch, loss) => {
      told.push(loss)
      return epoch < 1
    },
  })
  expect(told).toHaveLength(2)
  expect(told[0]).toBe(mean)
  // Nothing was learned: the mean of batches of 64, 64 and 22, weighted by rows, is that of one batch.
  const [whole] = await train(device, { ...made.training, batch: rows, epochs: 1, rate: () => 0 })
  expect(Math.abs(whole - mean)).toBeLessThan(1e-6)
})

it('ends between two steps when the signal comes, with all memory given back', async () => {
  using made = rings(device)
  const live = device.counter.buffers
  const abort = new AbortController()
  let steps = 0
  const cancelled = train(device, {
    ...made.training,
    epochs: 100,
    signal: abort.signal,
    rate: step => {
      steps++
      if (step === 4) abort.abort()
      return 0.01
    },
  })
  await expect(cancelled).rejects.toSatisfy(error => error instanceof LatheError && error.code === 'cancelled')
  expect(steps).toBe(5)
  expect(device.counter.buffers).toBe(live)
})
