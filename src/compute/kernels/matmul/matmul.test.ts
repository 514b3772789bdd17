import { describe, expect, it } from 'vitest'
import { Device } from '../../device/device'
import type { Scope } from '../../device/scope'
import { Random } from '../../random/random'
import { empty, readTensor, type Tensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin, type KernelTest } from '../../testing/kernel'
import { activationNames } from '../activation'
import { blocksOf } from './blocks'
import { matmul, type MatmulOptions } from './matmul'
import { matmulTwin, type Product } from './twin'
import { candidatesOf, nameOf, type Variant } from './variants'

const device = await testDevice()

/** Around the edges of every tile: registers, panels, workgroups. */
const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129]

const numbers = (random: Random, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => random.normal())

function drawn(random: Random, round: number): Product {
  const pick = (): number => lengths[random.integer(lengths.length)]
  const [m, n, k, batch] = [pick(), pick(), pick(), [1, 1, 1, 2, 3][round % 5]]
  const oneA = random.integer(3) === 0
  const oneB = random.integer(3) === 0
  return {
    batch,
    m,
    n,
    k,
    oneA,
    oneB,
    transposeA: round % 2 === 1,
    transposeB: round % 4 > 1,
    a: numbers(random, (oneA ? 1 : batch) * m * k),
    b: numbers(random, (oneB ? 1 : batch) * k * n),
    activation: activationNames[round % activationNames.length],
    ...(random.integer(2) === 0 && { bias: numbers(random, n) }),
    ...(random.integer(3) === 0 && { out: numbers(random, batch * m * n) }),
  }
}

const constant = (value: number, count: number): Float32Array => new Float32Array(count).fill(value)
const plain = (m: number, n: number, k: number, value = 1): Product => ({
  batch: 1,
  m,
  n,
  k,
  a: constant(value, m * k),
  b: constant(value, k * n),
})

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)

/** Its operands on the device and the product in `out`. */
function run(scope: Scope, p: Product, variant?: Variant): Tensor {
  const { batch, m, n, k } = p
  const axes = batch > 1 ? [batch] : []
  const side = (data: ArrayLike<number>, one: boolean | undefined, shape: number[]): Tensor =>
    tensorOf(scope, [...(one ? [] : axes), ...shape], Float32Array.from(data))
  const a = side(p.a, p.oneA, p.transposeA ? [k, m] : [m, k])
  const b = side(p.b, p.oneB, p.transposeB ? [n, k] : [k, n])
  const out = p.out ? side(p.out, false, [m, n]) : empty(scope, [...axes, m, n])
  matmul(device, a, b, out, {
    transposeA: p.transposeA === true,
    transposeB: p.transposeB === true,
    accumulate: p.out !== undefined,
    ...(p.bias && { bias: tensorOf(scope, [n], Float32Array.from(p.bias)) }),
    ...(p.activation && { activation: p.activation }),
    ...(variant && { variant }),
  })
  return out
}

/** Every kernel with every set of numbers that this adapter can run. */
const variants: Variant[] = [
  { kind: 'direct', rows: 8, columns: 4 },
  { kind: 'tiled', rows: 4, columns: 4, depth: 16 },
  { kind: 'tiled', rows: 8, columns: 8, depth: 8 },
  { kind: 'panels', rows: 8, columns: 8, width: 8, lanes: 0 },
  { kind: 'panels', rows: 8, columns: 4, width: 8, lanes: 0 },
  ...[4, 8]
    .filter(lanes => lanes === device.subgroupSize)
    .flatMap(lanes => [
      { kind: 'panels' as const, rows: 16, columns: 8, width: 8, lanes },
      { kind: 'panels' as const, rows: 32, columns: 4, width: 8, lanes },
      { kind: 'panels' as const, rows: 32, columns: 8, width: 8, lanes },
    ]),
]

