import { z } from '../../shared/zod'
import type { Scope } from './scope'

/**
 * Which variant of a kernel is fastest on this adapter, for shapes of one bucket: measured, not guessed from names.
 *
 *     const variant = device.tuning.choose({
 *       kernel: 'matmul',
 *       bucket: bucketOf(m, n, k),
 *       candidates,               // the one to expect the best of first
 *       name: nameOf,
 *       trial: scope => { …scratch inputs…; return variant => matmul(device, a, b, out, { variant }) },
 *     })
 *
 * `choose` answers at once, with the known winner or the first candidate, and notes what it does not know. `measure` measures what was noted
 * when nothing else is to do: a round calls every candidate once, the order turned round each time; the median counts, and the first
 * candidate is given up only for one that is a tenth faster. What is known goes to and comes from a text (`text`, `load`), adapter by adapter.
 */
export class Tuning {
  readonly #known = new Map<string, Finding>()
  readonly #noted = new Map<string, Noted>()
  readonly #used = new Map<string, string>()
  #others: Adapters = {}

  /** `adapter`: what tells adapters and their drivers apart. It is a key and nothing more. */
  constructor(
    private readonly device: Tuned,
    private readonly adapter: string,
  ) {}

  /** The best of the candidates as far as is known; never measures. */
  choose<C>(request: Request<C>): C {
    const { kernel, bucket, candidates, name } = request
    const key = `${kernel} ${bucket}`
    const known = this.#known.get(key)
    const winner = known && candidates.find(candidate => name(candidate) === known.winner)
    if (!winner && candidates.length > 1 && !this.#noted.has(key)) this.#noted.set(key, request as Noted)
    const chosen = winner ?? candidates[0]
    this.#used.set(key, name(chosen))
    return chosen
  }

  /** Kernel and bucket → the variant last chosen, since the device was opened. */
  get used(): Record<string, string> {
    return Object.fromEntries([...this.#used].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Whether `measure` has something to measure. */
  get unmeasured(): boolean {
    return this.#noted.size > 0
  }

  /**
   * Measures what was noted, one after the other, until all is known or the signal comes; what is under way then is forgotten and noted again.
   * True when something was learned. A candidate that fails leaves its kernel as it is: the first candidate serves.
   */
  async measure(signal: AbortSignal): Promise<boolean> {
    let learned = false
    for (const [key, noted] of this.#noted) {
      const times = await this.#measure(noted, signal).catch(async () => {
        await this.device.recover()
        return null
      })
      if (signal.aborted || this.device.isLost) return learned
      this.#noted.delete(key)
      if (!times) continue
      const best = times.indexOf(Math.min(...times))
      const names = noted.candidates.map(noted.name)
      this.#known.set(key, {
        winner: names[times[best] < clearly * times[0] ? best : 0],
        milliseconds: Object.fromEntries(names.map((name, i) => [name, Number(times[i].toPrecision(3))])),
        date: new Date().toISOString(),
      })
      learned = true
    }
    return learned
  }

  /** Median milliseconds of the candidates; null when the signal came. */
  async #measure(noted: Noted, signal: AbortSignal): Promise<number[] | null> {
    using scope = this.device.scope()
    const launch = noted.trial(scope)
    const times = noted.candidates.map((): number[] => [])
    // The first round compiles, the second tells how many calls fill a measurement.
    const repeats = noted.candidates.map(() => 1)
    for (let round = 0; round < rounds + 2; round++)
      for (let turn = 0; turn < times.length; turn++) {
        const i = round % 2 === 0 ? turn : times.length - 1 - turn
        const started = performance.now()
        for (let call = 0; call < repeats[i]; call++) launch(noted.candidates[i])
        await this.device.finish()
        if (signal.aborted) return null
        const elapsed = performance.now() - started
        if (round === 1) repeats[i] = Math.max(1, Math.min(mostRepeats, Math.round(enough / elapsed)))
        if (round > 1) times[i].push(elapsed / repeats[i])
      }
    return times.map(median)
  }

  /** Takes over what a text says of this adapter. A damaged text, or one of another version, says nothing. */
  load(text: string): void {
    const read = file.safeParse(parsed(text))
    if (!read.success) return
    this.#others = read.data.adapters
    for (const [key, finding] of Object.entries(this.#others[this.adapter] ?? {})) this.#known.set(key, finding)
  }

  /** What is known, of this adapter and of others that were loaded. */
  text(): string {
    const adapters = { ...this.#others, [this.adapter]: Object.fromEntries(this.#known) }
    return `${JSON.stringify({ format, version, adapters } satisfies z.infer<typeof file>, null, 1)}\n`
  }
}

/** What the tuner asks of a device. */
export interface Tuned {
  readonly isLost: boolean
  scope(): Scope
  finish(): Promise<void>
  recover(): Promise<void>
}

/** What a kernel wants to know: which candidate for shapes of this bucket. */
export interface Request<C> {
  kernel: string
  bucket: string
  /** At least one; the one to expect the best of first. */
  candidates: readonly C[]
  name: (candidate: C) => string
  /** Makes inputs of about the bucket's shape, of at most a tenth of a second's work, and gives the call to measure. */
  trial: (scope: Scope) => (candidate: C) => void
}

// Requests of all kernels lie side by side: only the kernel knows its candidates' type.
type Noted = Request<unknown>

const format = 'lathe/tuning'
/** Grows when kernels change so that old findings no longer hold. */
const version = 1
const rounds = 5
/** Milliseconds that a measurement should take, so that the clock and the wait do not count, and calls at most. */
const enough = 8
const mostRepeats = 32
/** The first candidate is kept unless another takes at most this part of its time. */
const clearly = 0.9

const finding = z.strictObject({ winner: z.string(), milliseconds: z.record(z.string(), z.number()), date: z.string() })
type Finding = z.infer<typeof finding>
const adapters = z.record(z.string(), z.record(z.string(), finding))
type Adapters = z.infer<typeof adapters>
const file = z.strictObject({ format: z.literal(format), version: z.literal(version), adapters })

/** Shapes whose sizes are the same powers of two, rounded up, are one bucket; sizes above 1,024 count as that. */
export function bucketOf(...sizes: readonly number[]): string {
  return sizes.map(bucketSize).join('×')
}

/** The power of two that stands for a size in its bucket. */
export function bucketSize(size: number): number {
  return 2 ** Math.min(10, Math.ceil(Math.log2(Math.max(1, size))))
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
