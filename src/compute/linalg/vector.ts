export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Largest absolute entry; NaN if there is one. */
export function maxNorm(a: Float64Array): number {
  let max = 0
  for (const value of a) max = Math.max(max, Math.abs(value))
  return max
}

/** a + factor × b, in place. */
export function addScaled(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i]
}
