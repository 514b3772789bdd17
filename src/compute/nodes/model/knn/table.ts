import type { Scope } from '../../../device/scope'
import type { MetricName } from '../../../../shared/neighbours'
import { type Tensor, tensorOf } from '../../../tensor/tensor'

/** What predicts: the training rows themselves (m × p, row by row) and what is known of each. */
export interface Learned {
  rows: Float64Array
  /** Class of each row, or its value. */
  told: Float64Array
  /** Number of classes; 0 where values are predicted. */
  classes: number
}

/** Single-precision codes of rows, and what their distances on the device tell of those of the numbers. */
export interface Coding {
  code: (table: Float64Array) => Float32Array<ArrayBuffer>
  /**
   * The least that a row can be away which the device found `found` away from one whose largest code is `reach`; rounding is p · 2⁻²²
   * of what was subtracted.
   */
  atLeast: (found: number, reach: number) => number
}

/**
 * One scale for all features, and for metrics of differences a shift for each: the median, so that one huge value takes no digits
 * from the others. Hamming distances compare numbers: each distinct one gets a code of its own.
 */
export function codingOf(learned: Float64Array, p: number, metric: MetricName): Coding {
  const slack = p * 2 ** -22
  const m = learned.length / p
  const columns = Array.from({ length: p }, (_, j) => new Float64Array(m).map((__, i) => learned[i * p + j]).sort())
  // Shares of features: the device counts them as exactly as the host, and puts equal ones in the same order.
  const exact = { atLeast: () => Infinity }
  if (metric === 'hamming') {
    const places = columns.map(column => new Map([...new Set(column)].map((value, place) => [value, place])))
    return { ...exact, code: table => Float32Array.from(table, (x, at) => places[at % p].get(x) ?? -1) }
  }
  if (metric === 'jaccard' || metric === 'simpleMatching')
    return { ...exact, code: table => Float32Array.from(table, x => Number(x !== 0)) }
  const shift = columns.map(column => (metric === 'cosine' ? 0 : column[column.length >> 1]))
  const most = columns.reduce((m, c, j) => Math.max(m, c[c.length - 1] - shift[j], shift[j] - c[0]), 0)
  const unit = Number.isFinite(1 / most) ? most : 1
  return {
    // Squares of what lies beyond would be infinite; it is far from everything all the same.
    code: table => Float32Array.from(table, (x, at) => Math.max(-1e15, Math.min(1e15, (x - shift[at % p]) / unit))),
    atLeast: (found, reach) => (metric === 'cosine' ? found - slack : unit * (found - slack * (found + reach))),
  }
}

export const tensorFrom = (scope: Scope, codes: Float32Array<ArrayBuffer>, p: number): Tensor =>
  tensorOf(scope, [codes.length / p, p], codes)
