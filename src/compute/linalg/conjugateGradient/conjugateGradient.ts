/** A m × p matrix by its products, and what holds the p unknowns back: ½ Σ dampingⱼ xⱼ². */
export interface Operator {
  times: (x: Float64Array) => Float64Array
  transposeTimes: (r: Float64Array) => Float64Array
  damping: Float64Array
}

export interface ConjugateGradientOptions {
  /** Done when ‖Aᵀr − Dx‖ is at most this share of its start. */
  tol: number
  maxIter: number
  /** Lets other work in between steps, and throws when cancelled. */
  pause: () => Promise<void>
  /** Hears ‖b − Ax‖² after each step; true: stop with what there is. */
  onIteration?: (iteration: number, squares: number) => boolean | Promise<boolean>
}

/**
 * Least squares ‖b − Ax‖² + Σ dampingⱼ xⱼ² from x = 0 in double precision, by conjugate gradients on the normal equations without forming
 * them (CGLS: Hestenes and Stiefel 1952; Björck, Elfving and Strakoš 1998). Where many x fit alike, the one of least norm.
 * Errors: those of `pause`.
 */
export async function conjugateGradient(
  { times, transposeTimes, damping }: Operator,
  b: Float64Array,
  { tol, maxIter, pause, onIteration }: ConjugateGradientOptions,
): Promise<{ x: Float64Array; residual: Float64Array; iterations: number; converged: boolean }> {
  const x = new Float64Array(damping.length)
  const residual = b.slice()
  const slope = (): Float64Array => transposeTimes(residual).map((s, j) => s - damping[j] * x[j])
  let s = slope()
  let direction = s
  let size = squareOf(s)
  const enough = tol * tol * size
  let iterations = 0
  while (iterations < maxIter && size > enough) {
    await pause()
    const image = times(direction)
    const curvature = squareOf(image) + direction.reduce((sum, d, j) => sum + damping[j] * d * d, 0)
    const step = size / curvature
    for (let j = 0; j < x.length; j++) x[j] += step * direction[j]
    for (let i = 0; i < residual.length; i++) residual[i] -= step * image[i]
    s = slope()
    const next = squareOf(s)
    const share = next / size
    direction = direction.map((d, j) => s[j] + share * d)
    size = next
    iterations++
    if (await onIteration?.(iterations, squareOf(residual))) break
  }
  return { x, residual, iterations, converged: size <= enough }
}

function squareOf(v: Float64Array): number {
  let sum = 0
  for (let i = 0; i < v.length; i++) sum += v[i] * v[i]
  return sum
}
