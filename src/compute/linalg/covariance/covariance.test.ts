import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { numberCells } from '../../frame/cells'
import { Images } from '../../frame/images'
import { matrixOf } from '../../frame/matrix'
import { testDevice } from '../../testing/device'
import { covariance } from './covariance'

const device = await testDevice()

/** Σ w (x − x̄)(y − ȳ) ÷ (Σ w − 1) in double precision. */
function twin(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, w) => sum + w, 0)
  const centred = columns.map(c => {
    const mean = c.reduce((sum, x, i) => sum + weights[i] * x, 0) / total
    return c.map(x => x - mean)
  })
  return Float64Array.from(
    centred.flatMap(x => centred.map(y => x.reduce((s, v, i) => s + weights[i] * v * y[i], 0) / (total - 1))),
  )
}

it('agrees with its twin on 50 random matrices, also with weights, far from zero and in different units', async () => {
  const random = new Random(12)
  for (let round = 0; round < 50; round++) {
    using scope = device.scope()
    const [n, p] = [2 + random.integer(900), 1 + random.integer(7)]
    const columns = Array.from({ length: p }, (_, j) => {
      const [offset, size] = [round % 2 ? 1e6 : 0, 10 ** (3 * (j % 3) - 3)]
      return Float64Array.from({ length: n }, () => offset + size * random.normal())
    })
    const weights = Float64Array.from({ length: n }, () => (round % 3 === 0 ? random.integer(3) : 1))
    weights[0] = 2
    const cells = columns.map(c => numberCells(n, c))
    const matrix = await matrixOf(new Images(device, scope), scope, cells, undefined)
    const blocks = matrix.blocks.map(({ start, rows, stride }) => {
      const padded = new Float32Array(stride)
      padded.set(weights.subarray(start, start + rows))
      return scope.upload(padded)
    })
    const total = weights.reduce((sum, w) => sum + w, 0)
    const got = await covariance(device, scope, matrix, round % 3 === 0 ? { blocks, total } : undefined)
    const want = twin(columns, round % 3 === 0 ? weights : weights.fill(1))
    got.forEach((value, at) => {
      const size = Math.sqrt(want[Math.floor(at / p) * (p + 1)] * want[(at % p) * (p + 1)])
      expect(Math.abs(value - want[at])).toBeLessThan(1e-5 * size)
    })
  }
})
