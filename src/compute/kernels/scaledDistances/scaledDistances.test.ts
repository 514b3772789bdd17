import { readMatrix } from '../../tensor/matrix'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { scaledDistances } from './scaledDistances'
import { scaledDistancesTwin } from './twin'

const device = await testDevice()

interface Case {
  /** Codes; values are shift + scale · u in every column. */
  columns: Columns
  shift: number
  scale: number
  middle: Float64Array
  unit: Float64Array
  rowsPerBlock?: number
}

const of = (columns: number[][], middle: number[], unit: number[]): Case => ({
  columns: columns.map(c => Float64Array.from(c)),
  shift: 0,
  scale: 1,
  middle: Float64Array.from(middle),
  unit: Float64Array.from(unit),
})

agreesWithTwin<Case>('scaledDistances, also of columns far from zero', {
  device,
  random: (random, round) => {
    const [n, p, K] = [1 + random.integer(2000), 1 + random.integer(7), 1 + random.integer(9)]
    const [shift, scale] = round % 2 ? [1e6, 0.5] : [0, 10 ** (random.integer(9) - 4)]
    const numbers = (make: () => number): Float64Array => Float64Array.from({ length: K * p }, make)
    return {
      columns: randomColumns(random, n, p).map(c => c.map(u => Math.fround(u / 8))),
      shift,
      scale,
      middle: numbers(() => shift + scale * random.normal() * 0.2),
      unit: numbers(() => scale * (0.2 + random.uniform())),
      ...(round % 5 === 0 && { rowsPerBlock: 404 }),
    }
  },
  degenerate: {
    'one row': of([[3], [-2]], [1, 1], [2, 3]),
    'a feature that is left out': of(
      [
        [3, 4],
        [-2, 5],
      ],
      [1, 1],
      [Infinity, 1],
    ),
    'rows at the place': of([[2, 2, 2]], [2, 2], [1e-3, 5]),
  },
  run: async (scope, input) => {
    const matrix = codesMatrix(scope, input.columns, input.rowsPerBlock)
    matrix.shift.fill(input.shift)
    matrix.scale.fill(input.scale)
    const out = await readMatrix(device, scaledDistances(device, scope, matrix, input.middle, input.unit))
    return out.flatMap(column => [...column])
  },
  twin: ({ columns, shift, scale, middle, unit }) =>
    scaledDistancesTwin(
      columns.map(c => c.map(u => shift + scale * u)),
      middle,
      unit,
    ),
  scale: () => 1,
})
