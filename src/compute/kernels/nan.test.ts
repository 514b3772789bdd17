import { expect, it } from 'vitest'
import { empty, readTensor, tensorOf } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { activationNames } from './activation'
import { crossEntropy } from './crossEntropy/crossEntropy'
import { elementwise } from './elementwise/elementwise'
import { matmul } from './matmul/matmul'
import { pointLoss } from './pointLoss/pointLoss'
import { reduce } from './reduce/reduce'
import { softmax } from './softmax/softmax'

/** What has diverged must look so: no figure that depends on a NaN may be a number. */
const device = await testDevice()

it.each([5, 8, 200])('rows of %d numbers with a NaN have no softmax, loss, sum or variance', async size => {
  using scope = device.scope()
  // The NaN is in row 0 only, behind the first quad.
  const x = tensorOf(
    scope,
    [2, size],
    Float32Array.from({ length: 2 * size }, (_, i) => (i === 4 ? NaN : i % 7)),
  )
  for (const op of ['sum', 'mean', 'sumOfSquares', 'variance', 'logsumexp', 'product'] as const) {
    const out = empty(scope, [2])
    reduce(device, op, x, out, [1])
    expect(Array.from(await readTensor(device, out), Number.isNaN), op).toEqual([true, false])
  }
  for (const team of [false, true]) {
    for (const log of [false, true]) {
      const out = empty(scope, [2, size])
      softmax(device, x, out, { team, log })
      const share = await readTensor(device, out)
      expect(share.subarray(0, size).every(Number.isNaN), `softmax, log ${log}, team ${team}`).toBe(true)
      expect(share.subarray(size).some(Number.isNaN)).toBe(false)
    }
    for (const label of [0, 4]) {
      const loss = empty(scope, [2])
      crossEntropy(device, x, tensorOf(scope, [2], Uint32Array.of(label, label)), loss, undefined, { team })
      expect(Array.from(await readTensor(device, loss), Number.isNaN), `label ${label}`).toEqual([true, false])
    }
  }
})

it('activations and losses of NaN are NaN', async () => {
  using scope = device.scope()
  const x = tensorOf(scope, [4], Float32Array.of(1, NaN, -NaN, -1))
  const out = empty(scope, [4])
  const found = async (): Promise<boolean[]> => Array.from(await readTensor(device, out), Number.isNaN)
  for (const name of [...activationNames, 'exp'] as const) {
    elementwise(device, name, [x], out)
    expect(await found(), name).toEqual([false, true, true, false])
  }
  for (const kind of ['squared', 'huber', 'binary'] as const) {
    pointLoss(device, kind, x, tensorOf(scope, [4], Float32Array.of(0, 1, 0, 1)), { loss: out })
    expect(await found(), kind).toEqual([false, true, true, false])
  }
  const [column, one] = [{ ...x, shape: [4, 1] }, tensorOf(scope, [1, 1], Float32Array.of(1))]
  for (const activation of activationNames) {
    matmul(device, column, one, { ...out, shape: [4, 1] }, { activation })
    expect(await found(), `product, ${activation}`).toEqual([false, true, true, false])
  }
})
