import { describe, expect, it } from 'vitest'
import type { NodeRun } from '../stores/run'
import { busyLine, peakBytes } from './status'

const node = (status: NodeRun['status'], more: Partial<NodeRun> = {}): NodeRun => ({
  status,
  fraction: 0,
  secondsLeft: null,
  attempt: 1,
  blocks: [],
  frames: [],
  ...more,
})
const gpu = { dispatches: 1, submits: 1, readbacks: 0, bytesUp: 0, bytesDown: 0 }
const title = (id: string): string => id.toUpperCase()

describe('the status bar', () => {
  it('says what runs, how long it takes and what is left', () => {
    const runs = new Map([
      ['load', node('done')],
      ['train', node('running', { fraction: 0.426, secondsLeft: 12.4 })],
      ['evaluate', node('queued')],
    ])
    expect(busyLine(runs, title)).toBe('TRAIN · 42 % · 12 s left · then 1 more')
    expect(busyLine(new Map([['train', node('running')]]), title)).toBe('TRAIN · 0 %')
    expect(busyLine(new Map([['train', node('queued')]]), title)).toBeUndefined()
  })

  it('says the most memory that a node took', () => {
    const done = (peak: number): NodeRun =>
      node('done', { result: { type: 'x', status: 'done', gpu: { ...gpu, peakBytes: peak } } })
    expect(
      peakBytes(
        new Map([
          ['a', done(4096)],
          ['b', done(1024)],
          ['c', node('ready')],
        ]),
      ),
    ).toBe(4096)
    expect(peakBytes(new Map())).toBe(0)
  })
})
