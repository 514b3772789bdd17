/**
 * What a linear model learned: coefficients in the features' own units (q × p, row by row) and the scores at a point among the training
 * rows. Reckoned from there, nearly equal columns and powers of a year keep their digits; from 0 they cancel.
 */
export interface LinearModel {
  coefficients: Float64Array
  /** p. */
  centre: Float64Array
  /** q. */
  atCentre: Float64Array
}

/** Multiply-adds that the host does in about 50 ms: so many it does alone, in double precision. */
export const hostWork = 5e7
/** Of more, the device's sums do while the terms of one together are at most this many times the spread of the sums: 256 · 2⁻²⁴ of it may be lost. */
export const mostCancelled = 256
