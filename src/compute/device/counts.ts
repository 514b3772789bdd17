import type { GpuCounts } from '../../shared/results/results'

/** Exact counts of the work given to a device. `live` bytes are those of buffers not yet destroyed. */
export class Counter {
  dispatches = 0
  submits = 0
  readbacks = 0
  bytesUp = 0
  bytesDown = 0
  live = 0
  peak = 0
  buffers = 0

  allocate(bytes: number): void {
    this.buffers++
    this.live += bytes
    this.peak = Math.max(this.peak, this.live)
  }

  release(bytes: number): void {
    this.buffers--
    this.live -= bytes
  }

  /** Starts a measurement; the returned function gives the counts since then. Peak is above zero, not above the start. */
  since(): () => GpuCounts {
    const { dispatches, submits, readbacks, bytesUp, bytesDown } = this
    this.peak = this.live
    return () => ({
      dispatches: this.dispatches - dispatches,
      submits: this.submits - submits,
      readbacks: this.readbacks - readbacks,
      bytesUp: this.bytesUp - bytesUp,
      bytesDown: this.bytesDown - bytesDown,
      peakBytes: this.peak,
    })
  }
}
