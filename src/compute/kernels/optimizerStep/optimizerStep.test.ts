import { describe, expect, it } from 'vitest'
import type { Random } from '../../random/random'
import { readTensor, tensorOf } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { type Method, methods, optimizerStep, type StepSettings } from './optimizerStep'
import { type Numbers, optimizerStepTwin } from './twin'

const device = await testDevice()

interface Case {
  numbers: Numbers
  settings: StepSettings
}

const settings: StepSettings = {
  method: 'sgd',
  learningRate: 0.1,
  step: 0,
  decay: 0,
  decayed: 0,
  momentum: 0.9,
  squares: 0.999,
  epsilon: 1e-8,
  clip: 0,
}

function numbers(random: Random, n: number): Numbers {
  const draw = (): Float64Array => Float64Array.from({ length: n }, () => Math.fround(random.normal()))
  return { values: draw(), gradients: draw(), first: draw(), second: draw().map(x => Math.fround(x * x)) }
}

const same = (n: number, x: number): Numbers => ({
  values: new Float64Array(n).fill(x),
  gradients: new Float64Array(n).fill(x),
  first: new Float64Array(n),
  second: new Float64Array(n),
})

const copied = (given: Numbers): Numbers => ({
  values: given.values.slice(),
  gradients: given.gradients.slice(),
  first: given.first.slice(),
  second: given.second.slice(),
})

describe.each(Object.keys(methods) as Method[])('%s', method => {
  agreesWithTwin<Case>('step', {
    device,
    random: (random, round) => {
      const n = 4 * (1 + random.integer(400))
      return {
        numbers: numbers(random, n),
        settings: {
          ...settings,
          method,
          step: round,
          decay: round % 2 ? 0.01 : 0,
          decayed: 4 * random.integer(n / 4),
          clip: round % 3 === 0 ? 0.5 : 0,
        },
      }
    },
    degenerate: {
      'gradients of 0': { numbers: same(8, 0), settings: { ...settings, method, clip: 1, decay: 0.1, decayed: 8 } },
      'large gradients': { numbers: same(8, 1e6), settings: { ...settings, method, clip: 1 } },
      'small gradients': { numbers: same(8, 1e-12), settings: { ...settings, method, step: 1000 } },
    },
    run: async (scope, { numbers, settings }) => {
      const up = (x: Float64Array) => tensorOf(scope, [x.length], Float32Array.from(x))
      const norm = tensorOf(scope, [1], Float32Array.of(numbers.gradients.reduce((sum, g) => sum + g * g, 0)))
      const state = {
        values: up(numbers.values),
        gradients: up(numbers.gradients),
        first: up(numbers.first),
        second: up(numbers.second),
        norm,
      }
      optimizerStep(device, state, settings)
      const parts = [state.values, state.first, state.second]
      return (await Promise.all(parts.map(part => readTensor(device, part)))).flatMap(part => [...part])
    },
    twin: ({ numbers, settings }) => {
      const after = copied(numbers)
      optimizerStepTwin(after, settings)
      return [...after.values, ...after.first, ...after.second]
    },
    // A value is the difference of itself and its step.
    scale: ({ numbers }) => numbers.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
  })
})

it('takes one launch', () => {
  using scope = device.scope()
  const tensor = () => tensorOf(scope, [64], new Float32Array(64))
  const state = { values: tensor(), gradients: tensor(), first: tensor(), second: tensor(), norm: tensor() }
  const before = device.counter.dispatches
  optimizerStep(device, state, { ...settings, method: 'adam' })
  expect(device.counter.dispatches - before).toBe(1)
})
