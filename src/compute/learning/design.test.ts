import { expect, it } from 'vitest'
import { sparseTwin } from '../kernels/sparse/twin'
import { Random } from '../random/random'
import { transposed } from '../tensor/sparse'
import { sparseRow } from '../tensor/csr'
import { empty, readTensor, tensorOf } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { testNumbers } from '../testing/frames'
import { randomSparse } from '../testing/sparse'
import { denseDesign, sparseDesign } from './design'

const device = await testDevice()

it('multiplies dense and sparse rows alike', async () => {
  using scope = device.scope()
  const host = randomSparse(new Random(1), 300, 70, 5)
  const [b, c] = [testNumbers(70 * 3, 2), testNumbers(300 * 3, 3)].map(values => Float32Array.from(values))
  const rows = Array.from({ length: 300 }, (_, i) => [...sparseRow(host, i)])
  const dense = denseDesign(device, tensorOf(scope, [300, 70], Float32Array.from(rows.flat())))
  for (const design of [dense, sparseDesign(device, scope, host)]) {
    const [forward, back] = [empty(scope, [300, 3]), empty(scope, [70, 3])]
    design.times(tensorOf(scope, [70, 3], b), forward)
    design.transposeTimes(tensorOf(scope, [300, 3], c), back)
    const close = (got: Float32Array, want: number[]): void =>
      got.forEach((x, i) => expect(Math.abs(x - want[i])).toBeLessThan(1e-5 * (1 + Math.abs(want[i]))))
    close(await readTensor(device, forward), sparseTwin(host, b, 3))
    close(await readTensor(device, back), sparseTwin(transposed(host), c, 3))
  }
})