const test: KernelTest<Product> = {
  device,
  random: drawn,
  degenerate: {
    'one number': plain(1, 1, 1),
    'no terms': plain(3, 5, 0),
    'no rows': plain(0, 5, 3),
    'no columns': plain(5, 0, 3),
    zeros: plain(9, 9, 9, 0),
    'a row by a column': plain(1, 1, 1000),
    'a column by a row': plain(300, 200, 1),
    'more terms than one sum takes': plain(5, 3, 10_000, 1.5),
    'parts of sums under bias, activation and what was there': {
      ...plain(5, 3, 5000, 0.5),
      transposeA: true,
      bias: [1, -2000, 3],
      out: constant(7, 15),
      activation: 'leakyRelu',
    },
    'large numbers under every activation': { ...plain(1, 1, 1, 1000), activation: 'tanh' },
    'large numbers under sigmoid': { ...plain(1, 2, 1), a: [-300], b: [1, -1], activation: 'sigmoid' },
    'large numbers under gelu': { ...plain(1, 2, 1), a: [-300], b: [1, -1], activation: 'gelu' },
    'negative infinity under relu': { ...plain(1, 1, 1), a: [-Infinity], activation: 'relu' },
    infinity: { ...plain(2, 1, 1), a: [Infinity, 1], b: [2] },
  },
  run: async (scope, p) => readTensor(device, run(scope, p)),
  twin: matmulTwin,
  // A sum's rounding is in relation to its terms, about √k of size 1 here.
  scale: p => Math.sqrt(p.k + 1),
}

agreesWithTwin('matmul', test)
// A pipeline takes a second to compile with barriers on SwiftShader: two activations, which share one, are enough here.
for (const variant of variants)
  agreesWithTwin(`matmul ${nameOf(variant)}`, {
    ...test,
    random: (random, round): Product => ({ ...drawn(random, round), activation: round % 2 === 0 ? 'linear' : 'relu' }),
    run: async (scope, p) => readTensor(device, run(scope, p, variant)),
  })

describe('matmul', () => {
  it('refuses shapes that do not fit, and names them', () => {
    using scope = device.scope()
    const t = (...shape: number[]): Tensor => empty(scope, shape)
    expect(() => matmul(device, t(2, 3), t(4, 5), t(2, 5))).toThrow('2 × 3 by 4 × 5 does not give 2 × 5.')
    expect(() => matmul(device, t(2, 3), t(3, 5), t(2, 5), { bias: t(4) })).toThrow('with bias 4')
    expect(() => matmul(device, t(3, 2, 3), t(2, 3, 5), t(3, 2, 5))).toThrow('3 × 2 × 3 by 2 × 3 × 5')
    expect(() => matmul(device, t(2, 3), t(5, 3), t(2, 5), { transposeA: true })).toThrow('2 × 3 (transposed)')
  })

  it('gives the same bits again, and nearly the same by every variant', async () => {
    using scope = device.scope()
    const p = { ...drawn(new Random(9), 7), k: 129 }
    p.a = numbers(new Random(10), p.batch * p.m * p.k)
    p.b = numbers(new Random(11), p.batch * p.n * p.k)
    Object.assign(p, { oneA: false, oneB: false })
    const first = await readTensor(device, run(scope, p))
    expect(await readTensor(device, run(scope, p))).toEqual(first)
    for (const variant of variants) {
      const other = await readTensor(device, run(scope, p, variant))
      expect(farthest(first, other)).toBeLessThan(1e-4)
    }
  })

  it('takes one dispatch, and one more for each side whose steps lie side by side', () => {
    using scope = device.scope()
    const t = (...shape: number[]): Tensor => empty(scope, shape)
    const dispatches = (a: Tensor, b: Tensor, options: MatmulOptions): number => {
      const since = device.counter.since()
      matmul(device, a, b, t(64, 96), options)
      return since().dispatches
    }
    const variant = variants.find(v => v.kind === 'panels')!
    expect(dispatches(t(64, 32), t(32, 96), { variant })).toBe(2)
    expect(dispatches(t(32, 64), t(32, 96), { variant, transposeA: true })).toBe(1)
    expect(dispatches(t(64, 32), t(96, 32), { variant, transposeB: true })).toBe(3)
    expect(dispatches(t(32, 64), t(96, 32), { variant, transposeA: true, transposeB: true })).toBe(2)
    expect(dispatches(t(64, 32), t(32, 96), { variant: variants[0] })).toBe(1)
  })

  it('is tuned: the first candidate serves until one is known to be faster', async () => {
    const own = await Device.open()
    try {
      using scope = own.scope()
      const [a, b, out] = [empty(scope, [100, 100]), empty(scope, [100, 100]), empty(scope, [100, 100])]
      matmul(own, a, b, out, { transposeB: true })
      const [first] = candidatesOf(own, { batch: 1, m: 128, n: 128, k: 128 })
      expect(own.tuning.used).toEqual({ 'matmul bᵀ 128×128×128': nameOf(first) })
      expect(await own.tuning.measure(new AbortController().signal)).toBe(true)
      expect(own.tuning.text()).toContain('"matmul bᵀ 128×128×128"')
      const { dispatches } = own.counter
      matmul(own, a, b, out, { transposeB: true })
      expect(own.counter.dispatches - dispatches).toBeLessThanOrEqual(3)
    } finally {
      own.close()
    }
  })
})

