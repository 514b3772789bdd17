import { describe, expect, it } from 'vitest'
import { readTensor } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { affine } from './arithmetic'
import { type Parameter, Parameters } from './parameters'
import { sum } from './reductions'
import { Tape } from './tape'

const device = await testDevice()

const parameter = (name: string, shape: readonly number[], first: number, decay: boolean): Parameter => {
  const start = Float32Array.from({ length: shape.reduce((size, n) => size * n, 1) }, (_, i) => first + i)
  return { name, shape, start, decay }
}
const given = [
  parameter('bias', [5], 100, false),
  parameter('weights', [7, 11], 200, true),
  parameter('scalar', [], 300, false),
  parameter('others', [64], 400, true),
]

describe('parameters', () => {
  it('lie in one buffer, those that decay first, each where a binding may begin', async () => {
    using scope = device.scope()
    const parameters = new Parameters(device, scope, given)
    // 77 numbers take 128, 64 take 64; then 64 each for the bias and the scalar.
    expect([parameters.decayed, parameters.count, parameters.values.shape]).toEqual([192, 320, [320]])
    const offsets = given.map(({ name }) => parameters.part(name, parameters.values).offset)
    expect(offsets).toEqual([192 * 4, 0, 256 * 4, 128 * 4])
    for (const { name, shape, start } of given) {
      const part = parameters.part(name, parameters.values)
      expect([part.shape, await readTensor(device, part)]).toEqual([shape, start])
      expect(parameters.part(name, parameters.gradients)).toMatchObject({ offset: part.offset, shape })
    }
    const all = await readTensor(device, parameters.values)
    expect([...all.subarray(77, 128), ...all.subarray(197, 256), ...all.subarray(257)].every(x => x === 0)).toBe(true)
  })

  it('are read back by name, without the gaps between them', async () => {
    using scope = device.scope()
    const parameters = new Parameters(device, scope, given)
    expect(await parameters.read()).toEqual(new Map(given.map(({ name, start }) => [name, start])))
  })

  it('take their gradients at their places, and gaps stay 0', async () => {
    using scope = device.scope()
    const parameters = new Parameters(device, scope, given)
    // Memory of before in what scratch there is: nothing of it may get into the gaps.
    for (let step = 0; step < 2; step++) {
      using tape = new Tape(device)
      tape.scope.upload(new Float32Array(8).fill(9))
      const bias = parameters.on(tape, 'bias')
      tape.backward(sum(tape, affine(tape, parameters.on(tape, 'bias'), 2)))
      expect(parameters.on(tape, 'bias')).toBe(bias)
    }
    const want = new Float32Array(320)
    want.fill(2, 192, 197)
    expect(await readTensor(device, parameters.gradients)).toEqual(want)
  })

  it('refuse numbers that do not fill a shape, and names that are not there', () => {
    using scope = device.scope()
    const wrong = { ...given[0], shape: [2, 3] }
    expect(() => new Parameters(device, scope, [wrong])).toThrow('bias: 5 numbers for 2 × 3.')
    const parameters = new Parameters(device, scope, given)
    expect(() => parameters.part('none', parameters.values)).toThrow('There is no parameter none.')
  })
})
