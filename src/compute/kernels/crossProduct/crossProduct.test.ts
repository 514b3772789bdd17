import { expect, it } from 'vitest'
import { numberCells } from '../../frame/cells'
import { Images } from '../../tensor/images'
import { matrixOf } from '../../tensor/matrix'
import { testDevice } from '../../testing/device'
import { testNumbers } from '../../testing/frames'
import { moments } from '../moments/moments'
import { crossProduct } from './crossProduct'
import { alike, linear } from '../linear/linear'

const device = await testDevice()

/** Codes as the device holds them, in double precision: what the kernels compute from. */
const codesOf = (values: Float64Array, shift: number, scale: number): Float64Array =>
  values.map(x => Math.fround((x - shift) / scale))

it.each([
  [1, 1, 1],
  [3, 2, 1],
  [5, 5, 3],
  [1003, 7, 9],
  [20_000, 20, 2],
])('agrees with its double-precision twin: %i rows, %i and %i columns', async (n, p, q) => {
  using scope = device.scope()
  const images = new Images(device, scope)
  const left = Array.from({ length: p }, (_, j) => testNumbers(n, j).map(x => 1e6 + j + x))
  const right = Array.from({ length: q }, (_, j) => testNumbers(n, 100 + j))
  const a = await matrixOf(
    images,
    scope,
    left.map(v => numberCells(n, v)),
    undefined,
  )
  const b = await matrixOf(
    images,
    scope,
    right.map(v => numberCells(n, v)),
    undefined,
  )
  const w = Float32Array.from(testNumbers(n, 999), x => 1 + x)
  const weights = a.blocks.map(block =>
    scope.upload(Float32Array.from({ length: block.stride }, (_, i) => w[block.start + i] ?? 0)),
  )
  const ua = left.map((v, j) => codesOf(v, a.shift[j]!, a.scale[j]!))
  const ub = right.map((v, j) => codesOf(v, b.shift[j]!, b.scale[j]!))
  const twin = (x: Float64Array[], y: Float64Array[], weight: (i: number) => number): number[] =>
    x.flatMap(u => y.map(v => u.reduce((s, value, i) => s + weight(i) * value * v[i]!, 0)))
  const size = Math.sqrt(n)
  for (const [got, want] of [
    [await crossProduct(device, a, a), twin(ua, ua, () => 1)],
    [await crossProduct(device, a, b), twin(ua, ub, () => 1)],
    [await crossProduct(device, a, b, weights), twin(ua, ub, i => w[i]!)],
  ] as const)
    want.forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(1e-5 * Math.max(size, Math.abs(value))))
  const m = await moments(device, a)
  left.forEach((v, j) => {
    const mean = v.reduce((s, x) => s + x, 0) / n
    const variance = v.reduce((s, x) => s + (x - mean) ** 2, 0) / n
    expect(Math.abs(m.mean[j]! - mean)).toBeLessThan(1e-6)
    expect(Math.abs(m.variance[j]! - variance)).toBeLessThan(1e-6 * Math.max(variance, 1e-3))
    expect(Math.abs(m.max[j]! - Math.max(...v.slice(0, 5000), m.max[j]!))).toBeLessThan(1e-6)
  })
  const out = alike(scope, a, q)
  const W = testNumbers(q * p, 5)
  linear(device, a, scope.upload(new Float32Array(W)), scope.upload(new Float32Array(q).fill(0.5)), out)
  const got = await device.readFloats(out.blocks[0]!.buffer, out.blocks[0]!.stride * q)
  const i = n - 1
  for (let k = 0; k < q; k++) {
    const want = ua.reduce((s, u, j) => s + Math.fround(W[k * p + j]!) * u[i]!, 0.5)
    expect(Math.abs(got[k * out.blocks[0]!.stride + i]! - want)).toBeLessThan(1e-5 * (1 + Math.abs(want)))
  }
})

it('takes more columns than one launch holds', async () => {
  using scope = device.scope()
  const images = new Images(device, scope)
  const [n, p] = [8, 300]
  const columns = Array.from({ length: p }, (_, j) => testNumbers(n, j))
  const a = await matrixOf(
    images,
    scope,
    columns.map(v => numberCells(n, v)),
    undefined,
  )
  const codes = columns.map((v, j) => codesOf(v, a.shift[j]!, a.scale[j]!))
  const got = await crossProduct(device, a, a)
  for (let i = 0; i < p; i += 7)
    for (let j = 0; j < p; j++) {
      const want = codes[i]!.reduce((s, u, row) => s + u * codes[j]![row]!, 0)
      expect(Math.abs(got[i * p + j]! - want)).toBeLessThan(1e-5)
    }
})
