import { LatheError } from '../../shared/errors'
import { provider } from './provider'

/** A loss may reject a command this many milliseconds before it tells itself, and is then what is to be told. */
const lossDelay = 200

/**
 * What goes wrong on a device. WebGPU commands do not fail where they are called: what a device refuses is kept here and thrown at the
 * next wait; a loss is thrown at every call.
 */
export class Faults {
  /** Error scopes that have not answered yet. */
  readonly #scopes = new Set<Promise<void>>()
  /** Ends of waits under way. */
  readonly #waiting = new Set<(loss: LatheError) => void>()
  #fault: LatheError | undefined
  #lost: LatheError | undefined

  constructor(private readonly gpu: GPUDevice) {
    gpu.addEventListener('uncapturederror', event => {
      this.#blame(event.error)
    })
    void gpu.lost.then(info => {
      this.#lost = lostError(info.message)
      for (const reject of this.#waiting) reject(this.#lost)
    })
  }

  get lost(): boolean {
    return this.#lost !== undefined
  }

  /** Throws when the device is gone. What it has refused is told at the next wait, when it is known what went wrong first. */
  check(): void {
    if (this.#lost) throw this.#lost
  }

  /** Gives commands inside error scopes. */
  watch<T>(filters: readonly GPUErrorFilter[], commands: () => T): T {
    for (const filter of filters) this.gpu.pushErrorScope(filter)
    try {
      return commands()
    } finally {
      for (let i = 0; i < filters.length; i++) this.#hear(this.gpu.popErrorScope())
    }
  }

  #hear(scope: Promise<GPUError | null>): void {
    const heard = scope
      .then(
        error => error && this.#blame(error),
        (reason: unknown) => {
          this.#fault ??= kernelFault(String(reason))
        },
      )
      .then(() => void this.#scopes.delete(heard))
    this.#scopes.add(heard)
  }

  /** What a promise of the GPU gives, once all error scopes up to now have answered: whatever went wrong is thrown instead. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    const wait = <A>(other: Promise<A>): Promise<A> => provider().wait(this.#unlessLost(other))
    const scopes = [...this.#scopes]
    const [answer] = await Promise.allSettled([wait(promise)])
    await Promise.allSettled([wait(Promise.all(scopes))])
    const unexplained = answer.status === 'rejected' && !this.#lost && !this.#fault
    if (unexplained) await Promise.allSettled([wait(pause(lossDelay))])
    this.check()
    if (this.#fault) throw this.#fault
    if (answer.status === 'fulfilled') return answer.value
    throw kernelFault(String(answer.reason))
  }

  /** The promise, or the loss if it comes first. `gpu.lost` itself would keep every answer that was ever raced with it. */
  #unlessLost<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#lost) return reject(this.#lost)
      this.#waiting.add(reject)
      promise.then(resolve, reject).finally(() => this.#waiting.delete(reject))
    })
  }

  /** Forgets what was refused, once it was told; says whether something was. */
  forget(): boolean {
    const was = this.#fault !== undefined
    this.#fault = undefined
    return was
  }

  /** Keeps what went wrong first; want of memory before all, for an invalid buffer makes other commands fail after it. */
  #blame(error: GPUError): void {
    if (error.constructor.name === 'GPUOutOfMemoryError') this.#fault = outOfMemory(error.message)
    else this.#fault ??= kernelFault(error.message)
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

export function outOfMemory(detail: string): LatheError {
  return new LatheError({
    code: 'device',
    message: `The GPU has no room: ${detail.split('\n')[0]}.`,
    remedy: {
      text: 'Keep fewer columns in table.columns, load fewer rows, or use an adapter with more memory.',
      fix: { set: { node: 'table.columns', parameter: 'features' } },
    },
  })
}

export function kernelFault(message: string): LatheError {
  return new LatheError({
    code: 'device',
    message: `The GPU refused a command: ${message.split('\n')[0]}`,
    remedy: 'Nothing was computed from it. Try another adapter with --adapter, and report this message.',
  })
}

function lostError(detail: string): LatheError {
  return new LatheError({
    code: 'device',
    message: `The GPU was lost${detail ? ` (${detail})` : ''}.`,
    remedy:
      'Lathe opens it again and repeats the node once; if it happens again, close other programs that use the GPU.',
  })
}
