import { LatheError } from '../../shared/errors'
import { Device } from './device'

/** Windows blocks a GPU after repeated resets: never more than this many devices within a minute. */
const devicesPerMinute = 3

/** Keeps one open device and opens another when it was lost. */
export class DeviceHolder {
  #device: Promise<Device> | undefined
  /** The device last opened. */
  current: Device | undefined
  readonly #opened: number[] = []

  constructor(private readonly open: () => Promise<Device> = () => Device.open()) {}

  get(): Promise<Device> {
    this.#device = this.#after(this.#device)
    return this.#device
  }

  /** The device of before, or another when there is none or it was lost. */
  async #after(before: Promise<Device> | undefined): Promise<Device> {
    const known = await before?.catch(() => undefined)
    if (known && !known.isLost) return known
    const now = Date.now()
    while (this.#opened.length > 0 && now - this.#opened[0] > 60_000) this.#opened.shift()
    if (this.#opened.length >= devicesPerMinute)
      throw new LatheError({
        code: 'device',
        message: `The GPU was lost ${devicesPerMinute} times within a minute.`,
        remedy: 'Wait a minute and run again, with less data or with --adapter software.',
      })
    const device = await this.open()
    this.#opened.push(now)
    this.current = device
    return device
  }

  async close(): Promise<void> {
    const device = await this.#device?.catch(() => undefined)
    this.#device = undefined
    device?.close()
  }
}
