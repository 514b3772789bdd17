import { describe, expect, it } from 'vitest'
import type { Scope } from '../../device/scope'
import type { Random } from '../../random/random'
import { empty, type Tensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { histogram, type HistogramTuning } from './histogram'
import { type Binned, histogramTwin } from './twin'

const device = await testDevice()

interface Case extends Binned {
  rows: number
  /** The rows are said by lists; otherwise there is one node of all. */
  listed: boolean
}

function random(random: Random, round: number): Case {
  const rows = [1, 3, 4, 5, 127, 128, 1000][round % 7]
  const bins = [2, 17, 256][round % 3]
  const codes = Array.from({ length: 1 + random.integer(9) }, () =>
    Uint8Array.from({ length: rows }, () => random.integer(bins)),
  )
  const all = Array.from(random.permutation(rows))
  const [a, b] = [random.integer(rows + 1), random.integer(rows + 1)].sort((x, y) => x - y) as [number, number]
  const listed = round % 2 === 1
  const nodes = listed ? [all.slice(0, a), all.slice(a, b), all.slice(b)] : [all.map((_, i) => i)]
  const made = { rows, bins, codes, nodes, listed }
  return round % 4 < 2 ? { ...made, pairs: Float32Array.from({ length: 2 * rows }, () => random.normal()) } : made
}

const same = (rows: number, of: Partial<Case>): Case => {
  const all = Array.from({ length: rows }, (_, i) => i)
  return { rows, bins: 4, codes: [new Uint8Array(rows).fill(3)], nodes: [all], listed: false, ...of }
}

const degenerate: Record<string, Case> = {
  'no rows': same(0, {}),
  'no features': same(5, { codes: [] }),
  'nodes without rows': same(6, { nodes: [[], [5, 0, 3], []], listed: true }),
  'pairs of zeros': same(9, { pairs: new Float32Array(18) }),
  'one bin of 20,000 equal pairs': same(20_000, { pairs: new Float32Array(40_000).fill(0.1) }),
}

function tensorOfCodes(scope: Scope, codes: readonly Uint8Array[], rows: number): Tensor {
  const words = Math.ceil(rows / 4)
  const bytes = new Uint8Array(codes.length * words * 4)
  codes.forEach((column, f) => bytes.set(column, f * words * 4))
  return tensorOf(scope, [codes.length, words], new Uint32Array(bytes.buffer))
}

function nodesOf(scope: Scope, lists: readonly (readonly number[])[]): { order: Tensor; ranges: Tensor } {
  const order = Uint32Array.from(lists.flat())
  let start = 0
  const ranges = Uint32Array.from(lists.flatMap(list => [(start += list.length) - list.length, list.length]))
  return { order: tensorOf(scope, [order.length], order), ranges: tensorOf(scope, [lists.length, 2], ranges) }
}

async function run(scope: Scope, input: Case, tuning?: HistogramTuning): Promise<ArrayLike<number>> {
  const { rows, bins, codes, listed, pairs } = input
  const shape = [...(listed ? [input.nodes.length] : []), codes.length, bins, ...(pairs ? [2] : [])]
  const out = empty(scope, shape)
  histogram(device, tensorOfCodes(scope, codes, rows), out, {
    rows,
    bins,
    ...(tuning && { tuning }),
    ...(pairs && { pairs: tensorOf(scope, [rows, 2], Float32Array.from(pairs)) }),
    ...(listed && { nodes: nodesOf(scope, input.nodes) }),
  })
  const size = shape.reduce((a, b) => a * b, 1)
  return pairs ? device.readFloats(out.buffer, size) : device.readInts(out.buffer, size)
}

const tunings: Record<string, HistogramTuning | undefined> = {
  'as the adapter has it': undefined,
  'short slices': { shared: false, rows: 64 },
  'workgroup atomics': { shared: true, rows: 4096 },
}

for (const [name, tuning] of Object.entries(tunings))
  agreesWithTwin<Case>(`histogram, ${name}`, {
    device,
    random,
    degenerate,
    run: (scope, input) => run(scope, input, tuning),
    twin: histogramTwin,
    // Integers of workgroup atomics are 2^−20 of the largest pair off; a bin's sum is in relation to what is summed in it.
    scale({ pairs, bins }) {
      const sizes = Array.from(pairs ?? [], Math.abs)
      return Math.max(0, ...sizes, sizes.reduce((a, b) => a + b, 0) / 2 / bins)
    },
  })

describe('histogram', () => {
  it('goes on over several launches of some features each', async () => {
    using scope = device.scope()
    const rows = 2 ** 22
    const codes = [0, 1, 2, 3, 4, 5, 6].map(f => Uint8Array.from({ length: rows }, (_, i) => (i * (2 * f + 7)) % 251))
    const input = same(rows, { codes, bins: 256 })
    expect(Array.from(await run(scope, input))).toEqual(Array.from(histogramTwin(input)))
  })

  it('gives the same bits again, without a readback', async () => {
    using scope = device.scope()
    const pairs = Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i))
    const input = same(10_000, { pairs, codes: [Uint8Array.from({ length: 10_000 }, (_, i) => i % 4)] })
    for (const tuning of Object.values(tunings)) {
      const count = device.counter.since()
      const once = await run(scope, input, tuning)
      // Tasks, slices, total; with atomics the largest pair as well. The readback is the test's own.
      expect(count()).toMatchObject({
        dispatches: tuning?.shared ? 4 : 3 + Number(!device.info.software),
        readbacks: 1,
      })
      expect(await run(scope, input, tuning)).toEqual(once)
    }
  })

  it('refuses shapes that do not fit', () => {
    using scope = device.scope()
    const [codes, out] = [empty(scope, [2, 3]), empty(scope, [2, 8])]
    expect(() => histogram(device, codes, out, { rows: 16, bins: 8 })).toThrow('are not 2 × 3.')
    expect(() => histogram(device, codes, out, { rows: 12, bins: 9 })).toThrow('2 × 9 do not fit 2 × 8.')
    expect(() => histogram(device, codes, empty(scope, [2, 8, 2]), { rows: 12, bins: 8, pairs: out })).toThrow(
      'Pairs of 12 rows are not 2 × 8.',
    )
  })
})
