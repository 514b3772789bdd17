import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { readMatrix } from '../../tensor/matrix'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { recodeColumns } from './recode'
import { recodeTwin } from './twin'

const device = await testDevice()

interface Case {
  columns: Columns
  alpha: number[]
  beta: number[]
  rowsPerBlock?: number
}

const of = (columns: Columns, alpha: number, beta: number): Case => ({
  columns,
  alpha: columns.map(() => alpha),
  beta: columns.map(() => beta),
})

agreesWithTwin<Case>('recode', {
  device,
  random: (random, round) => {
    const columns = randomColumns(random, 1 + random.integer(2500), 1 + random.integer(5))
    const draw = (): number[] => columns.map(() => Math.fround(random.normal()))
    return { columns, alpha: draw(), beta: draw(), ...(round % 2 && { rowsPerBlock: 604 }) }
  },
  degenerate: {
    'one cell': of([Float64Array.of(3)], -2, 0.5),
    'to a constant': of([new Float64Array(7).fill(9), new Float64Array(7)], 0, 1),
  },
  run: async (scope, { columns, alpha, beta, rowsPerBlock }) => {
    const matrix = codesMatrix(scope, columns, rowsPerBlock)
    const coding = scope.upload(Float32Array.from(alpha.flatMap((a, j) => [a, beta[j]])))
    recodeColumns(device, matrix.blocks, coding, columns.length)
    return (await readMatrix(device, matrix)).flatMap(column => [...column])
  },
  twin: ({ columns, alpha, beta }) => recodeTwin(columns, alpha, beta),
  scale: ({ beta }) => Math.max(...beta.map(Math.abs)),
})

it('leaves rows of padding 0', async () => {
  using scope = device.scope()
  const matrix = codesMatrix(scope, randomColumns(new Random(1), 601, 3))
  recodeColumns(device, matrix.blocks, scope.upload(new Float32Array(6).fill(1)), 3)
  const { buffer, rows, stride } = matrix.blocks[0]
  const cells = await device.readFloats(buffer, stride * 3)
  for (let j = 0; j < 3; j++) expect(Array.from(cells.slice(j * stride + rows, (j + 1) * stride))).toEqual([0, 0, 0])
})
