import { describe, expect, it, vi } from 'vitest'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { readTensor, sizeOf, type Tensor, tensorOf, zeros } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { elementwise } from './elementwise'
import { type OperationName, operations } from './operations'
import { elementwiseTwin } from './twin'

const device = await testDevice()

interface Case {
  op: OperationName
  shape: readonly number[]
  inputs: readonly ({ shape: readonly number[]; data: Float32Array } | number)[]
  /** Input that is `out` as well. */
  inPlace?: number
}

/** Shapes of out and of up to three inputs (undefined: a number): alike, rows, columns, scalars, axes in the middle; quads and not. */
const patterns: readonly [readonly number[], ...(readonly number[] | undefined)[]][] = [
  [[1027], [1027], [1027], [1027]],
  [[16, 20], [16, 20], [20], [1]],
  [[16, 21], [16, 21], [21], [16, 1]],
  [[33, 8], [33, 1], [33, 8], undefined],
  [[33, 7], [7], [33, 1], [33, 7]],
  [
    [5, 6, 4],
    [5, 1, 4],
    [6, 1],
    [5, 6, 4],
  ],
  [[3, 5, 7], [3, 1, 7], [1, 5, 1], [7]],
  [
    [2, 3, 2, 3, 2, 3],
    [2, 1, 2, 1, 2, 1],
    [3, 1, 3, 1, 3],
    [1, 3, 1, 3, 1, 3],
  ],
  [[300], [1], undefined, [300]],
  [[], [], [], []],
]

const walked: readonly OperationName[] = ['floor', 'subtract', 'select']

const ranges: Partial<Record<OperationName, (random: Random) => number>> = {
  sqrt: random => 10 ** (random.uniform() * 12 - 6),
  log: random => (random.uniform() < 0.5 ? 1 + 0.01 * random.normal() : 10 ** (random.uniform() * 70 - 35)),
  exp: random => 180 * random.uniform() - 90,
  sin: random => 16_000 * random.uniform() - 8000,
  cos: random => 16_000 * random.uniform() - 8000,
}

const usual = (random: Random): number => random.normal() * 10 ** (random.uniform() * 4 - 2)

function randomCase(op: OperationName, random: Random, round: number): Case {
  // The walk is the same for every operation: few go through all of it.
  const ways = walked.includes(op) ? patterns : patterns.slice(0, 3)
  const [shape, ...shapes] = ways[round % ways.length]
  const draw = ranges[op] ?? usual
  const inputs = shapes.slice(0, operations[op].inputs).map((own, k) => {
    if (!own) return draw(random)
    const data = Float32Array.from({ length: sizeOf(own) }, () => draw(random))
    if (op === 'power') data.forEach((x, i) => (data[i] = k === 0 ? Math.abs(x) : Math.max(-5, Math.min(5, x))))
    if ((op === 'equal' || op === 'sameBits' || op === 'select') && k === 0) data.forEach((_, i) => (data[i] = i % 3))
    if ((op === 'equal' || op === 'sameBits') && k === 1) data.forEach((_, i) => (data[i] = i % 2))
    return { shape: own, data }
  })
  const alike = inputs.findIndex(input => typeof input !== 'number' && String(input.shape) === String(shape))
  return { op, shape, inputs, ...(round % 3 === 0 && alike >= 0 && { inPlace: alike }) }
}

async function run(scope: Scope, { op, shape, inputs, inPlace }: Case): Promise<ArrayLike<number>> {
  const operands = inputs.map(input => (typeof input === 'number' ? input : tensorOf(scope, input.shape, input.data)))
  const out = inPlace === undefined ? zeros(scope, shape) : (operands[inPlace] as Tensor)
  elementwise(device, op, operands, out)
  return readTensor(device, out)
}

const of = (op: OperationName, ...inputs: readonly number[][]): Case => ({
  op,
  shape: [inputs[0].length],
  inputs: inputs.map(data => ({ shape: [data.length], data: Float32Array.from(data) })),
})

const ends = [
  0, -0, 1, -1, 1e-30, -1e-30, 1e-7, -1e-7, 0.5, -0.5, 0.62, 0.63, 3, -3, 9, -9, 44.5, -44.5, 89, -89, 1e30, -1e30,
]

