import { describe, expect, it } from 'vitest'
import { Random } from '../../random/random'
import { empty, readTensor, type Tensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { activationNames } from '../activation'
import { matmul } from './matmul'
import { matmulTwin, type Product } from './twin'

const device = await testDevice()

/** Around the edges of every tile: registers, panels, workgroups. */
const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129]

const numbers = (random: Random, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => random.normal())

function drawn(random: Random, round: number): Product {
  const pick = (): number => lengths[random.integer(lengths.length)]!
  const [m, n, k, batch] = [pick(), pick(), pick(), [1, 1, 1, 2, 3][round % 5]!]
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
    activation: activationNames[round % activationNames.length]!,
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

/** Its operands on the device and the product in `out`. */
function run(scope: ReturnType<typeof device.scope>, p: Product): Tensor {
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
  })
  return out
}

agreesWithTwin<Product>('matmul', {
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
    'large numbers under every activation': { ...plain(1, 1, 1, 1000), activation: 'tanh' },
    'large numbers under sigmoid': { ...plain(1, 2, 1), a: [-300], b: [1, -1], activation: 'sigmoid' },
    'large numbers under gelu': { ...plain(1, 2, 1), a: [-300], b: [1, -1], activation: 'gelu' },
    infinity: { ...plain(2, 1, 1), a: [Infinity, 1], b: [2] },
  },
  run: async (scope, p) => readTensor(device, run(scope, p)),
  twin: matmulTwin,
  // A sum's rounding is in relation to its terms, about √k of size 1 here.
  scale: p => Math.max(...(p.a.length ? Array.from(p.a, Math.abs).slice(0, 1) : [0]), 1) * Math.sqrt(p.k + 1),
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

  it('gives the same bits again', async () => {
    using scope = device.scope()
    const p = drawn(new Random(9), 7)
    const [first, second] = [await readTensor(device, run(scope, p)), await readTensor(device, run(scope, p))]
    expect(second).toEqual(first)
  })
})
