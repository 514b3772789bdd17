import { describe, expect, it, vi } from 'vitest'
import type { Random } from '../../random/random'
import { readTensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { softmax, softmaxGradient } from './softmax'
import { softmaxGradientTwin, softmaxTwin } from './twin'

const device = await testDevice()

interface Case {
  rows: number
  size: number
  x: Float32Array
  dy: Float32Array
}

/** Quads and not, one number a row, few long rows (which go by reductions). */
const shapes = [
  [64, 10],
  [7, 12],
  [130, 1],
  [5, 33],
  [3, 515],
  [1, 1024],
  [300, 514],
] as const

function randomCase(random: Random, round: number): Case {
  const [rows, size] = shapes[round % shapes.length]
  const reach = 10 ** (random.uniform() * 5 - 1)
  return {
    rows,
    size,
    x: Float32Array.from({ length: rows * size }, () => reach * random.normal()),
    dy: Float32Array.from({ length: rows * size }, () => random.normal()),
  }
}

const of = (rows: number, size: number, ...x: number[]): Case => ({
  rows,
  size,
  x: Float32Array.from({ length: rows * size }, (_, i) => x[i % x.length]),
  dy: Float32Array.from({ length: rows * size }, (_, i) => (i % 5) - 2),
})

const degenerate = {
  'no rows': of(0, 3, 0),
  'empty rows': of(3, 0, 0),
  'one number a row': of(3, 1, -5, 0, 5),
  'equal numbers': of(4, 6, 2.5),
  'numbers to ±1e4': of(2, 7, 1e4, -1e4, 0, 9999),
  'the largest numbers': of(2, 4, 1e38, -1e38, 3e38, 0),
  'an offset of 1e6': of(2, 8, 1e6, 1e6 + 0.5, 1e6 + 2),
}

describe.each([{ log: false }, { log: true }, { log: false, team: true }, { log: true, team: true }])(
  'log $log, team $team',
  options => {
    const { log } = options
    agreesWithTwin<Case>('softmax', {
      device,
      random: randomCase,
      degenerate,
      async run(scope, { rows, size, x }) {
        const out = zeros(scope, [rows, size])
        softmax(device, tensorOf(scope, [rows, size], x), out, options)
        return readTensor(device, out)
      },
      twin: ({ x, size }) => softmaxTwin(x, size, log),
      // Told in relation to a share of 0.01, and to a logarithm of 0.1: WGSL's log is good to 2⁻²¹ near 1.
      scale: () => (log ? 0.1 : 0.01),
    })
    agreesWithTwin<Case>('softmaxGradient', {
      device,
      random: randomCase,
      degenerate,
      async run(scope, { rows, size, x, dy }) {
        const [y, dx] = [softmaxTwin(x, size, log), zeros(scope, [rows, size])]
        const shape = [rows, size]
        softmaxGradient(device, tensorOf(scope, shape, Float32Array.from(y)), tensorOf(scope, shape, dy), dx, options)
        return readTensor(device, dx)
      },
      twin: ({ x, dy, size }) => softmaxGradientTwin(Float32Array.from(softmaxTwin(x, size, log)), dy, size, log),
      // Σ dy cancels: terms are of the size of dy.
      scale: ({ size }) => (log ? 4 * Math.sqrt(size) : 4),
    })
  },
)

describe.each([{ team: false }, { team: true }])('with lengths, team $team', ({ team }) => {
  /** Two rows share a length; some are 0, some longer than the row. */
  const lengthsOf = ({ rows, size }: Case): number[] =>
    Array.from({ length: Math.ceil(rows / 2) }, (_, i) => (i * 7) % (size + 2))
  agreesWithTwin<Case>('softmax', {
    device,
    random: (random, round) => {
      const made = randomCase(random, round)
      return {
        ...made,
        rows: made.rows - (made.rows % 2),
        x: made.x.subarray(0, (made.rows - (made.rows % 2)) * made.size),
      }
    },
    degenerate: {
      'no rows': of(0, 3, 0),
      'equal numbers': of(4, 6, 2.5),
      'the largest numbers': of(2, 4, 1e38, -1e38, 3e38, 0),
    },
    async run(scope, input) {
      const { rows, size, x } = input
      const shape = [rows / 2, 2, size]
      const out = zeros(scope, shape)
      const lengths = tensorOf(scope, [rows / 2], Uint32Array.from(lengthsOf(input)))
      softmax(device, tensorOf(scope, shape, x), out, { team, lengths })
      return readTensor(device, out)
    },
    twin: input =>
      softmaxTwin(
        input.x,
        input.size,
        false,
        lengthsOf(input).flatMap(n => [n, n]),
      ),
    scale: () => 0.01,
  })
})

describe('softmax', () => {
  it('takes one dispatch for many rows', () => {
    using scope = device.scope()
    const [x, out] = [zeros(scope, [4096, 10]), zeros(scope, [4096, 10])]
    const before = device.counter.dispatches
    softmax(device, x, out)
    expect(device.counter.dispatches - before).toBe(1)
  })

  it('cuts rows beyond the limit of a binding', async () => {
    using scope = device.scope()
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    const x = Float32Array.from({ length: 3000 }, (_, i) => Math.sin(i))
    const out = zeros(scope, [300, 10])
    const lengths = Array.from({ length: 300 }, (_, i) => i % 12)
    for (const each of [undefined, lengths]) {
      const given = each && tensorOf(scope, [300], Uint32Array.from(each))
      softmax(device, tensorOf(scope, [300, 10], x), out, given && { lengths: given })
      const got = await readTensor(device, out)
      softmaxTwin(x, 10, false, each).forEach((want, i) => expect(Math.abs(got[i] - want)).toBeLessThan(1e-6))
    }
    limit.mockRestore()
  })

  it('refuses shapes that differ', () => {
    using scope = device.scope()
    expect(() => softmax(device, zeros(scope, [2, 3]), zeros(scope, [3, 2]))).toThrow('2 × 3 and 3 × 2')
    const [x, out] = [zeros(scope, [2, 3]), zeros(scope, [2, 3])]
    for (const shape of [[3], [2, 3]])
      expect(() => softmax(device, x, out, { lengths: zeros(scope, shape) })).toThrow('not those of rows of 2 × 3')
    expect(() => softmax(device, x, out, { log: true, lengths: zeros(scope, [2]) })).toThrow('does not exist')
  })
})
