import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { groupMoments } from './groupMoments'
import { groupMomentsTwin } from './twin'

const device = await testDevice()

interface Case {
  /** Codes; values are shift + scale · u in every column. */
  columns: Columns
  labels: Int32Array
  groups: number
  shift: number
  scale: number
  weights?: Float64Array
  rowsPerBlock?: number
}

const of = (labels: number[], groups: number, ...columns: number[][]): Case => ({
  columns: columns.map(c => Float64Array.from(c)),
  labels: Int32Array.from(labels),
  groups,
  shift: 0,
  scale: 1,
})
const values = ({ columns, shift, scale }: Case): Columns => columns.map(c => c.map(u => shift + scale * u))

agreesWithTwin<Case>('groupMoments, also of columns far from zero', {
  device,
  random: (random, round) => {
    const [n, groups] = [1 + random.integer(3000), 1 + random.integer(round % 4 ? 5 : 300)]
    const labels = Int32Array.from({ length: n }, () => random.integer(groups + 1) - 1)
    // Groups far apart beside their own width.
    const columns = randomColumns(random, n, 1 + random.integer(6)).map(c =>
      c.map((u, i) => Math.fround(u / 64 + labels[i] / groups)),
    )
    return {
      columns,
      labels,
      groups,
      shift: round % 2 ? 1e6 : 0,
      scale: round % 2 ? 1 : 10 ** (random.integer(9) - 4),
      ...(round % 3 === 0 && { weights: Float64Array.from(labels, (_, i) => 1 + (i % 3)) }),
      ...(round % 5 === 0 && { rowsPerBlock: 404 }),
    }
  },
  degenerate: {
    'one row': of([0], 1, [3], [-2]),
    'a group without rows, and rows of none': of([2, -1, 2, 0], 3, [1, 7, 4, 2]),
    'constant columns': of(new Array<number>(33).fill(0), 1, new Array<number>(33).fill(0.1)),
    'weights of 0': { ...of([0, 0, 1], 2, [1, 5, 9]), weights: Float64Array.of(0, 1, 3) },
    'a first row far from the others': of(new Array<number>(600).fill(0), 1, [
      1,
      ...Array.from({ length: 599 }, (_, i) => Math.fround(1e-3 * Math.sin(i))),
    ]),
  },
  run: async (scope, input) => {
    const matrix = codesMatrix(scope, input.columns, input.rowsPerBlock)
    matrix.shift.fill(input.shift)
    matrix.scale.fill(input.scale)
    const { totals, mean, variance } = await groupMoments(device, matrix, input.labels, input.groups, input.weights)
    const p = input.columns.length
    return [...mean.keys()].flatMap(at => [totals[Math.floor(at / p)], mean[at], variance[at]])
  },
  twin: input => groupMomentsTwin(values(input), input.labels, input.groups, input.weights),
  // A mean in relation to the column's reach, a variance to that of a group.
  tolerance: 2e-6,
  scale: ({ scale }) => Math.min(scale, (scale / 64) ** 2),
})

it('takes a launch and a readback a block, and gives the same bits again', async () => {
  using scope = device.scope()
  const columns = randomColumns(new Random(3), 1000, 4)
  const labels = Int32Array.from({ length: 1000 }, (_, i) => i % 50)
  const matrix = codesMatrix(scope, columns, 500)
  const count = device.counter.since()
  const found = await groupMoments(device, matrix, labels, 50)
  expect(count()).toMatchObject({ dispatches: 2, readbacks: 2 })
  expect(await groupMoments(device, matrix, labels, 50)).toEqual(found)
})