describe('a product beyond the limits', () => {
  const sizes = [
    { batch: 1, m: 300, n: 200, k: 100 },
    { batch: 1, m: 70, n: 5000, k: 9 },
    { batch: 9, m: 40, n: 50, k: 60 },
    { batch: 1, m: 64, n: 64, k: 5000 },
  ]
  it.each(sizes)('is cut into parts that cover it once: $batch × $m × $n × $k', size => {
    const { batch, m, n, k } = size
    const small = { bindingLimit: 65_536, info: { ...device.info, software: true } }
    const seen = new Uint8Array(batch * m * n * k)
    const blocks = [...blocksOf(small, 'direct', size, { line: k, step: 1 }, { line: 1, step: n })]
    for (const { matrices, rows, columns, steps } of blocks)
      for (let s = matrices[0]; s < matrices[1]; s++)
        for (let i = rows[0]; i < rows[1]; i++)
          for (let j = columns[0]; j < columns[1]; j++)
            for (let l = steps[0]; l < steps[1]; l++) seen[((s * m + i) * n + j) * k + l]++
    expect(seen.every(times => times === 1)).toBe(true)
    expect(blocks.length).toBeGreaterThan(1)
  })

  it('has short launches where panels are half empty and sums short: 49 columns and 8 steps', () => {
    const slow = { bindingLimit: 2 ** 27, info: { ...device.info, software: true } }
    const size = { batch: 1, m: 400_000, n: 49, k: 8 }
    const blocks = [...blocksOf(slow, 'panels', size, { line: 8, step: 1 }, { line: 8, step: 1 })]
    // 80 ms of SwiftShader for 82,000 rows.
    for (const { rows } of blocks) expect(rows[1] - rows[0]).toBeLessThan(100_000)
  })

  it.each(['direct', 'panels'] as const)('is the same by %s', async kind => {
    const variant = variants.find(v => v.kind === kind)!
    Object.defineProperty(device, 'bindingLimit', { value: 65_536, configurable: true })
    try {
      for (const { batch, m, n, k } of sizes.slice(0, 3))
        for (const [transposeA, transposeB] of [
          [false, false],
          [true, true],
        ] as const) {
          const random = new Random(m)
          const [a, b] = [numbers(random, batch * m * k), numbers(random, batch * k * n)]
          const p = { batch, m, n, k, a, b, transposeA, transposeB }
          using scope = device.scope()
          const [got, want] = [await readTensor(device, run(scope, p, variant)), matmulTwin(p)]
          expect(farthest(got, want)).toBeLessThan(1e-5 * Math.sqrt(k))
        }
    } finally {
      Reflect.deleteProperty(device, 'bindingLimit')
    }
  })
})
