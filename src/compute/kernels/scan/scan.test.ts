import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { readTensor, sizeOf, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { scan, type ScanOperation, scanOperations, type ScanOptions } from './scan'
import { scanTwin } from './twin'

const device = await testDevice()

interface Case extends ScanOptions {
  op: ScanOperation
  shape: readonly number[]
  axis: number
  data: Float32Array
}

/** One chunk and many, quads and not, rows and columns. */
const patterns: readonly (readonly [shape: readonly number[], axis: number])[] = [
  [[4096], 0],
  [[5003], 0],
  [[40, 21], 1],
  [[3, 2000], 1],
  [[2100, 8], 0],
  [[1500, 3], 0],
  [[2, 1300, 4], 1],
]

function draw(op: ScanOperation, random: Random, size: number): Float32Array {
  return Float32Array.from({ length: size }, () => (op === 'product' ? 1 + 0.01 * random.normal() : random.normal()))
}

async function run(scope: Scope, { op, shape, axis, data, ...options }: Case): Promise<Float32Array> {
  const out = zeros(scope, shape)
  scan(device, op, tensorOf(scope, shape, data), out, axis, options)
  return readTensor(device, out)
}

const of = (
  op: ScanOperation,
  shape: readonly number[],
  axis: number,
  options: ScanOptions,
  ...data: number[]
): Case => ({
  ...options,
  op,
  shape,
  axis,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => data[i % data.length]),
})

describe.each(scanOperations)('%s', op => {
  agreesWithTwin<Case>(op, {
    device,
    random: (random, round) => {
      const [shape, axis] = patterns[round % patterns.length]
      const options = { exclusive: random.uniform() < 0.5, reverse: random.uniform() < 0.5 }
      return { op, shape, axis, data: draw(op, random, sizeOf(shape)), ...options }
    },
    degenerate: {
      nothing: of(op, [3, 0], 1, {}, 0),
      'one number': of(op, [1], 0, {}, 5),
      'one number, before it': of(op, [1], 0, { exclusive: true }, 5),
      'one number a row': of(op, [5, 1], 1, { reverse: true }, 2, 3),
      equal: of(op, [9, 2], 0, {}, 1),
      infinities: of(op === 'sum' || op === 'product' ? 'max' : op, [6], 0, {}, -Infinity, Infinity),
    },
    run,
    twin: ({ op: own, shape, data, axis, ...options }) => scanTwin(own, shape, data, axis, options),
    // Terms of both signs cancel: in relation to Σ |x|, about.
    scale: ({ shape, axis }) => (op === 'sum' ? shape[axis] : 0),
  })
})

describe('scan', () => {
  it('takes one dispatch for many rows, three for one long one', () => {
    using scope = device.scope()
    const count = (shape: readonly number[], axis: number): number => {
      const before = device.counter.dispatches
      scan(device, 'sum', zeros(scope, shape), zeros(scope, shape), axis)
      return device.counter.dispatches - before
    }
    expect(count([4096, 100], 1)).toBe(1)
    expect(count([100_000], 0)).toBe(3)
  })

  it('keeps five digits in running sums of 10⁶ numbers', async () => {
    using scope = device.scope()
    const data = Float32Array.from({ length: 1_000_000 }, (_, i) => 0.1 + (i % 10))
    const got = await run(scope, { op: 'sum', shape: [data.length], axis: 0, data })
    const want = scanTwin('sum', [data.length], data, 0, {})
    expect(got.reduce((most, g, i) => Math.max(most, Math.abs(g / want[i] - 1)), 0)).toBeLessThan(2e-6)
  })

  it.each([
    ['one long row', [10_001], 0],
    ['many rows', [200, 12], 1],
    ['columns', [1001, 6], 0],
  ])('cuts %s beyond the limit of a binding', async (_, shape, axis) => {
    using scope = device.scope()
    const data = draw('sum', new Random(3), sizeOf(shape))
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    for (const reverse of [false, true]) {
      const got = await run(scope, { op: 'sum', shape, axis, data, reverse })
      scanTwin('sum', shape, data, axis, { reverse }).forEach((w, i) => expect(Math.abs(got[i] - w)).toBeLessThan(1e-3))
    }
    limit.mockRestore()
  })

  it('gives the same in the many short chunks of a GPU', async () => {
    const random = new Random(5)
    const info = device.info as { software: boolean }
    const { software } = info
    const lanes = vi.spyOn(device, 'lanes', 'get').mockReturnValue(65_536)
    info.software = false
    for (const op of scanOperations)
      for (const [shape, axis] of [...patterns, [[40_000], 0] as const]) {
        using scope = device.scope()
        const data = draw(op, random, sizeOf(shape))
        const got = await run(scope, { op, shape, axis, data, exclusive: true })
        const want = scanTwin(op, shape, data, axis, { exclusive: true })
        const size = op === 'sum' ? shape[axis] : 0
        want.forEach((w, i) => {
          if (got[i] !== w) expect(Math.abs(got[i] - w)).toBeLessThan(1e-5 * Math.max(size, Math.abs(w)))
        })
      }
    info.software = software
    lanes.mockRestore()
  })

  it('refuses shapes and axes that do not fit', () => {
    using scope = device.scope()
    const x = zeros(scope, [4, 3])
    expect(() => scan(device, 'sum', x, zeros(scope, [3, 4]), 0)).toThrow('4 × 3 along 0 does not go into 3 × 4')
    expect(() => scan(device, 'sum', x, zeros(scope, [4, 3]), 2)).toThrow('along 2')
  })
})
