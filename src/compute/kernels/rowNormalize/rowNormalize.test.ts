import { readMatrix } from '../../tensor/matrix'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { rowNormalize } from './rowNormalize'
import { rowNormalizeTwin } from './twin'

const device = await testDevice()
const norms = ['l2', 'l1', 'max'] as const

interface Case {
  columns: Columns
  norm: (typeof norms)[number]
  /** Coding of all columns: value = shift + scale · u. */
  shift?: number
  scale?: number
}

const values = ({ columns, shift = 0, scale = 1 }: Case): Columns => columns.map(c => c.map(u => shift + scale * u))

agreesWithTwin<Case>('rowNormalize', {
  device,
  random: (random, round) => {
    const columns = randomColumns(random, 1 + random.integer(900), 1 + random.integer(6)).map(c =>
      c.map(x => Math.fround(x * 10 ** (random.integer(6) - 3))),
    )
    return { columns, norm: norms[round % 3], ...(round % 2 && { shift: 2, scale: 0.5 }) }
  },
  degenerate: {
    'one cell': { columns: [Float64Array.of(-4)], norm: 'l1' },
    'rows of zeros': { columns: [new Float64Array(5), new Float64Array(5)], norm: 'l2' },
    'squares beyond single precision': { columns: [Float64Array.of(3e25), Float64Array.of(4e25)], norm: 'l2' },
    'squares below it': { columns: [Float64Array.of(3e-30), Float64Array.of(4e-30)], norm: 'l2' },
  },
  run: async (scope, input) => {
    const matrix = codesMatrix(scope, input.columns, 301 * 4)
    matrix.shift.fill(input.shift ?? 0)
    matrix.scale.fill(input.scale ?? 1)
    rowNormalize(device, scope, matrix, input.norm)
    return (await readMatrix(device, matrix)).flatMap(column => [...column])
  },
  twin: input => rowNormalizeTwin(values(input), input.norm),
  // A cell beside a row's length of 1.
  scale: () => 1,
})
