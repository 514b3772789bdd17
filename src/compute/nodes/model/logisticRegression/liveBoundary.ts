import type { Block } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { boundaryOver } from '../../../learning/boundary'
import { Live } from '../../../learning/live'
import { hasPlane, type Plane, planeOf } from '../../../learning/plane'
import { type Points, trainingPointsOf } from '../../../learning/points'
import { middleOf, moving } from './learned'
import { predict } from './predict'
import { centred, learnedFrom, type Problem } from './problem'

const mostPoints = 800
const grid = [40, 30] as const

/**
 * The decision boundary while a fit runs, from the current coefficients. It keeps the two features and the rows that it began with, so
 * that only the boundary moves.
 */
export class LiveBoundary {
  readonly #live: Live
  #plane: Plane | undefined
  #points: Points | undefined

  constructor(
    readonly context: Context,
    readonly data: Training,
    readonly problem: Problem,
    /** Whether the first comes with the first coefficients; else only once the fit takes long enough to be watched. */
    atOnce: boolean,
  ) {
    // Drawing costs the page most.
    this.#live = new Live(context, { every: 400, watched: 120, atOnce })
  }

  /** Shows the boundary at z (outputs × cols), when it is time. */
  async show(z: () => Float64Array | Promise<Float64Array>): Promise<void> {
    if (hasPlane(this.data)) await this.#live.draw(async () => this.#blockAt(await z()))
  }

  async #blockAt(z: Float64Array): Promise<Block | undefined> {
    const { context, data, problem } = this
    const learned = learnedFrom(problem, centred(z, problem.outputs, problem.cols))
    if (!learned.coefficients.every(Number.isFinite) || !learned.intercept.every(Number.isFinite)) return undefined
    const points = (this.#points ??= trainingPointsOf(context, data, mostPoints))
    this.#plane ??= await planeOf(context, data, middleOf(learned, data.names), points.rows, grid, moving)
    return boundaryOver(context, data, this.#plane, points, rows => predict(context, { ...learned }, rows))
  }
}
