import { expect, it } from 'vitest'
import { Device } from '../../device/device'
import { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { blockWeights, codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { crossProduct } from './crossProduct'
import { crossProductTwin } from './twin'

const device = await testDevice()

interface Case {
  a: Columns
  /** The same as `a` when left out: then only half is computed. */
  b?: Columns
  weights?: Float64Array
  rowsPerBlock?: number
}

agreesWithTwin<Case>('crossProduct', {
  device,
  random: (random, round) => {
    const n = 1 + random.integer(2500)
    return {
      a: randomColumns(random, n, 1 + random.integer(round % 4 ? 11 : 60)),
      ...(round % 2 && { b: randomColumns(random, n, 1 + random.integer(40)) }),
      ...(round % 3 === 0 && { weights: new Float64Array(n).map(() => Math.fround(random.uniform())) }),
      ...(round % 5 === 0 && { rowsPerBlock: 504 }),
    }
  },
  degenerate: {
    'one number': { a: [Float64Array.of(-3)] },
    'zeros and ones': { a: [new Float64Array(100), new Float64Array(100).fill(1)] },
    'weights of 0': { a: [Float64Array.of(1, 2, 3)], weights: new Float64Array(3) },
  },
  run: async (scope, { a, b, weights, rowsPerBlock }) => {
    const left = codesMatrix(scope, a, rowsPerBlock)
    const right = b ? codesMatrix(scope, b, rowsPerBlock) : left
    return crossProduct(device, left, right, weights && blockWeights(scope, left, weights))
  },
  twin: ({ a, b, weights }) => crossProductTwin(a, b ?? a, weights),
  scale: ({ a }) => Math.sqrt(a[0].length),
})

const apart = (got: Float64Array, columns: Columns): number => {
  const want = crossProductTwin(columns, columns)
  return got.reduce((most, x, i) => Math.max(most, Math.abs(x - want[i])), 0)
}

it('takes more columns than one launch holds, in slices', async () => {
  using scope = device.scope()
  const columns = randomColumns(new Random(3), 130, 300)
  const matrix = codesMatrix(scope, columns)
  const counts = device.counter.since()
  const got = await crossProduct(device, matrix, matrix)
  expect(counts().readbacks).toBeGreaterThan(1)
  expect(apart(got, columns)).toBeLessThan(1e-4)
})

it('asks the tuner, which tries what this adapter can do, and is right either way', async () => {
  using scope = device.scope()
  const columns = randomColumns(new Random(5), 3000, 21)
  const matrix = codesMatrix(scope, columns)
  const weights = blockWeights(scope, matrix, new Float64Array(3000).fill(1))
  await crossProduct(device, matrix, matrix, weights)
  const able = device.info.software && [4, 8].includes(device.subgroupSize)
  expect(device.tuning.used['crossProduct weighted 32×32']).toBe(able ? 'subgroupBroadcast' : 'tiled')
  expect(device.tuning.unmeasured).toBe(able)
  const live = device.counter.buffers
  await device.tuning.measure(new AbortController().signal)
  expect(device.counter.buffers).toBe(live)
  expect(device.tuning.unmeasured).toBe(false)
  const findings = device.tuning.text()
  for (const variant of able ? (['subgroupBroadcast', 'tiled'] as const) : (['tiled'] as const)) {
    if (able) expect(findings).toMatch(new RegExp(`"${variant}": [0-9.]`))
    expect(apart(await crossProduct(device, matrix, matrix, weights, { variant }), columns)).toBeLessThan(1e-3)
  }
})

it('needs no subgroups: tiles of four columns, in slices too', async () => {
  const plain = await Device.open({ plain: true })
  try {
    using scope = plain.scope()
    for (const [rows, count] of [
      [2000, 11],
      [8, 300],
    ] as const) {
      const columns = randomColumns(new Random(rows), rows, count)
      const matrix = codesMatrix(scope, columns)
      expect(apart(await crossProduct(plain, matrix, matrix), columns)).toBeLessThan(1e-5 * Math.sqrt(rows))
    }
  } finally {
    plain.close()
  }
})
