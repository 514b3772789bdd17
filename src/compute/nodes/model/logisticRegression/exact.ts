import type { Training } from '../../../engine/training'
import { pauses } from '../../../frame/pause'
import { addProducts, addTerms, dot, type Term, walkRows } from '../../../learning/walk'
import { withPenalty } from '../../../learning/penalty'
import type { Problem } from './problem'

/** Multiply-adds of one pass, and doubles held, up to which the host repeats the device's sums in double precision. */
const passLimit = 5e7
const heldLimit = 2e7
/** Rows × columns² of a Hessian on the host: a second. */
const hessianLimit = 2e9
/** Multiply-adds of a QR of the weighted rows: 50 ms. */
const qrLimit = 2e7

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

  get qrFits(): boolean {
    const { cols, outputs, codes } = this.problem
    return codes.length * outputs * (outputs * cols) ** 2 <= qrLimit
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

  /** Two classes: the Hessian of the objective over z, cols × cols. Errors: `cancelled`. */
  async hessian(z: Float64Array, signal: AbortSignal): Promise<Float64Array> {
    const { cols, share, factor, penalty, codes } = this.problem
    const pause = pauses(signal, 50)
    const hessian = new Float64Array(cols * cols)
    for (let start = 0; start < codes.length; start += walkRows) {
      await pause()
      const curvature = new Float64Array(Math.min(walkRows, codes.length - start))
      this.#score(z, [curvature], start)
      for (let i = 0; i < curvature.length; i++) {
        const e = Math.exp(-Math.abs(curvature[i]))
        curvature[i] = (share[start + i] * e) / (1 + e) ** 2
      }
      addProducts(hessian, this.#codes(start, curvature.length), curvature)
    }
    for (let j = 0; j < cols; j++) {
      for (let l = 0; l <= j; l++) hessian[l * cols + j] = hessian[j * cols + l] *= factor[j] * factor[l]
      hessian[j * cols + j] += penalty[j]
    }
    return hessian
  }

  /** Scores of all rows, one list for each output. */
  scores(z: Float64Array): Float64Array[] {
    const scores = Array.from({ length: this.problem.outputs }, () => new Float64Array(this.problem.codes.length))
    for (let start = 0; start < this.problem.codes.length; start += walkRows)
      this.#score(
        z,
        scores.map(s => s.subarray(start, start + walkRows)),
        start,
      )
    return scores
  }

  /** How far z puts each row on its class's side: 0 is the border. Rows of no weight are not asked about. */
  margins(z: Float64Array): Float64Array {
    const { codes, outputs, share } = this.problem
    const scores = this.scores(z)
    const other = (i: number): number =>
      scores.reduce((most, s, k) => (k === codes[i] ? most : Math.max(most, s[i])), -Infinity)
    return Float64Array.from(codes, (code, i) =>
      outputs === 1 ? (code === 1 ? scores[0][i] : -scores[0][i]) : scores[code][i] - other(i),
    ).filter((_, i) => share[i] > 0)
  }

  /** The design's codes of some rows, column by column; ones last with an intercept. */
  #codes(start: number, rows: number): Float64Array {
    const { cols, p } = this.problem
    const codes = new Float64Array(cols * rows)
    for (const { j, values, shift, scale } of this.columns)
      for (let i = 0; i < rows; i++) codes[j * rows + i] = (values[start + i] - shift) / scale
    if (cols > p) codes.fill(1, p * rows)
    return codes
  }

  /**
   * Rows A and right side b with AᵀA the Hessian and Aᵀb the slope downwards, so that Newton's step is their least squares and nothing is
   * squared: √(w pₖ) (eₖ − p) ⊗ u for every row and class with √w (yₖ − pₖ) ÷ √pₖ beside it (with two classes one row for both), and
   * the penalty's. `live` are the places in z that have a column of A.
   */
  weighted(z: Float64Array): { a: Float64Array; b: Float64Array; live: number[] } {
    const { cols, outputs, codes, share, factor, unit, penalty } = this.problem
    const n = codes.length
    const live = [...z.keys()].filter(m => unit[m % cols] !== 0)
    const held = live.filter(m => penalty[m % cols] > 0)
    const q = live.length
    const a = new Float64Array((n * outputs + held.length) * q)
    const b = new Float64Array(n * outputs + held.length)
    const design = this.#codes(0, n)
    const scores = this.scores(z)
    const chances = new Float64Array(outputs)
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(share[i])
      if (outputs === 1) {
        const score = scores[0][i]
        const positive = codes[i] === 1
        chances[0] = Math.exp(-Math.abs(score) / 2) / (1 + Math.exp(-Math.abs(score)))
        b[i] = root * (positive ? 1 : -1) * Math.exp((positive ? -score : score) / 2)
        for (const [at, m] of live.entries()) a[i * q + at] = root * chances[0] * design[m * n + i] * factor[m]
        continue
      }
      const top = Math.max(...scores.map(s => s[i]))
      const sum = scores.reduce((total, s) => total + Math.exp(s[i] - top), 0)
      for (let k = 0; k < outputs; k++) chances[k] = Math.exp(scores[k][i] - top) / sum
      for (let k = 0; k < outputs; k++) {
        const own = Math.max(1e-12, Math.sqrt(chances[k]))
        const row = i * outputs + k
        b[row] = root * (codes[i] === k ? (1 - chances[k]) / own : -own)
        for (const [at, m] of live.entries()) {
          const [l, j] = [Math.floor(m / cols), m % cols]
          a[row * q + at] = root * own * ((k === l ? 1 : 0) - chances[l]) * design[j * n + i] * factor[j]
        }
      }
    }
    for (const [at, m] of held.entries()) {
      const row = n * outputs + at
      a[row * q + live.indexOf(m)] = Math.sqrt(penalty[m % cols])
      b[row] = -Math.sqrt(penalty[m % cols]) * z[m]
    }
    return { a, b, live }
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