const degenerate: Partial<Record<OperationName, Record<string, Case>>> = {
  sqrt: { ends: of('sqrt', ends.map(Math.abs)) },
  log: { ends: of('log', [1, 0.99999994, 1.0000001, 0.70710677, 0.7071068, 1e-37, 3.4e38, 0]) },
  reciprocal: {
    ends: of(
      'reciprocal',
      ends.filter(x => x !== 0),
    ),
  },
  square: {
    ends: of(
      'square',
      ends.map(x => Math.max(-1e15, Math.min(1e15, x))),
    ),
  },
  sin: {
    ends: of(
      'sin',
      ends.filter(x => Math.abs(x) < 8000),
    ),
  },
  cos: {
    ends: of(
      'cos',
      ends.filter(x => Math.abs(x) < 8000),
    ),
  },
  power: {
    'bases below and at zero': of(
      'power',
      [0, 0, -2, -2, -2, -1.5, 4, 9, 1e30, 1e-30, 1],
      [0, 2, 3, 2, -3, 0, 0.5, -0.5, 1, 1, 1e6],
    ),
  },
  sameBits: { zeros: of('sameBits', [0, 0, -0, 1, 1e30], [0, -0, -0, -1, 1e30]) },
  select: { ends: of('select', [0, 1, -0, 1e-30, 5], [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) },
  clamp: { ends: of('clamp', [-2, 0, 2, 9], [-1, -1, -1, 3], [1, 1, 1, 4]) },
}

/** Sizes of terms that cancel; elsewhere 1e-31, for below 1.2e-38 an adapter may write 0. power and gelu lose digits far out, by eˣ of a large x. */
const scales: Partial<Record<OperationName, number>> = {
  sin: 1,
  cos: 1,
  add: 1e3,
  subtract: 1e3,
  multiplyAdd: 1e4,
  mix: 1e5,
  geluGradient: 100,
}

describe.each(Object.keys(operations) as OperationName[])('%s', op => {
  agreesWithTwin<Case>(op, {
    device,
    random: (random, round) => randomCase(op, random, round),
    degenerate: {
      empty: of(op, ...Array.from({ length: operations[op].inputs }, () => [])),
      ...(degenerate[op] ?? (operations[op].inputs === 1 ? { ends: of(op, ends) } : {})),
    },
    run,
    twin: ({ inputs, shape }) => elementwiseTwin(op, inputs, shape),
    tolerance: op === 'power' || op === 'gelu' ? 1e-5 : 2e-6,
    scale: () => scales[op] ?? 1e-31,
  })
})

describe('elementwise', () => {
  it('fills an array with a number, in one dispatch', async () => {
    using scope = device.scope()
    const out = zeros(scope, [3, 2])
    const before = device.counter.dispatches
    elementwise(device, 'linear', [2.5], out)
    expect(device.counter.dispatches - before).toBe(1)
    expect([...(await readTensor(device, out))]).toEqual([2.5, 2.5, 2.5, 2.5, 2.5, 2.5])
  })

  it('counts labels that are right', async () => {
    using scope = device.scope()
    const labels = tensorOf(scope, [6], Uint32Array.of(0, 1, 2, 3, 0xffffffff, 0x80000000))
    const found = tensorOf(scope, [6], Uint32Array.of(0, 2, 2, 1, 0xffffffff, 0))
    const right = zeros(scope, [6])
    elementwise(device, 'sameBits', [labels, found], right)
    expect([...(await readTensor(device, right))]).toEqual([1, 0, 1, 0, 1, 0])
  })

  it('leaves what stands behind the last number of a part alone', async () => {
    using scope = device.scope()
    const whole = zeros(scope, [128])
    elementwise(device, 'linear', [1], { ...whole, shape: [61] })
    elementwise(device, 'linear', [2], { ...whole, offset: 256, shape: [5] })
    const row = tensorOf(scope, [1, 3], Float32Array.of(1, 2, 3))
    elementwise(device, 'add', [row, 1], { ...whole, offset: 256, shape: [2, 3] })
    const got = await readTensor(device, whole)
    expect([...got.subarray(60, 72)]).toEqual([1, 0, 0, 0, 2, 3, 4, 2, 3, 4, 0, 0])
  })

  it.each([
    ['alike', [5000], [5000], [5000]],
    ['with a row', [700, 12], [700, 12], [12]],
    ['with an odd row', [700, 7], [7], [700, 7]],
    ['with a long column', [3000, 4], [3000, 1], [4]],
  ])('cuts arrays beyond the limit of a binding: %s', async (_, shape, ...shapes) => {
    using scope = device.scope()
    const random = new Random(3)
    const inputs = shapes.map(own => ({
      shape: own,
      data: Float32Array.from({ length: sizeOf(own) }, () => random.normal()),
    }))
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    for (const software of [true, false]) {
      const info = device.info as { software: boolean }
      const { software: before } = info
      info.software = software
      const got = await run(scope, { op: 'subtract', shape, inputs })
      info.software = before
      elementwiseTwin('subtract', inputs, shape).forEach((want, i) => expect(got[i]).toBe(want))
    }
    limit.mockRestore()
  })

  it('takes an array beyond the limit of a binding again and again', async () => {
    using scope = device.scope()
    const data = Float32Array.from({ length: 1500 }, (_, i) => i)
    const out = zeros(scope, [3, 1500, 2])
    const limit = vi.spyOn(device, 'bindingLimit', 'get').mockReturnValue(4096)
    elementwise(device, 'linear', [tensorOf(scope, [1500, 1], data)], out)
    limit.mockRestore()
    expect((await readTensor(device, out)).every((x, i) => x === Math.floor(i / 2) % 1500)).toBe(true)
  })

  it('refuses shapes that do not fit, and a shifted view of out', () => {
    using scope = device.scope()
    const [a, b] = [zeros(scope, [128, 3]), zeros(scope, [2, 3])]
    expect(() => elementwise(device, 'add', [a, b], a)).toThrow('2 × 3 does not broadcast to 128 × 3')
    expect(() => elementwise(device, 'add', [a], a)).toThrow('add takes 2 inputs, not 1')
    expect(() => elementwise(device, 'abs', [{ ...a, shape: [64] }], { ...a, offset: 256, shape: [64] })).toThrow(
      'shares its buffer',
    )
  })
})
