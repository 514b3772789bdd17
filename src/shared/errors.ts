import type { Remedy } from './remedy'

/**
 * Every fault a person can meet is one of these: what happened, where, and what to do about it.
 * `code` is a closed set, so that hosts and tests can tell faults apart without reading prose.
 */
export type ErrorCode =
  | 'usage' // the command line is wrong
  | 'pipeline' // the pipeline file is wrong: `where` is the path of the fault inside it
  | 'parameter' // a parameter's value is out of its bounds
  | 'input' // a file cannot be read or is not what it claims to be
  | 'data' // the rows cannot be used as asked: no target, one class only, text where numbers are needed
  | 'format' // a saved file is damaged or newer than this program
  | 'adapter' // no WebGPU adapter
  | 'device' // the device was lost, ran out of memory, or refused a kernel
  | 'cancelled'
  | 'numeric' // a computation left the range of numbers
  | 'internal' // a fault of ours

export interface ErrorParts {
  code: ErrorCode
  /** One sentence: what happened. */
  message: string
  /** Where: a node id, a file, a path inside the pipeline, a row and column. */
  where?: string
  /** What to do. */
  remedy?: Remedy
}

/** As `ErrorParts`; a remedy that only a person can follow is the sentence alone. */
export interface ErrorInput extends Omit<ErrorParts, 'remedy'> {
  remedy?: Remedy | string
}

export class LatheError extends Error {
  readonly code: ErrorCode
  readonly where: string | undefined
  readonly remedy: Remedy | undefined

  constructor(parts: ErrorInput, options?: { cause?: unknown }) {
    super(parts.message, options)
    this.name = 'LatheError'
    this.code = parts.code
    this.where = parts.where
    this.remedy = typeof parts.remedy === 'string' ? { text: parts.remedy } : parts.remedy
  }

  /** The same fault, placed: keeps a more precise place that is already known. */
  at(where: string): LatheError {
    if (this.where?.startsWith(where)) return this
    const place = this.where ? `${where}: ${this.where}` : where
    return new LatheError({ ...this.toJSON(), where: place }, { cause: this })
  }

  /** One line: place, cause, remedy. */
  get line(): string {
    return [this.where && `${this.where}:`, this.message, this.remedy?.text].filter(Boolean).join(' ')
  }

  toJSON(): ErrorParts {
    return {
      code: this.code,
      message: this.message,
      ...(this.where !== undefined && { where: this.where }),
      ...(this.remedy !== undefined && { remedy: this.remedy }),
    }
  }

  /** Any thrown value as a LatheError; one that is not ours becomes `internal` and keeps its cause. */
  static from(error: unknown): LatheError {
    if (error instanceof LatheError) return error
    if (error instanceof Error && error.name === 'AbortError') return cancelled()
    const message = error instanceof Error ? error.message : String(error)
    return new LatheError(
      { code: 'internal', message, remedy: 'This is a fault in Lathe: please report it with the log.' },
      { cause: error },
    )
  }
}

export function cancelled(): LatheError {
  return new LatheError({ code: 'cancelled', message: 'The run was cancelled.' })
}

/** Throws the `cancelled` error once the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}
