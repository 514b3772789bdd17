import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import type { CommonCoding } from './coding'
import type { Run } from './lloyd'
import { Picture } from './picture'

const milliseconds = 120
/** So few rows are drawn in no time: their picture comes with the first steps. */
const fewRows = 5000

/**
 * The picture of a fit, made when it is first drawn: of many rows only once the fit takes long enough to be watched, and then at most about
 * eight times a second.
 */
export class LivePicture {
  #made: Promise<Picture> | undefined
  #shown: number

  constructor(
    private readonly context: Context,
    private readonly data: Training,
    private readonly coding: CommonCoding,
    private readonly variances: Float64Array,
  ) {
    this.#shown = data.n > fewRows ? performance.now() : -Infinity
  }

  picture(): Promise<Picture> {
    return (this.#made ??= Picture.of(this.context, this.data, this.coding, this.variances))
  }

  async show(run: Run): Promise<void> {
    if (!this.context.iterations.watched && performance.now() - this.#shown < milliseconds) return
    const picture = await this.picture()
    picture.showLive(run)
    this.#shown = performance.now()
  }
}
