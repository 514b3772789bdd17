import { expect, it } from 'vitest'
import { readMatrix } from '../../tensor/matrix'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { codesMatrix, type Columns, randomColumns } from '../../testing/matrix'
import { zerosLike, coded, linear } from './linear'
import { linearTwin } from './twin'

const device = await testDevice()

interface Case {
  columns: Columns
  weights: Float32Array
  bias: Float32Array
  rowsPerBlock?: number
}

agreesWithTwin<Case>('linear', {
  device,
  random: (random, round) => {
    const [p, q] = [1 + random.integer(12), 1 + random.integer(9)]
    const draw = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.normal())
    return {
      columns: randomColumns(random, 1 + random.integer(2000), p),
      weights: draw(p * q),
      bias: draw(q),
      ...(round % 3 === 0 && { rowsPerBlock: 300 }),
    }
  },
  degenerate: {
    'one number': { columns: [Float64Array.of(2)], weights: Float32Array.of(3), bias: Float32Array.of(-1) },
    'weights of 0': {
      columns: [new Float64Array(65).fill(1e30)],
      weights: new Float32Array(5),
      bias: Float32Array.of(1, 2, 3, 4, 5),
    },
  },
  run: async (scope, { columns, weights, bias, rowsPerBlock }) => {
    const matrix = codesMatrix(scope, columns, rowsPerBlock)
    const out = zerosLike(scope, matrix, bias.length)
    linear(device, matrix, scope.upload(weights), scope.upload(bias), out)
    return (await readMatrix(device, out)).flatMap(column => [...column])
  },
  twin: ({ columns, weights, bias }) => linearTwin(columns, weights, bias),
  scale: ({ columns }) => Math.sqrt(columns.length),
})

it('turns coefficients in the columns\u2019 own units into weights over codes', () => {
  const matrix = { shift: Float64Array.of(1e6, -3), scale: Float64Array.of(0.5, 2) }
  const { weights, bias } = coded(matrix, Float64Array.of(2, 1, 0, 4), Float64Array.of(-2e6, 1))
  expect([...weights]).toEqual([1, 2, 0, 8])
  expect([...bias]).toEqual([-3, -11])
})
