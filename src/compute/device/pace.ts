/** How fast one kernel is here: multiply-adds, as its launches tell them, in a millisecond. Starts at a slow software adapter's figure. */
export class Rate {
  perMillisecond = 2e5
  /** Whether a wait has ended since its first launch, which compiles. */
  known = false
}

/** A rate grows at most this much by one wait: one portion too long costs more than many too short. */
const growth = 4
const [slowest, fastest] = [1e2, 1e10]

/**
 * Foretells how long what was collected will take, so that submissions stay short on any adapter. The work that launches tell means
 * another time for every kernel, so each has a rate of its own. A wait tells the time of all that it waited for together: each kernel
 * answers for the error by its share of what was foretold, which finds all rates when kernels come in different mixtures, and their sum
 * when they always come in the same one. Shares are in relation to the sum of their squares, so that twenty kernels of a network's step
 * are found in as many waits as one (Kaczmarz, 1937, in logarithms).
 */
export class Pace {
  /** Milliseconds that what was collected will take, and what was submitted since the last wait began. */
  pending = 0
  submitted = 0
  #shares = new Map<Rate, number>()
  #started: number | undefined

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A launch is collected. */
  add(rate: Rate, work: number): void {
    const milliseconds = work / rate.perMillisecond
    this.pending += milliseconds
    this.#shares.set(rate, (this.#shares.get(rate) ?? 0) + milliseconds)
  }

  /** What was collected begins to run. */
  submit(): void {
    this.#started ??= this.now()
    this.submitted += this.pending
    this.pending = 0
  }

  /** What was collected is dropped, what was submitted has run. */
  forget(): void {
    this.pending = 0
    this.submitted = 0
    this.#shares = new Map()
    this.#started = undefined
  }

  /** A wait for all that was submitted begins; the returned function is called when it has run. */
  wait(): () => void {
    const [shares, submitted, started, waited] = [this.#shares, this.submitted, this.#started, this.now()]
    this.forget()
    return () => {
      const now = this.now()
      // What was submitted meanwhile ran behind it.
      if (this.#started !== undefined) this.#started = now
      if (started !== undefined && submitted > 0) learn(shares, submitted, now - started, now - waited)
    }
  }
}

/** `elapsed` milliseconds for what was foretold to take `foretold`; the host waited for the last `waited` of them. */
function learn(shares: ReadonlyMap<Rate, number>, foretold: number, elapsed: number, waited: number): void {
  let first = false
  for (const rate of shares.keys()) {
    first ||= !rate.known
    rate.known = true
  }
  const faster = Math.min(growth, foretold / Math.max(1, elapsed))
  // With a compilation in it, or while the host did other things, the time says no more than that it was not slower.
  if (faster < 1 && (first || waited < elapsed / 2)) return
  const squares = [...shares.values()].reduce((sum, milliseconds) => sum + (milliseconds / foretold) ** 2, 0)
  for (const [rate, milliseconds] of shares) {
    const found = rate.perMillisecond * faster ** Math.min(1, milliseconds / foretold / squares)
    rate.perMillisecond = Math.min(fastest, Math.max(slowest, found))
  }
}
