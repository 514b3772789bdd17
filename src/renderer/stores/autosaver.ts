/** How what is on the page stands to what is on the disk. */
export type AutosaveState = 'kept' | 'pending' | 'failed'

/**
 * Keeps the newest of a series of values: each at most `interval` milliseconds after it was noted, one at a time. What fails is tried
 * again, unless that is hopeless: then it waits until `flush`. Other work on the same thing goes through `inTurn`, so that nothing overtakes.
 */
export class Autosaver<T> {
  readonly #keep: (value: T) => Promise<void>
  readonly #tell: (state: AutosaveState, error?: unknown) => void
  readonly #hopeless: (error: unknown) => boolean
  readonly #interval: number
  readonly #retry: number
  #latest: { value: T } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Only the person can help: nothing is tried by itself. */
  #held = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    keep: (value: T) => Promise<void>,
    tell: (state: AutosaveState, error?: unknown) => void,
    hopeless: (error: unknown) => boolean = () => false,
    interval = 250,
    retry = 2000,
  ) {
    this.#keep = keep
    this.#tell = tell
    this.#hopeless = hopeless
    this.#interval = interval
    this.#retry = retry
  }

  /** What is noted and not on its way yet. */
  get waiting(): T | undefined {
    return this.#latest?.value
  }

  note(value: T): void {
    this.#latest = { value }
    if (this.#held) return
    this.#tell('pending')
    this.#timer ??= setTimeout(() => void this.flush(), this.#interval)
  }

  /** Keeps what is noted now. Never rejects: a failure is told, and tried again. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#held = false
    return this.inTurn(() => this.#keepLatest())
  }

  /** Nothing more is kept of what comes later. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#latest = undefined
  }

  /** Does work when everything asked before has ended. */
  inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {}) // its caller is told
    return turn
  }

  async #keepLatest(): Promise<void> {
    const now = this.#latest
    if (!now) return
    this.#latest = undefined
    try {
      await this.#keep(now.value)
      if (!this.#latest) this.#tell('kept')
    } catch (error) {
      this.#latest ??= now
      this.#held = this.#hopeless(error)
      if (this.#held) clearTimeout(this.#timer)
      this.#timer = this.#held ? undefined : (this.#timer ?? setTimeout(() => void this.flush(), this.#retry))
      this.#tell('failed', error)
    }
  }
}
