import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { boundaryOver } from '../../../learning/boundary'
import { type Plane, planeOf } from '../../../learning/plane'
import { type Points, trainingPointsOf } from '../../../learning/points'
import { middleOf, moving } from './learned'
import { predict } from './predict'
import { centred, learnedFrom, type Problem } from './problem'

/** Between two pictures: drawing them costs the page most. */
const milliseconds = 400
const watchedMilliseconds = 120
const mostPoints = 800
const grid = [40, 30] as const

/**
 * The decision boundary while a fit runs, from the current coefficients. It keeps the two features and the rows that it began with, so
 * that only the boundary moves.
 */
export class LiveBoundary {
  #plane: Plane | undefined
  readonly #points: Points
  #shown: number

  constructor(
    readonly context: Context,
    readonly data: Training,
    readonly problem: Problem,
    /** Whether the first comes with the first coefficients; else only once the fit takes long enough to be watched. */
    atOnce: boolean,
  ) {
    this.#points = trainingPointsOf(context, data, mostPoints)
    this.#shown = atOnce ? -Infinity : performance.now()
  }

  due(): boolean {
    const every = this.context.iterations.watched ? watchedMilliseconds : milliseconds
    return this.problem.p > 1 && performance.now() - this.#shown >= every
  }

  /** Shows the boundary at z (outputs × cols). */
  async show(z: Float64Array): Promise<void> {
    const { context, data, problem } = this
    const learned = learnedFrom(problem, centred(z, problem.outputs, problem.cols))
    if (!learned.coefficients.every(Number.isFinite) || !learned.intercept.every(Number.isFinite)) return
    const middle = middleOf(learned, data.names)
    this.#plane ??= await planeOf(context, data, middle, this.#points.rows, grid, moving)
    context.show(
      await boundaryOver(context, data, this.#plane, this.#points, rows => predict(context, { ...learned }, rows)),
    )
    this.#shown = performance.now()
  }
}
