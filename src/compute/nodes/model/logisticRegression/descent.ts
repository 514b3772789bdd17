import { LatheError } from '../../../../shared/errors'
import { kernel } from '../../../device/kernel'
import type { Context } from '../../../engine/node'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
import { inPortions } from '../../../learning/portions'
import type { Loss } from './loss'
import stepSource from './step.wgsl?raw'

const stepKernel = kernel({
  name: 'descentStep',
  source: stepSource,
  bindings: { sums: 'read', before: 'read', columns: 'read', after: 'write', weights: 'write', history: 'write' },
  uniforms: { count: 'u32', cols: 'u32', slot: 'u32', rate: 'f32', tolerance: 'f32' },
})

export interface Descent {
  x: Float64Array
  iterations: number
  converged: boolean
}

export interface DescentOptions {
  /** null: 1 / the largest curvature. */
  learningRate: number | null
  maxIter: number
  tol: number
  /** Objective before each of the steps since the last call, and what reads the coefficients after them (one readback). */
  onPortion: (firstIteration: number, values: readonly number[], current: () => Promise<Float64Array>) => Promise<void>
}

/** Iterations between two readbacks. */
const portion = [16, 256] as const

/**
 * Gradient descent with all rows from 0. The device keeps the coefficients and takes the steps; the host reads the objectives
 * of a portion of iterations at once. A step after convergence moves nothing, so the result does not depend on the portions.
 * Errors: `numeric` when the objective grows.
 */
export async function descend(
  context: Context,
  loss: Loss,
  { learningRate, maxIter, tol, onPortion }: DescentOptions,
): Promise<Descent> {
  const { device, problem, count } = loss
  const { cols, factor, penalty } = problem
  using scope = device.scope()
  const rate = learningRate ?? 1 / (await curvatureBound(loss))
  const columns = scope.upload(
    Float32Array.from({ length: 2 * cols }, (_, i) => (i % 2 === 0 ? factor : penalty)[i >> 1]),
  )
  const places = [scope.buffer(count * 4), scope.buffer(count * 4)] as const
  const history = scope.buffer(portion[1] * 8)
  loss.write(new Float64Array(count))
  let launched = 0
  let start: number | undefined
  const current = async (): Promise<Float64Array> =>
    Float64Array.from(await device.readFloats(places[launched % 2], count))
  const { done, ended } = await inPortions(context, {
    most: maxIter,
    portion,
    launch: (step, slot) => {
      loss.launch()
      const [before, after] = step % 2 === 0 ? places : [places[1], places[0]]
      device.run(stepKernel, {
        bindings: { sums: loss.sums, before, columns, after, weights: loss.weights, history },
        uniforms: { count, cols, slot, rate, tolerance: tol },
        groups: [Math.ceil(count / 64)],
        work: count * count,
      })
      launched = step + 1
    },
    look: async (first, taken) => {
      const read = await device.readFloats(history, 2 * taken)
      const flat = Array.from({ length: taken }, (_, i) => read[2 * i + 1]).findIndex(g => g <= tol)
      const values = Array.from({ length: flat < 0 ? taken : flat + 1 }, (_, i) => read[2 * i])
      start ??= values[0]
      refuseGrowth(values, start, rate)
      await onPortion(first, values, current)
      return flat < 0 ? undefined : { counted: flat, over: true }
    },
  })
  const x = await current()
  const small = async (): Promise<boolean> => (await loss.evaluate(x)).gradient.every(g => Math.abs(g) <= tol)
  return { x, iterations: done, converged: ended === 'arrived' || (ended === 'most' && (await small())) }
}

function refuseGrowth(values: readonly number[], first: number, rate: number): void {
  if (values.every(v => v <= 10 * first + 1)) return
  throw new LatheError({
    code: 'numeric',
    message: `Gradient descent leaps away from the minimum with a learning rate of ${Number(rate.toPrecision(3))}.`,
    remedy: {
      text: 'Lower learningRate, or leave it out: then it fits the data.',
      fix: { set: { parameter: 'learningRate' } },
    },
  })
}

/**
 * Upper bound of the objective's curvature: λ/4 with two classes, λ/2 with more (Böhning, 1992), where λ is the largest eigenvalue
 * of the design's weighted second moments, by the power method; beyond 512 columns their trace.
 */
async function curvatureBound({ device, problem }: Loss): Promise<number> {
  const { design, weights, cols, outputs, factor, penalty } = problem
  const share = outputs === 1 ? 0.25 : 0.5
  const held = Math.max(...penalty)
  if (cols > 512) return share * factor.reduce((s, f) => s + f * f, 0) + held
  const gram = (await crossProduct(device, design, design, weights)).map(
    (g, m) => g * factor[Math.floor(m / cols)] * factor[m % cols],
  )
  let vector = new Float64Array(cols).fill(1 / Math.sqrt(cols)).map((v, j) => v * (1 + 0.01 * (j % 7)))
  let largest = 0
  for (let round = 0; round < 100; round++) {
    const image = vector.map((_, i) => vector.reduce((s, v, j) => s + gram[i * cols + j] * v, 0))
    largest = Math.sqrt(image.reduce((s, v) => s + v * v, 0))
    if (largest === 0) break
    vector = image.map(v => v / largest)
  }
  // The power method comes from below; two percent keep it safe.
  return (1.02 * share * largest || share) + held
}
