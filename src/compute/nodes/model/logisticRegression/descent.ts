import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import { kernel } from '../../../device/kernel'
import { frameMilliseconds, type Iterations } from '../../../engine/iterations'
import { crossProduct } from '../../../kernels/crossProduct/crossProduct'
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
  signal: AbortSignal
  iterations: Iterations
  /** Objective before each of the steps since the last call, and what reads the coefficients after them (one readback). */
  onPortion: (firstIteration: number, values: readonly number[], current: () => Promise<Float64Array>) => Promise<void>
}

/** Iterations between two readbacks: from few, so that the chart starts at once, to many, so that reading costs nothing. */
const firstPortion = 16
const lastPortion = 256
/**
 * A portion takes no more steps after this time, so that charts move a few times a second: every 0.21 s with 16 ms an iteration
 * (SwiftShader, 200,000 × 20). Steps under way then still end.
 */
const portionMilliseconds = 200

/**
 * Gradient descent with all rows from 0. The device keeps the coefficients and takes the steps; the host reads the objectives
 * of a portion of iterations at once. A step after convergence moves nothing, so the result does not depend on the portions.
 * Errors: `numeric` when the objective grows.
 */
export async function descend(loss: Loss, options: DescentOptions): Promise<Descent> {
  const { device, problem, count } = loss
  const { cols, factor, penalty } = problem
  using scope = device.scope()
  const rate = options.learningRate ?? 1 / (await curvatureBound(loss))
  const columns = scope.upload(
    Float32Array.from({ length: 2 * cols }, (_, i) => (i % 2 === 0 ? factor : penalty)[i >> 1]),
  )
  const places = [scope.buffer(count * 4), scope.buffer(count * 4)] as const
  const history = scope.buffer(lastPortion * 8)
  loss.write(new Float64Array(count))
  let done = 0
  let start: number | undefined
  const { iterations } = options
  const maxIter = Math.min(options.maxIter, iterations.limit)
  let steps = maxIter
  const current = async (): Promise<Float64Array> => Float64Array.from(await device.readFloats(places[done % 2], count))
  for (let portion = firstPortion; done < maxIter; portion = Math.min(2 * portion, lastPortion)) {
    throwIfCancelled(options.signal)
    const most = Math.min(iterations.batch(done, portion), maxIter - done)
    const longest = iterations.watched ? frameMilliseconds : portionMilliseconds
    const started = performance.now()
    let size = 0
    while (size === 0 || (size < most && performance.now() - started < longest)) {
      const slot = size++
      loss.launch()
      const [before, after] = (done + slot) % 2 === 0 ? places : [places[1], places[0]]
      device.run(stepKernel, {
        bindings: { sums: loss.sums, before, columns, after, weights: loss.weights, history },
        uniforms: { count, cols, slot, rate, tolerance: options.tol },
        groups: [Math.ceil(count / 64)],
        work: count * count,
      })
      await device.pace(options.signal)
    }
    const read = await device.readFloats(history, 2 * size)
    const flat = Array.from({ length: size }, (_, i) => read[2 * i + 1]).findIndex(g => g <= options.tol)
    const values = Array.from({ length: flat < 0 ? size : flat + 1 }, (_, i) => read[2 * i])
    start ??= values[0]
    refuseGrowth(values, start, rate)
    const first = done
    done += size
    await options.onPortion(first, values, current)
    if (flat >= 0) {
      steps = done - size + flat
      break
    }
    if (await iterations.after(done)) return { x: await current(), iterations: done, converged: false }
  }
  const x = await current()
  const converged = steps < maxIter || (await loss.evaluate(x)).gradient.every(g => Math.abs(g) <= options.tol)
  return { x, iterations: steps, converged }
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
