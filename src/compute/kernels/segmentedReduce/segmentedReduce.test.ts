import { describe, expect, it } from 'vitest'
import type { Random } from '../../random/random'
import { empty, readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { type SegmentOp, segmentedReduce } from './segmentedReduce'
import { segmentedReduceTwin } from './twin'

const device = await testDevice()

interface Case {
  cols: number
  segments: number
  labels: Uint32Array
  values: Float32Array
}

const none = 0xffffffff

function random(random: Random, round: number): Case {
  const rows = [1, 2, 255, 256, 257, 513, 3000][round % 7]
  const cols = 1 + random.integer(5)
  const segments = [1, 2, 5, 300][round % 4]
  // Most rows in one segment every other time: a segment of many chunks among small ones.
  const label = (): number => {
    const drawn = random.integer(10)
    if (drawn === 0) return none
    return drawn < 7 && round % 2 === 0 ? 0 : random.integer(segments)
  }
  return {
    cols,
    segments,
    labels: Uint32Array.from({ length: rows }, label),
    values: Float32Array.from({ length: rows * cols }, () => random.normal() * 10 + (round % 3) * 5),
  }
}

const one = (labels: number[], values: number[], segments: number): Case => ({
  cols: values.length / Math.max(1, labels.length) || 1,
  segments,
  labels: Uint32Array.from(labels),
  values: Float32Array.from(values),
})

const degenerate: Record<string, Case> = {
  'no rows': one([], [], 3),
  'no segments': one([0, 1], [1, 2], 0),
  'one row': one([0], [4, -5], 1),
  'rows of no segment': one([7, none, 3], [1, 2, 3], 3),
  'infinities and zeros': one([0, 0, 1, 1, 2, 2], [Infinity, 1, -Infinity, 2, -0, 0], 3),
  'not a number among others': one([0, 1, 0, 1, 1], [1, 2, NaN, 3, 4], 2),
  '20,000 equal numbers': one(new Array<number>(20_000).fill(1), new Array<number>(20_000).fill(0.1), 2),
}

const ops = ['sum', 'mean', 'min', 'max', 'count'] satisfies SegmentOp[]

// Whole, and in pieces of rows as for those beyond the binding limit.
for (const [op, atOnce] of [...ops.map(op => [op, undefined] as const), ...ops.map(op => [op, 128] as const)])
  agreesWithTwin<Case>(`segmentedReduce, ${op}${atOnce ? `, ${atOnce} rows at a time` : ''}`, {
    device,
    random,
    degenerate,
    run(scope, { cols, segments, labels, values }) {
      const out = empty(scope, [segments, cols])
      const x = tensorOf(scope, [labels.length, cols], values)
      segmentedReduce(device, op, x, tensorOf(scope, [labels.length], labels), out, atOnce && { atOnce })
      return readTensor(device, out)
    },
    twin: ({ cols, segments, labels, values }) => segmentedReduceTwin(op, values, cols, labels, segments),
    tolerance: op === 'sum' || op === 'mean' ? 1e-5 : 0,
    // Sums cancel; they are of numbers about 10 in size, as many as a segment has at most.
    scale: ({ labels }) => (op === 'sum' ? 10 * labels.length ** 0.5 : 10),
  })

describe('segmentedReduce', () => {
  it('gives the same bits again, without a readback', async () => {
    using scope = device.scope()
    const n = 5000
    const values = tensorOf(
      scope,
      [n, 1],
      Float32Array.from({ length: n }, (_, i) => Math.sin(i)),
    )
    const labels = tensorOf(
      scope,
      [n],
      Uint32Array.from({ length: n }, (_, i) => i % 3),
    )
    const [out, again] = [empty(scope, [3, 1]), empty(scope, [3, 1])]
    const count = device.counter.since()
    segmentedReduce(device, 'sum', values, labels, out)
    expect(count().readbacks).toBe(0)
    segmentedReduce(device, 'sum', values, labels, again)
    expect(await readTensor(device, again)).toEqual(await readTensor(device, out))
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const [x, labels] = [empty(scope, [4, 2]), empty(scope, [3])]
    expect(() => segmentedReduce(device, 'sum', x, labels, x)).toThrow(
      'Values of 4 × 2 with 3 labels do not fit 4 × 2.',
    )
  })
})
