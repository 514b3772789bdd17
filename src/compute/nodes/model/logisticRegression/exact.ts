import type { Training } from '../../../engine/training'
import { addTerms, dot, type Term, walkRows } from '../../../learning/walk'
import { withPenalty } from './loss'
import type { Problem } from './problem'

/** Multiply-adds of one pass, and doubles held, up to which the host repeats the device's sums in double precision. */
const passLimit = 5e7
const heldLimit = 2e7
/** Rows × columns² of a Hessian on the host. */
const hessianLimit = 2e7

/** The objective in double precision on the host, for the last steps. Undefined where the data is too large for that. */
export async function exactOf(problem: Problem, data: Training): Promise<Exact | undefined> {
  const { cols, outputs, p, design, factor } = problem
  if (data.n * cols * outputs > passLimit || data.n * cols > heldLimit) return undefined
  const columns: Column[] = []
  for (let j = 0; j < p; j++)
    if (factor[j] !== 0)
      columns.push({ j, values: await data.numbers(j), shift: design.shift[j], scale: design.scale[j] })
  return new Exact(problem, columns)
}

/** A feature as the data has it: its code is (value − shift) ÷ scale. */
interface Column {
  j: number
  values: Float64Array
  shift: number
  scale: number
}

export class Exact {
  constructor(
    readonly problem: Problem,
    /** The features that have something to add. */
    readonly columns: readonly Column[],
  ) {}

  /** Two classes, and few enough cells for sums of products. */
  get hessianFits(): boolean {
    const { cols, outputs, codes } = this.problem
    return outputs === 1 && codes.length * cols * cols <= hessianLimit
  }

  /** The objective and its gradient over z (outputs × cols), in one walk: a few rows of all columns go through the cache once. */
  evaluate(z: Float64Array): { value: number; gradient: Float64Array } {
    const { cols, p, outputs, codes } = this.problem
    const blocks = Array.from({ length: outputs }, () => new Float64Array(walkRows))
    const gradient = new Float64Array(z.length)
    let loss = 0
    for (let start = 0; start < codes.length; start += walkRows) {
      const scores = blocks.map(block => block.subarray(0, Math.min(walkRows, codes.length - start)))
      this.#score(z, scores, start)
      loss += outputs === 1 ? this.#sigmoid(scores[0], start) : this.#softmax(scores, start)
      for (const [k, residual] of scores.entries()) {
        for (const { j, values, shift, scale } of this.columns)
          gradient[k * cols + j] += dot(residual, values, shift, start) / scale
        if (cols > p) for (let i = 0; i < residual.length; i++) gradient[k * cols + p] += residual[i]
      }
    }
    return withPenalty(this.problem, z, loss, gradient)
  }

  /** Two classes: the Hessian of the objective over z, cols × cols. */
  hessian(z: Float64Array): Float64Array {
    const { cols, p, share, factor, penalty, codes } = this.problem
    const curvature = new Float64Array(codes.length)
    this.#score(z, [curvature], 0)
    for (let i = 0; i < curvature.length; i++) {
      const e = Math.exp(-Math.abs(curvature[i]))
      curvature[i] = (share[i] * e) / (1 + e) ** 2
    }
    const design = Array.from({ length: cols }, (_, j) => new Float64Array(codes.length).fill(j === p ? 1 : 0))
    for (const { j, values, shift, scale } of this.columns)
      for (let i = 0; i < codes.length; i++) design[j][i] = (values[i] - shift) / scale
    const hessian = new Float64Array(cols * cols)
    for (let j = 0; j < cols; j++) {
      const weighted = design[j].map((u, i) => u * curvature[i])
      for (let l = 0; l <= j; l++) {
        const h = dot(weighted, design[l], 0, 0) * factor[j] * factor[l]
        hessian[j * cols + l] = hessian[l * cols + j] = h
      }
      hessian[j * cols + j] += penalty[j]
    }
    return hessian
  }

  /** Scores of the rows from `start` on, one list for each output. */
  #score(z: Float64Array, scores: readonly Float64Array[], start: number): void {
    const { cols, p, factor } = this.problem
    for (const [k, s] of scores.entries()) {
      s.fill(cols > p ? z[k * cols + p] : 0)
      const terms = this.columns.map(({ j, values, shift, scale }): Term => ({
        factor: (z[k * cols + j] * factor[j]) / scale,
        x: values,
        centre: shift,
      }))
      addTerms(s, terms, start)
    }
  }

  /** Scores become residuals; returns the loss of the rows. */
  #sigmoid(scores: Float64Array, start: number): number {
    const { codes, share } = this.problem
    let loss = 0
    for (let i = 0; i < scores.length; i++) {
      const w = share[start + i]
      const positive = codes[start + i] === 1
      const margin = positive ? scores[i] : -scores[i]
      const e = Math.exp(-Math.abs(margin))
      loss += w * (Math.max(-margin, 0) + Math.log1p(e))
      const missed = (w * (margin > 0 ? e : 1)) / (1 + e)
      scores[i] = positive ? -missed : missed
    }
    return loss
  }

  #softmax(scores: readonly Float64Array[], start: number): number {
    const { codes, share, outputs } = this.problem
    let loss = 0
    for (let i = 0; i < scores[0].length; i++) {
      const [w, code] = [share[start + i], codes[start + i]]
      let top = -Infinity
      for (let k = 0; k < outputs; k++) top = Math.max(top, scores[k][i])
      const own = scores[code][i]
      let sum = 0
      for (let k = 0; k < outputs; k++) sum += scores[k][i] = Math.exp(scores[k][i] - top)
      loss += w * (Math.log(sum) + top - own)
      for (let k = 0; k < outputs; k++) scores[k][i] = w * (scores[k][i] / sum - (code === k ? 1 : 0))
    }
    return loss
  }
}
