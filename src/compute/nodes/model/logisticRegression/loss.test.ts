import { expect, it } from 'vitest'
import { trainingOf } from '../../../engine/training'
import { unwatched } from '../../../engine/iterations'
import type { Context } from '../../../engine/node'
import { Random } from '../../../random/random'
import { Images } from '../../../frame/images'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { noHost } from '../../../testing/run'
import { nodeTypes } from '../../registry'
import { exactOf } from './exact'
import { hessianOf } from './hessian'
import { Loss } from './loss'
import { type Params, problemOf } from './problem'
import { spec } from './spec'

const device = await testDevice()

const defaults = Object.fromEntries(Object.entries(spec.parameters).map(([name, p]) => [name, p.default])) as Params

/** The objective on the device beside its twin in double precision, at coefficients of the size given. */
async function compared(
  n: number,
  p: number,
  classes: number,
  size: number,
  seed: number,
  params: Partial<Params> = {},
): Promise<void> {
  const random = new Random(seed, 3)
  const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal())
  const columns = Object.fromEntries(
    Array.from({ length: p }, (_, j) => [
      `x${j}`,
      testNumbers(n, 97 * seed + j).map(v => 1e5 * (j % 20) + v * 10 ** (j % 4)),
    ]),
  )
  const y = Float64Array.from({ length: n }, (_, i) => (i < classes ? i : random.integer(classes)))
  const w = Float64Array.from({ length: n }, () => random.uniform() + 0.1)
  using images = device.scope()
  using scope = device.scope()
  const frame = frameOf({ ...columns, y, w }, { roles: { y: 'target', w: 'weight' }, kinds: { y: 'integer' } })
  const context: Context = {
    node: 'train',
    seed,
    device,
    images: new Images(device, images),
    scope,
    host: noHost,
    types: nodeTypes,
    signal: new AbortController().signal,
    random: stream => new Random(seed, stream),
    progress: () => undefined,
    iterations: unwatched(),
    show: () => undefined,
    warn: () => undefined,
  }
  const data = await trainingOf(context, frame, spec, {})
  // A frame's rows without weight never come here; the kernels know them from the padding.
  for (let i = 0; i < n; i += 5) data.weights![i] = 0
  const problem = await problemOf(context, data, { ...defaults, ...params })
  const loss = new Loss(device, scope, problem)
  const exact = (await exactOf(problem, data))!
  const z = draw(loss.count).map(v => v * size)
  const [got, want] = [await loss.evaluate(z), exact.evaluate(z)]
  expect(Math.abs(got.value - want.value)).toBeLessThan(1e-5 * Math.max(want.value, 1e-3))
  want.gradient.forEach((g, m) => expect(Math.abs(got.gradient[m] - g)).toBeLessThan(1e-5 * Math.max(1, Math.abs(g))))
  if (p > 50) return
  const { a, b, live } = exact.weighted(z)
  const product = (m: number, right: (row: number) => number): number =>
    b.reduce((sum, _, row) => sum + a[row * live.length + m] * right(row), 0)
  const slopes = live.map((_, at) => product(at, row => b[row]))
  for (const [at, m] of live.entries())
    expect(Math.abs(slopes[at] + want.gradient[m])).toBeLessThan(1e-9 * Math.max(1, Math.abs(want.gradient[m])))
  if (problem.outputs > 1) return
  const [hessian, twin] = [await hessianOf(loss, z), await exact.hessian(z, context.signal)]
  twin.forEach((h, m) => expect(Math.abs(hessian[m] - h)).toBeLessThan(1e-5 * Math.max(1, Math.abs(h))))
  for (const [at, m] of live.entries()) {
    const own = product(at, row => a[row * live.length + at])
    expect(Math.abs(own - twin[m * problem.cols + m])).toBeLessThan(1e-10 * Math.max(1, own))
  }
}

it('agrees with its double-precision twin on 50 random shapes, padded rows and rows without weight included', async () => {
  const random = new Random(11)
  for (let round = 0; round < 50; round++) {
    const classes = 2 + random.integer(round % 2 === 0 ? 1 : 7)
    const n = classes + 1 + random.integer(round % 5 === 0 ? 3000 : 60)
    await compared(n, 1 + random.integer(12), classes, [0, 0.1, 1, 30][round % 4], round, {
      fitIntercept: round % 3 > 0,
      penalty: round % 7 ? 'l2' : 'none',
    })
  }
})

it('sums over several blocks of rows', async () => {
  await compared(18_000, 500, 2, 0.05, 1)
})
