import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { blockWeights, codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { moments } from './moments'
import { momentsTwin } from './twin'

const device = await testDevice()

interface Case {
  /** Codes; values are shift + scale · u in every column. */
  columns: Columns
  shift: number
  scale: number
  weights?: Float64Array
  rowsPerBlock?: number
}

const of = (...columns: number[][]): Case => ({ columns: columns.map(c => Float64Array.from(c)), shift: 0, scale: 1 })
const values = ({ columns, shift, scale }: Case): Columns => columns.map(c => c.map(u => shift + scale * u))

agreesWithTwin<Case>('moments, also of columns far from zero', {
  device,
  random: (random, round) => {
    const n = 1 + random.integer(3000)
    const columns = randomColumns(random, n, 1 + random.integer(6)).map(c => c.map(u => Math.fround(u / 8)))
    return {
      columns,
      shift: round % 2 ? 1e6 : 0,
      scale: round % 2 ? 1 : 10 ** (random.integer(9) - 4),
      ...(round % 3 === 0 && { weights: columns[0].map((_, i) => 1 + (i % 3)) }),
      ...(round % 5 === 0 && { rowsPerBlock: 404 }),
    }
  },
  degenerate: {
    'one row': of([3], [-2]),
    'constant columns': of(new Array<number>(33).fill(0.1), new Array<number>(33).fill(0)),
    'weights of 0': { ...of([1, 5, 9]), weights: Float64Array.of(0, 1, 0) },
  },
  run: async (scope, input) => {
    const matrix = codesMatrix(scope, input.columns, input.rowsPerBlock)
    matrix.shift.fill(input.shift)
    matrix.scale.fill(input.scale)
    const { weights } = input
    const total = weights?.reduce((sum, w) => sum + w, 0) ?? 0
    const found = await moments(device, matrix, weights && { blocks: blockWeights(scope, matrix, weights), total })
    return input.columns.flatMap((_, j) => [found.mean[j], found.variance[j], found.min[j], found.max[j]])
  },
  twin: input => momentsTwin(values(input), input.weights),
  // In relation to the reach of the codes: a mean near 0 is the difference of large sums.
  scale: ({ scale }) => Math.min(scale, scale * scale),
})
