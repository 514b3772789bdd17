import type { Block } from '../../shared/results/blocks'
import type { Context } from '../engine/node'

export interface LiveOptions {
  /** Milliseconds between two blocks at full speed, and while somebody watches. */
  every?: number
  watched?: number
  /** Whether the first block comes at once; otherwise only once the training takes long enough to be seen. */
  atOnce?: boolean
}

type Drawn = Block | readonly Block[] | undefined

/** Shows how a training stands, no more often than it can be seen; of one that is held still, always. */
export class Live {
  readonly #every: number
  readonly #watched: number
  #shown: number

  constructor(
    private readonly context: Context,
    { every = 100, watched = 0, atOnce = true }: LiveOptions = {},
  ) {
    this.#every = every
    this.#watched = watched
    this.#shown = atOnce ? -Infinity : performance.now()
  }

  /** Whether the next block would be shown. */
  get due(): boolean {
    const { held, watched } = this.context.iterations
    return held || performance.now() - this.#shown >= (watched ? this.#watched : this.#every)
  }

  /** Shows what `make` gives, when it is time. */
  async draw(make: () => Drawn | Promise<Drawn>): Promise<void> {
    if (!this.due) return
    const made = await make()
    for (const block of made === undefined ? [] : [made].flat()) this.context.show(block)
    this.#shown = performance.now()
  }
}
