/** How the learning rate goes on from where it starts. */
export const schedules = ['constant', 'cosine', 'exponential', 'plateau'] as const
export type Schedule = (typeof schedules)[number]

/** What is left of the rate at the end of an exponential schedule. */
const exponentialEnd = 0.01
/** A plateau: so many epochs without a better loss divide the rate by this. */
const plateauEpochs = 5
const plateauShare = 1 / 5

/** The learning rate of every step of a training. */
export class Rate {
  #share = 1
  #least = Infinity
  #since = 0

  /** @param steps Steps that the whole training would take: one that ends early had the rates of the beginning. */
  constructor(
    private readonly schedule: Schedule,
    private readonly steps: number,
  ) {}

  /** Share of the first rate at a step, 0 … steps − 1: cosine is half a wave down to 0 (Loshchilov and Hutter, 2017). */
  at(step: number): number {
    const gone = step / this.steps
    switch (this.schedule) {
      case 'constant':
        return 1
      case 'cosine':
        return 0.5 * (1 + Math.cos(Math.PI * gone))
      case 'exponential':
        return exponentialEnd ** gone
      case 'plateau':
        return this.#share
    }
  }

  /** After an epoch: the loss that should have fallen, of the validation rows where there are any. */
  after(loss: number): void {
    this.#since = loss < this.#least ? 0 : this.#since + 1
    this.#least = Math.min(this.#least, loss)
    if (this.#since < plateauEpochs) return
    this.#share *= plateauShare
    this.#since = 0
  }
}
