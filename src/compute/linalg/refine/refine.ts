export interface Refined {
  x: Float64Array
  /** Corrections applied. */
  steps: number
  /** Largest |correction| ÷ largest |x| of the last correction looked at (foreseen, with `enough`): about the relative error that is left. */
  lastCorrection: number
}

/**
 * Iterative refinement: x ← x + solve(residual(x)) until a correction is no longer less than half the one before, or is
 * below double precision. `solve` may be rough (a factor of a single-precision product); `residual` must be computed in
 * double precision from the data themselves, for it decides the digits. A correction that grew is thrown away.
 * Wilkinson (1963); for least squares with residual(x) = Xᵀ(y − X x): Björck (1967).
 *
 * `x` starts at zero (length `size`) unless `start` is given.
 */
export async function refine(options: {
  size: number
  start?: Float64Array
  residual: (x: Float64Array) => Float64Array | Promise<Float64Array>
  solve: (residual: Float64Array) => Float64Array
  maxSteps?: number
  /** Stop once the next correction, by the rate of this one, would be below this share of x. */
  enough?: number
}): Promise<Refined> {
  const x = options.start?.slice() ?? new Float64Array(options.size)
  let previous = Infinity
  let size = Infinity
  let steps = 0
  let before = options.enough === undefined ? Infinity : largest(x)
  while (steps < (options.maxSteps ?? 30)) {
    const correction = options.solve(await options.residual(x))
    size = largest(correction)
    if (!(size < previous)) break
    for (let i = 0; i < x.length; i++) x[i] += correction[i]
    steps++
    if (size >= previous / 2 || size <= Number.EPSILON * largest(x)) break
    const next = size * (size / before)
    if (options.enough !== undefined && next <= options.enough * largest(x)) {
      size = next
      break
    }
    previous = before = size
  }
  return { x, steps, lastCorrection: size === 0 ? 0 : size / largest(x) }
}

function largest(values: Float64Array): number {
  let max = 0
  for (const value of values) max = Math.max(max, Math.abs(value))
  return max
}
