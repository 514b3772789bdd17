import { expect, it } from 'vitest'
import { Rate, type Schedule } from './networkRate'

it.each<[Schedule, number, number, number]>([
  ['constant', 1, 1, 1],
  ['cosine', 1, 0.5, 0],
  ['exponential', 1, 0.1, 0.01],
])('%s goes from its first rate to its last over the whole training', (schedule, first, middle, last) => {
  const rate = new Rate(schedule, 1000)
  for (const [step, share] of [
    [0, first],
    [500, middle],
    [1000, last],
  ])
    expect(rate.at(step)).toBeCloseTo(share, 12)
})

it('a plateau divides the rate by five after five epochs without a lower loss', () => {
  const rate = new Rate('plateau', 1000)
  const rates = [3, 2, 2.5, 2, 2, 2, 4, 1.9, 1.8, 5, 5, 5, 5, 5, 5].map(loss => {
    rate.after(loss)
    return rate.at(1)
  })
  expect(rates.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1])
  expect(rates.slice(6, 13)).toEqual([0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2])
  expect(rates[13]).toBeCloseTo(0.04, 12)
  expect(rates[14]).toBeCloseTo(0.04, 12)
})
