import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, randomColumns } from '../../testing/matrix'
import { orderStatistics } from './orderStatistics'
import { orderStatisticsTwin } from './twin'

const device = await testDevice()

interface Case {
  values: Float64Array
  ranks: number[]
  rowsPerBlock?: number
}

const all = (values: Float64Array): Case => ({ values, ranks: Array.from(values.keys()) })

agreesWithTwin<Case>('orderStatistics', {
  device,
  random: (random, round) => {
    const n = 1 + random.integer(2500)
    const [values] = randomColumns(random, n, 1, round % 3 === 0)
    const ranks = [0, Math.floor(n / 3), Math.floor(n / 2), n - 1]
    return { values: values, ranks, ...(round % 2 && { rowsPerBlock: 400 }) }
  },
  degenerate: {
    'one number': all(Float64Array.of(-7)),
    'all equal': all(new Float64Array(70).fill(0.25)),
    'both signs of zero': all(Float64Array.of(0, -0, 0, -0, 1, -1)),
    'the ends of the range': all(Float64Array.of(3e38, -3e38, 2e-38, -2e-38, 0).map(Math.fround)),
  },
  run: async (scope, { values, ranks, rowsPerBlock }) => {
    const column = codesMatrix(scope, [values], rowsPerBlock)
    return (await orderStatistics(device, [{ column, ranks }]))[0]
  },
  twin: ({ values, ranks }) => orderStatisticsTwin(values, ranks),
  tolerance: 0,
})

it('reads back four times, however many columns are asked', async () => {
  using scope = device.scope()
  const columns = randomColumns(new Random(2), 500, 5)
  const sought = columns.map(values => ({ column: codesMatrix(scope, [values]), ranks: [3, 250] }))
  const before = device.counter.readbacks
  const found = await orderStatistics(device, sought)
  expect(device.counter.readbacks - before).toBe(4)
  expect(found.map(f => [...f])).toEqual(columns.map(values => orderStatisticsTwin(values, [3, 250])))
})
