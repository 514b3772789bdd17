import { expect, it } from 'vitest'
import { Counter } from './counts'

it('gives every measurement its own peak, one inside another', () => {
  const counter = new Counter()
  counter.allocate(10)
  const outer = counter.since()
  counter.allocate(100)
  counter.release(100)
  const inner = counter.since()
  expect([outer().peakBytes, inner().peakBytes]).toEqual([110, 10])
  counter.allocate(30)
  counter.release(30)
  const late = counter.since()
  expect([outer().peakBytes, inner().peakBytes, late().peakBytes]).toEqual([110, 40, 10])
  counter.allocate(200)
  counter.release(210)
  expect([outer().peakBytes, inner().peakBytes, late().peakBytes]).toEqual([210, 210, 210])
  expect(counter.since()().peakBytes).toBe(0)
})

it('counts from where a measurement starts', () => {
  const counter = new Counter()
  counter.dispatches = 5
  const counts = counter.since()
  counter.dispatches = 7
  counter.bytesUp = 16
  expect(counts()).toEqual({ dispatches: 2, submits: 0, readbacks: 0, bytesUp: 16, bytesDown: 0, peakBytes: 0 })
})
