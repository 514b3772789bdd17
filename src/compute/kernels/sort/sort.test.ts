import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import type { Random } from '../../random/random'
import { empty, readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin, type KernelTest } from '../../testing/kernel'
import type { SortTuning } from './radix'
import { sort } from './sort'
import { sortTwin } from './twin'

const device = await testDevice()

interface Case {
  shape: readonly number[]
  keys: Float32Array
  descending?: boolean
}

function random(random: Random, round: number): Case {
  const row = [1, 2, 15, 16, 17, 63, 1023, 1024, 1025, 5000][round % 10]
  const shape = round % 3 === 0 ? [row] : [1 + random.integer(round % 3 === 1 ? 5 : 400), Math.min(row, 65)]
  const size = shape.reduce((a, b) => a * b)
  // Few values make ties.
  const values = round % 2 === 0 ? 10 : 1e6
  const keys = Float32Array.from({ length: size }, () => (random.integer(values) - values / 2) * 1.5)
  return { shape, keys, descending: round % 4 > 1 }
}

const ends = [3, -0, NaN, 0, -Infinity, 1e-45, Infinity, -1e-45, -NaN, 3.4e38, -3.4e38, 0, -0, 1e30, 1e-30]
const degenerate: Record<string, Case> = {
  'no keys': { shape: [0], keys: new Float32Array(0) },
  'no rows': { shape: [0, 5], keys: new Float32Array(0) },
  'one key': { shape: [1], keys: Float32Array.of(-7) },
  'rows of one': { shape: [300, 1], keys: Float32Array.from({ length: 300 }, (_, i) => -i) },
  'equal keys': { shape: [3000], keys: new Float32Array(3000).fill(2) },
  'every kind of number': { shape: [15], keys: Float32Array.from(ends) },
  'every kind of number, descending': { shape: [3, 5], keys: Float32Array.from(ends), descending: true },
}

const tunings: Record<string, SortTuning | undefined> = {
  'as the adapter has it': undefined,
  'long digits, one lane': { bits: 8, lanes: 1, stretch: 16_384 },
  'short digits, many lanes': { bits: 4, lanes: 65_536, stretch: 3 },
}

async function ints(tensor: { buffer: GPUBuffer; shape: readonly number[] }): Promise<Uint32Array> {
  return device.readInts(
    tensor.buffer,
    tensor.shape.reduce((a, b) => a * b, 1),
  )
}

const kernelTest = (tuning?: SortTuning): KernelTest<Case> => ({
  device,
  random,
  degenerate,
  async run(scope: Scope, { shape, keys, descending }) {
    const [out, to] = [empty(scope, shape), empty(scope, shape)]
    sort(device, tensorOf(scope, shape, keys), out, {
      ...(descending && { descending }),
      values: { to },
      ...(tuning && { tuning }),
    })
    return [...(await readTensor(device, out)), ...(await ints(to))]
  },
  twin({ shape, keys, descending }) {
    const sorted = sortTwin(keys, shape.at(-1)!, descending)
    return [...sorted.keys, ...sorted.places]
  },
  tolerance: 0,
})

for (const [name, tuning] of Object.entries(tunings)) agreesWithTwin<Case>(`sort, ${name}`, kernelTest(tuning))

describe('in blocks of 256 keys', () => {
  beforeAll(() => void vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(1024))
  afterAll(() => void vi.restoreAllMocks())
  agreesWithTwin<Case>('sort', kernelTest())
  agreesWithTwin<Case>('sort, merged by many lanes', kernelTest({ bits: 4, lanes: 65_536, stretch: 3 }))
})

describe('sort', () => {
  it('sorts unsigned keys alone, and takes larger ones as the largest said', async () => {
    using scope = device.scope()
    const data = Uint32Array.from({ length: 2000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 0)
    const [keys, out] = [tensorOf(scope, [2000], data), empty(scope, [2000])]
    sort(device, keys, out, { type: 'u32', descending: true })
    expect(await ints(out)).toEqual(data.slice().sort().reverse())
    sort(device, keys, out, { type: 'u32', most: 1e9 })
    expect(await ints(out)).toEqual(data.map(x => Math.min(x, 1e9)).sort())
  })

  it('moves the values it is given, row by row', async () => {
    using scope = device.scope()
    const data = Uint32Array.from({ length: 60 }, (_, i) => (i * 7) % 5)
    const [keys, out, to] = [tensorOf(scope, [3, 20], data), empty(scope, [3, 20]), empty(scope, [3, 20])]
    const from = tensorOf(
      scope,
      [3, 20],
      Uint32Array.from(data, (_, i) => 1000 + i),
    )
    sort(device, keys, out, { type: 'u32', most: 4, values: { from, to } })
    const { places } = sortTwin(data, 20)
    expect(await ints(to)).toEqual(places.map((place, i) => 1000 + Math.floor(i / 20) * 20 + place))
  })

  it('sorts long rows each on its own', async () => {
    using scope = device.scope()
    const [rows, row] = [2, 65_537]
    const data = Float32Array.from({ length: rows * row }, (_, i) => Math.fround(Math.sin(i)))
    const [keys, out, to] = [tensorOf(scope, [rows, row], data), empty(scope, [rows, row]), empty(scope, [rows, row])]
    sort(device, keys, out, { values: { to } })
    const want = sortTwin(data, row)
    expect((await readTensor(device, out)).every((x, i) => x === want.keys[i])).toBe(true)
    expect(await ints(to)).toEqual(want.places)
  })

  it('goes on over several launches', async () => {
    using scope = device.scope()
    const n = 2 ** 21 + 1
    const data = Uint32Array.from({ length: n }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 0) % 100_000)
    const [keys, out, to] = [tensorOf(scope, [n], data), empty(scope, [n]), empty(scope, [n])]
    sort(device, keys, out, { type: 'u32', most: 99_999, values: { to } })
    const [sorted, places] = [await ints(out), await ints(to)]
    const inOrder = (i: number): boolean =>
      sorted[i - 1] - sorted[i] < 0 || (sorted[i - 1] === sorted[i] && places[i - 1] < places[i])
    expect(sorted.every((key, i) => key === data[places[i]] && (i === 0 || inOrder(i)))).toBe(true)
  })

  it('gives the same bits again, in 18 launches for one row, and refuses another shape', async () => {
    using scope = device.scope()
    const keys = tensorOf(
      scope,
      [100],
      Float32Array.from({ length: 100 }, (_, i) => Math.sin(i)),
    )
    const [out, again] = [empty(scope, [100]), empty(scope, [100])]
    const count = device.counter.since()
    sort(device, keys, out, { tuning: { bits: 8, lanes: 256, stretch: 1024 } })
    expect(count()).toMatchObject({ dispatches: 18, readbacks: 0 })
    sort(device, keys, again)
    expect(await ints(again)).toEqual(await ints(out))
    expect(() => sort(device, keys, empty(scope, [99]))).toThrow('Keys of 100 cannot be sorted into 99.')
  })
})
