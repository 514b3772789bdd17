import type { Training } from '../../../engine/training'
import { withPenalty } from './loss'
import type { Problem } from './problem'

/** Multiply-adds of one pass, and doubles held, up to which the host repeats the device's sums in double precision. */
const passLimit = 5e7
const heldLimit = 2e7

/** The objective in double precision on the host, for the last steps. Undefined where the data is too large for that. */
export async function exactOf(problem: Problem, data: Training): Promise<Exact | undefined> {
  const { cols, outputs, p, design, factor } = problem
  if (data.n * cols * outputs > passLimit || data.n * cols > heldLimit) return undefined
  const columns: Float64Array[] = []
  for (let j = 0; j < cols; j++) {
    if (j === p) columns.push(new Float64Array(data.n).fill(1))
    else if (factor[j] === 0) columns.push(new Float64Array(data.n))
    else columns.push(standardized(await data.numbers(j), design.shift[j]!, design.scale[j]!))
  }
  return new Exact(problem, columns)
}

function standardized(values: Float64Array, shift: number, scale: number): Float64Array {
  const codes = new Float64Array(values.length)
  for (let i = 0; i < codes.length; i++) codes[i] = (values[i]! - shift) / scale
  return codes
}

export class Exact {
  readonly #scores: Float64Array[]

  constructor(
    readonly problem: Problem,
    /** cols arrays of n: the codes of the design. */
    readonly columns: readonly Float64Array[],
  ) {
    this.#scores = Array.from({ length: problem.outputs }, () => new Float64Array(problem.codes.length))
  }

  /** The objective and its gradient over z (outputs × cols). */
  evaluate(z: Float64Array): { value: number; gradient: Float64Array } {
    const { cols, outputs } = this.problem
    this.#score(z)
    const loss = outputs === 1 ? this.#sigmoid() : this.#softmax()
    const gradient = new Float64Array(z.length)
    for (let k = 0; k < outputs; k++)
      for (let j = 0; j < cols; j++) gradient[k * cols + j] = dot(this.columns[j]!, this.#scores[k]!)
    return withPenalty(this.problem, z, loss, gradient)
  }

  /** Two classes: the Hessian of the objective over z, cols × cols. */
  hessian(z: Float64Array): Float64Array {
    const { cols, share, factor, penalty } = this.problem
    this.#score(z)
    const scores = this.#scores[0]!
    const curvature = scores.map((s, i) => {
      const e = Math.exp(-Math.abs(s))
      return (share[i]! * e) / (1 + e) ** 2
    })
    const hessian = new Float64Array(cols * cols)
    for (let j = 0; j < cols; j++) {
      const weighted = this.columns[j]!.map((u, i) => u * curvature[i]!)
      for (let l = 0; l <= j; l++) {
        const h = dot(weighted, this.columns[l]!) * factor[j]! * factor[l]!
        hessian[j * cols + l] = hessian[l * cols + j] = h
      }
      hessian[j * cols + j]! += penalty[j]!
    }
    return hessian
  }

  #score(z: Float64Array): void {
    const { cols, factor } = this.problem
    for (const [k, scores] of this.#scores.entries()) {
      scores.fill(0)
      for (let j = 0; j < cols; j++) {
        const v = z[k * cols + j]! * factor[j]!
        const column = this.columns[j]!
        if (v !== 0) for (let i = 0; i < scores.length; i++) scores[i]! += v * column[i]!
      }
    }
  }

  /** Scores become residuals; returns the mean loss. */
  #sigmoid(): number {
    const { codes, share } = this.problem
    const scores = this.#scores[0]!
    let loss = 0
    for (let i = 0; i < scores.length; i++) {
      const positive = codes[i] === 1
      const margin = positive ? scores[i]! : -scores[i]!
      const e = Math.exp(-Math.abs(margin))
      loss += share[i]! * (Math.max(-margin, 0) + Math.log1p(e))
      const missed = (share[i]! * (margin > 0 ? e : 1)) / (1 + e)
      scores[i] = positive ? -missed : missed
    }
    return loss
  }

  #softmax(): number {
    const { codes, share, outputs } = this.problem
    const scores = this.#scores
    let loss = 0
    for (let i = 0; i < codes.length; i++) {
      let top = -Infinity
      for (let k = 0; k < outputs; k++) top = Math.max(top, scores[k]![i]!)
      const own = scores[codes[i]!]![i]!
      let sum = 0
      for (let k = 0; k < outputs; k++) sum += scores[k]![i] = Math.exp(scores[k]![i]! - top)
      loss += share[i]! * (Math.log(sum) + top - own)
      for (let k = 0; k < outputs; k++) scores[k]![i] = share[i]! * (scores[k]![i]! / sum - (codes[i] === k ? 1 : 0))
    }
    return loss
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
