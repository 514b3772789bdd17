import { expect } from 'vitest'
import { add, multiply } from '../autograd/arithmetic'
import { sum } from '../autograd/reductions'
import { Tape, type Variable } from '../autograd/tape'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import { Random } from '../random/random'
import { readTensor, sizeOf, type Tensor, tensorOf } from '../tensor/tensor'

export interface Leaf {
  shape: readonly number[]
  /** Row by row; random normals when left out. */
  values?: readonly number[]
}

/**
 * Compares the gradients of Σ r · f(leaves) (r random) on a tape with finite differences of fourth order. The sum is formed in double
 * precision from f as it was read back, so that only f's own rounding is in the differences: about 1e-5 at steps of 0.01.
 */
export async function checkGradients(
  device: Device,
  leaves: readonly Leaf[],
  f: (tape: Tape, leaves: readonly Variable[]) => Variable,
  { step = 0.01, tolerance = 1e-3 } = {},
): Promise<void> {
  const random = new Random(21)
  const numbers = leaves.map(({ shape, values }) =>
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.fround(values ? values[i] : random.normal())),
  )
  let weights: Float32Array | undefined

  /** f at the leaves; with gradients when asked. */
  const run = async (at: readonly Float64Array[], wanted: boolean) => {
    using tape = new Tape(device)
    const targets = leaves.map(({ shape }) => withGap(tape.scope, shape))
    const variables = leaves.map(({ shape }, i) => {
      const value = tensorOf(tape.scope, shape, Float32Array.from(at[i]))
      return wanted ? tape.parameter(value, targets[i]) : tape.constant(value)
    })
    const y = f(tape, variables)
    const { shape } = y.value
    weights ??= Float32Array.from({ length: sizeOf(shape) }, () => random.normal())
    const values = await readTensor(device, y.value)
    const value = values.reduce((total, v, i) => total + weights![i] * v, 0)
    if (!wanted) return { value, gradients: [] }
    const weighted = multiply(tape, y, tape.constant(tensorOf(tape.scope, shape, weights)))
    const whole = shape.length === 0 ? weighted : sum(tape, weighted)
    // Twice the same: shares of a gradient are added up.
    tape.backward(add(tape, whole, whole))
    const gradients = await Promise.all(variables.map(v => readTensor(device, tape.gradient(v))))
    for (const { buffer, shape } of targets) {
      const behind = await device.readFloats(buffer, gap, sizeOf(shape))
      expect([...behind], 'what stands behind a gradient').toEqual(Array<number>(gap).fill(7))
    }
    return { value, gradients: gradients.map(g => g.map(x => x / 2)) }
  }

  const { gradients } = await run(numbers, true)
  for (const [leaf, values] of numbers.entries()) {
    const scale = gradients[leaf].reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3)
    for (let i = 0; i < values.length; i++) {
      const along = async (by: number): Promise<number> => {
        const moved = numbers.map(n => n.slice())
        moved[leaf][i] += by
        return (await run(moved, false)).value
      }
      const near = (await along(step)) - (await along(-step))
      const far = (await along(2 * step)) - (await along(-2 * step))
      const want = (8 * near - far) / (12 * step)
      const got = gradients[leaf][i]
      expect(Math.abs(got - want), `leaf ${leaf}, number ${i}: ${got}, by differences ${want}`).toBeLessThan(
        tolerance * scale,
      )
    }
  }
}

/** Numbers behind a gradient, which stay 7: parameters lie side by side in one buffer. */
const gap = 4

function withGap(scope: Scope, shape: readonly number[]): Tensor {
  const size = sizeOf(shape)
  const { buffer } = tensorOf(scope, [size + gap], new Float32Array(size + gap).fill(7))
  return { buffer, offset: 0, shape }
}
