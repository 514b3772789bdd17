import { addScaled, dot } from '../vector'

/** The last steps and gradient changes, which stand for the inverse Hessian. Nocedal (1980). */
export class History {
  #pairs: { step: Float64Array; change: Float64Array; product: number }[] = []

  constructor(private readonly memory: number) {}

  get empty(): boolean {
    return this.#pairs.length === 0
  }

  clear(): void {
    this.#pairs = []
  }

  /** Keeps a pair if the curvature along it is positive beyond rounding. */
  add(step: Float64Array, change: Float64Array): void {
    const product = dot(step, change)
    if (!(product > Number.EPSILON * Math.sqrt(dot(step, step) * dot(change, change)))) return
    this.#pairs.push({ step, change, product })
    if (this.#pairs.length > this.memory) this.#pairs.shift()
  }

  /** −H g by the two-loop recursion; −g while nothing is known. */
  direction(gradient: Float64Array): Float64Array {
    const q = gradient.map(value => -value)
    const factors = new Float64Array(this.#pairs.length)
    for (let i = this.#pairs.length - 1; i >= 0; i--) {
      const { step, change, product } = this.#pairs[i]
      factors[i] = dot(step, q) / product
      addScaled(q, -factors[i], change)
    }
    const last = this.#pairs.at(-1)
    if (last) {
      const scale = last.product / dot(last.change, last.change)
      for (let j = 0; j < q.length; j++) q[j] *= scale
    }
    this.#pairs.forEach(({ step, change, product }, i) => {
      addScaled(q, factors[i] - dot(change, q) / product, step)
    })
    return q
  }
}
