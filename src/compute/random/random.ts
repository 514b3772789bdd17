import { philox } from './philox'

/**
 * Random numbers that depend on (seed, stream) and the order of the calls alone. Streams of one seed are independent: give each
 * use its own (initial centres, the split, a bootstrap). The seed is the key's low word, the stream its high word; word i of the
 * stream is word i mod 4 of the block with counter (i ÷ 4, 0, 0, 0), the same as `kernels/random/philox.wgsl` writes.
 */
export class Random {
  readonly #key: readonly [number, number]
  readonly #counter = new Uint32Array(4)
  readonly #block = new Uint32Array(4)
  #used = 4
  #spare: number | undefined

  constructor(seed: number, stream = 0) {
    this.#key = [seed >>> 0, stream >>> 0]
  }

  /** The next 32 random bits as an unsigned integer. */
  word(): number {
    if (this.#used === 4) {
      philox(this.#key, this.#counter, this.#block)
      this.#used = 0
      for (let i = 0; i < 4 && ++this.#counter[i] === 0; i++);
    }
    return this.#block[this.#used++]
  }

  /** Uniform in [0, 1): the top 24 bits of a word, so that single and double precision hold the same number. */
  uniform(): number {
    return (this.word() >>> 8) * 2 ** -24
  }

  /** Standard normal, by Box and Muller (1958), in double precision from two words of 32 bits. */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare
      this.#spare = undefined
      return spare
    }
    const radius = Math.sqrt(-2 * Math.log((this.word() + 1) * 2 ** -32))
    const angle = 2 * Math.PI * this.word() * 2 ** -32
    this.#spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Uniform integer in 0 … n − 1, n ≤ 2³², without bias: words that would favour small remainders are thrown away. */
  integer(n: number): number {
    const fair = 2 ** 32 - (2 ** 32 % n)
    let word = this.word()
    while (word >= fair) word = this.word()
    return word % n
  }

  /** 0 … n − 1 in random order: Fisher and Yates (1938), Durstenfeld (1964). */
  permutation(n: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: n }, (_, i) => i))
  }

  /** Puts the values in random order, in place, and returns them. */
  shuffle<T extends Uint32Array | Int32Array | Float64Array | unknown[]>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const kept = values[i]
      values[i] = values[j]
      values[j] = kept
    }
    return values
  }

  /** `count` different integers of 0 … n − 1 in random order (all n if count is larger). Memory grows with count, not n. */
  choice(n: number, count: number): Uint32Array {
    const size = Math.min(n, count)
    const moved = new Map<number, number>()
    return Uint32Array.from({ length: size }, (_, i) => {
      const j = i + this.integer(n - i)
      const taken = moved.get(j) ?? j
      moved.set(j, moved.get(i) ?? i)
      return taken
    })
  }

  /** An index drawn with probability in proportion to the weights (none negative); −1 if they sum to zero. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0
    for (let i = 0; i < weights.length; i++) total += weights[i]
    const aim = (this.word() + this.word() * 2 ** -32) * 2 ** -32 * total
    let sum = 0
    let last = -1
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] <= 0) continue
      sum += weights[i]
      last = i
      if (aim < sum) return i
    }
    return last
  }
}
