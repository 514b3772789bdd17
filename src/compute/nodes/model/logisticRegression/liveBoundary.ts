import { formatCount, formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { boundaryOver } from './boundary'
import type { Learned } from './learned'
import { trainingPointsOf } from './points'
import { centred, inOwnUnits, type Problem } from './problem'
import { type View, viewOf } from './view'

/** Between two pictures: drawing them costs the page most. */
const milliseconds = 400
const watchedMilliseconds = 120
const mostPoints = 800
const [across, down] = [40, 30]

/**
 * The decision boundary while a fit runs, from the current coefficients, computed on the host: 1,200 cells take about a millisecond.
 * It keeps the two features and the rows that it began with, so that only the boundary moves.
 */
export class LiveBoundary {
  #view: View | undefined
  #shown: number

  constructor(
    readonly context: Context,
    readonly data: Training,
    readonly problem: Problem,
    /** Whether the first comes with the first coefficients; else only once the fit takes long enough to be watched. */
    atOnce: boolean,
  ) {
    this.#shown = atOnce ? -Infinity : performance.now()
  }

  due(): boolean {
    const every = this.context.iterations.watched ? watchedMilliseconds : milliseconds
    return this.problem.p > 1 && performance.now() - this.#shown >= every
  }

  /** Shows the boundary at z (outputs × cols). */
  async show(z: Float64Array): Promise<void> {
    const { outputs, cols, mean, deviation } = this.problem
    const { coefficients, intercepts } = inOwnUnits(this.problem, centred(z, outputs, cols))
    if (!coefficients.every(Number.isFinite) || !intercepts.every(Number.isFinite)) return
    const learned: Learned = { coefficients, intercept: intercepts, mean, deviation }
    this.#view ??= await this.#viewOf(learned)
    this.context.show(boundaryOver(this.#view, learned))
    this.#shown = performance.now()
  }

  /** Of the rows that the final block would draw every k-th is drawn. */
  async #viewOf(learned: Learned): Promise<View> {
    const { context, data } = this
    const points = trainingPointsOf(context, data)
    const every = Math.ceil(points.rows.length / mostPoints)
    const few = { ...points, rows: points.rows.filter(kept(every)), codes: points.codes.filter(kept(every)) }
    const left = few.rows.length < data.n
    const note = left
      ? ` ${formatNumber(few.rows.length, 'integer')} of ${formatCount(data.n, 'training row')}, drawn at random.`
      : ''
    return viewOf(context, data, learned, { ...few, note }, [across, down])
  }
}

const kept =
  (every: number) =>
  (_value: number, i: number): boolean =>
    i % every === 0
