/** Σ r (x − centre), in four independent sums. */
export function dot(r: Float64Array, x: Float64Array, centre: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = r.length & ~3
  for (let i = 0; i < whole; i += 4) {
    a += r[i] * (x[i] - centre)
    b += r[i + 1] * (x[i + 1] - centre)
    c += r[i + 2] * (x[i + 2] - centre)
    d += r[i + 3] * (x[i + 3] - centre)
  }
  for (let i = whole; i < r.length; i++) a += r[i] * (x[i] - centre)
  return a + b + (c + d)
}

/** 2²⁷ + 1: splits a double into two halves whose products are exact (Veltkamp and Dekker, 1971). */
const splitter = 134_217_729

/**
 * The same as if computed with twice the digits and then rounded: Σ r x − centre Σ r with the error of every product and sum
 * carried along (Ogita, Rump and Oishi, 2005, Dot2). About eight times the work. Where x is near the end of the range the
 * splitting overflows and the plain sum is given.
 */
export function dotTwice(r: Float64Array, x: Float64Array, centre: number): number {
  let [products, lost, sum, lostSum] = [0, 0, 0, 0]
  for (let i = 0; i < r.length; i++) {
    const [a, b] = [r[i], x[i]]
    const product = a * b
    const ta = splitter * a
    const aHigh = ta - (ta - a)
    const aLow = a - aHigh
    const tb = splitter * b
    const bHigh = tb - (tb - b)
    const bLow = b - bHigh
    const error = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
    const next = products + product
    const shift = next - products
    lost += products - (next - shift) + (product - shift) + error
    products = next
    const nextSum = sum + a
    const shiftSum = nextSum - sum
    lostSum += sum - (nextSum - shiftSum) + (a - shiftSum)
    sum = nextSum
  }
  const result = products + lost - centre * (sum + lostSum)
  return Number.isFinite(result) ? result : dot(r, x, centre)
}
