import { expect, it } from 'vitest'
import type { RunEvent } from '../../compute'
import type { NodeResult } from '../../shared/results/results'
import { logged, type NodeLog } from './nodeLog'

const gpu = (bytesUp: number) => ({ dispatches: 3, submits: 1, readbacks: 2, bytesUp, bytesDown: 4096, peakBytes: 9 })
const loss = (iteration: number, value: number): RunEvent => ({
  type: 'block',
  node: 'train',
  block: {
    kind: 'chart',
    id: 'loss',
    title: 'Loss',
    chart: {
      type: 'line',
      x: { label: 'Iteration' },
      y: { label: 'Loss' },
      series: [
        {
          name: 'train',
          points: [
            [1, 1],
            [iteration, value],
          ],
        },
      ],
    },
  },
})
const done = (result: Partial<NodeResult>): RunEvent => ({
  type: 'finished',
  node: 'train',
  result: { type: 'model.logisticRegression', status: 'done', ...result },
})
function log(...events: [at: number, RunEvent][]): NodeLog {
  return events.reduce<NodeLog>((made, [at, event]) => logged(made, event, at), { lines: [] })
}
const texts = ({ lines }: NodeLog): string[] => lines.map(l => `${l.at} ${l.text}`)
const begin: RunEvent = { type: 'node', node: 'train', status: 'running', attempt: 1 }

it('tells uploads, the loss once a second and at the end, and how it ended', () => {
  const made = log(
    [0, begin],
    [300, { type: 'work', node: 'train', gpu: gpu(2048) }],
    [400, loss(10, 0.5)],
    [900, loss(20, 0.4)],
    [1500, loss(30, 0.3)],
    [1600, { type: 'work', node: 'train', gpu: gpu(2100) }],
    [1700, loss(40, 0.25)],
    [1800, done({ milliseconds: 1800, gpu: gpu(2100), warnings: ['It did not converge.'] })],
  )
  expect(texts(made)).toEqual([
    '0 begun',
    '300 sent 2.0 kB to the device',
    '400 iteration 10 · loss 0.5000',
    '1500 iteration 30 · loss 0.3000',
    '1700 iteration 40 · loss 0.2500',
    '1800 read 4.1 kB back in 2 readbacks',
    '1800 1 warning',
    '1800 done in 1.8 s',
  ])
  expect(made.gpu).toEqual(gpu(2100))
  expect(made.since).toBe(0)
})

it('tells when a training stood still, once for all the steps it takes then, and when it went on', () => {
  const step = (iteration: number, standing: boolean): RunEvent => ({
    type: 'iteration',
    node: 'train',
    iteration,
    perSecond: null,
    standing,
  })
  const made = log(
    [0, begin],
    [100, step(1200, false)],
    [200, step(1204, true)],
    [300, step(1205, false)],
    [300, step(1205, true)],
    [400, step(1205, false)],
    [500, step(1300, false)],
    [600, step(1310, true)],
  )
  expect(texts(made)).toEqual([
    '0 begun',
    '200 paused at iteration 1,204',
    '400 went on',
    '600 paused at iteration 1,310',
  ])
})

it.each<[Partial<NodeResult>, string, string | undefined]>([
  [{ cached: true, gpu: gpu(9999) }, 'kept from before: nothing was computed', undefined],
  [{ status: 'skipped' }, 'not run', undefined],
  [{ status: 'cancelled' }, 'stopped', undefined],
  [{ status: 'failed', error: { code: 'data', message: 'No rows.' } }, 'failed: No rows.', 'bad'],
])('%j ends in "%s"', (result, text, tone) => {
  const made = log([5, done(result)])
  expect(made.lines).toEqual([{ at: 5, text, ...(tone && { tone }) }])
})

it('begins anew with every run, and goes on after the device was lost', () => {
  const again: RunEvent = { type: 'node', node: 'train', status: 'running', attempt: 2 }
  expect(texts(log([0, begin], [10, loss(1, 1)], [20, again]))).toHaveLength(3)
  expect(texts(log([0, begin], [10, loss(1, 1)], [20, begin]))).toEqual(['20 begun'])
})

it('keeps at most 200 lines of a long training, its first and its last among them', () => {
  const made = log(
    [0, begin],
    ...Array.from({ length: 900 }, (_, i): [number, RunEvent] => [1000 * (i + 1), loss(i + 1, 1 / (i + 1))]),
  )
  expect(made.lines.length).toBeLessThanOrEqual(200)
  expect(made.lines[0].text).toBe('begun')
  expect(made.lines.at(-1)!.text).toContain('iteration 900')
})
