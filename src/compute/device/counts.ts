import type { GpuCounts } from '../../shared/results/results'

/** Exact counts of the work given to a device. `live` bytes are those of buffers not yet destroyed. */
export class Counter {
  dispatches = 0
  submits = 0
  readbacks = 0
  bytesUp = 0
  bytesDown = 0
  live = 0
  buffers = 0
  #moment = 0
  /** Heights of `live` that were not reached again later, the oldest and highest first: the first after a moment is the peak since. */
  readonly #summits: { moment: number; live: number }[] = []

  allocate(bytes: number): void {
    this.buffers++
    this.live += bytes
    while (this.#summits.length > 0 && this.#summits.at(-1)!.live <= this.live) this.#summits.pop()
    this.#summits.push({ moment: ++this.#moment, live: this.live })
  }

  release(bytes: number): void {
    this.buffers--
    this.live -= bytes
  }

  /**
   * Starts a measurement; the returned function gives the counts since then, however many are under way. Peak is above zero, not above
   * the start.
   */
  since(): () => GpuCounts {
    const { dispatches, submits, readbacks, bytesUp, bytesDown, live } = this
    const start = this.#moment
    return () => ({
      dispatches: this.dispatches - dispatches,
      submits: this.submits - submits,
      readbacks: this.readbacks - readbacks,
      bytesUp: this.bytesUp - bytesUp,
      bytesDown: this.bytesDown - bytesDown,
      peakBytes: Math.max(live, this.#summits.find(({ moment }) => moment > start)?.live ?? 0),
    })
  }
}
