/** Rows of a walk over all columns: twenty of them stay in the second cache. */
export const walkRows = 2048

/** A column about its centre, and what it counts in a sum. */
export interface Term {
  factor: number
  x: Float64Array
  centre: number
}

/** out + Σ factor · (x − centre), in place, for rows of x from `first` on: four columns in one pass over out, the rest one by one. */
export function addTerms(out: Float64Array, terms: readonly Term[], first = 0): void {
  const whole = terms.length & ~3
  for (let t = 0; t < whole; t += 4) {
    const { factor: fa, x: a, centre: ca } = terms[t]
    const { factor: fb, x: b, centre: cb } = terms[t + 1]
    const { factor: fc, x: c, centre: cc } = terms[t + 2]
    const { factor: fd, x: d, centre: cd } = terms[t + 3]
    for (let i = 0, k = first; i < out.length; i++, k++)
      out[i] = out[i] + fa * (a[k] - ca) + fb * (b[k] - cb) + fc * (c[k] - cc) + fd * (d[k] - cd)
  }
  for (const { factor, x, centre } of terms.slice(whole))
    for (let i = 0, k = first; i < out.length; i++, k++) out[i] += factor * (x[k] - centre)
}

/** Σ r (x − centre) over rows of x from `first` on, in four independent sums. */
export function dot(r: Float64Array, x: Float64Array, centre: number, first = 0): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = r.length & ~3
  let k = first
  for (let i = 0; i < whole; i += 4, k += 4) {
    a += r[i] * (x[k] - centre)
    b += r[i + 1] * (x[k + 1] - centre)
    c += r[i + 2] * (x[k + 2] - centre)
    d += r[i + 3] * (x[k + 3] - centre)
  }
  for (let i = whole; i < r.length; i++, k++) a += r[i] * (x[k] - centre)
  return a + b + (c + d)
}

/** Σ r (x − centre) and Σ (x − centre) over rows of x from `first` on, one for each of r. */
export function dotAndSum(r: Float64Array, x: Float64Array, centre: number, first: number): [number, number] {
  let [a, b, c, d] = [0, 0, 0, 0]
  let [e, f] = [0, 0]
  const whole = r.length & ~3
  let k = first
  for (let i = 0; i < whole; i += 4, k += 4) {
    const xa = x[k] - centre
    const xb = x[k + 1] - centre
    const xc = x[k + 2] - centre
    const xd = x[k + 3] - centre
    a += r[i] * xa
    b += r[i + 1] * xb
    c += r[i + 2] * xc
    d += r[i + 3] * xd
    e += xa + xb
    f += xc + xd
  }
  for (let i = whole; i < r.length; i++, k++) {
    a += r[i] * (x[k] - centre)
    e += x[k] - centre
  }
  return [a + b + (c + d), e + f]
}

/** Rows of a pass: two pairs of their features stay in the first cache. */
const passRows = 512

/**
 * sums (p × p, on and below the diagonal) + Σ fᵢ zᵢ zᵢᵀ over rows given feature by feature: z[j · rows + i]. Two by two features at
 * a time, so that four products share their loads.
 */
export function addProducts(sums: Float64Array, z: Float64Array, f: Float64Array): void {
  const rows = f.length
  const p = z.length / rows
  for (let from = 0; from < rows; from += passRows) {
    const to = Math.min(rows, from + passRows)
    for (let j = 0; j < p; j += 2)
      for (let k = 0; k <= j; k += 2) {
        // Beyond the last feature stands the last one again; its sums are left out.
        const [ja, jb] = [j * rows, Math.min(j + 1, p - 1) * rows]
        const [ka, kb] = [k * rows, Math.min(k + 1, p - 1) * rows]
        let [aa, ab, ba, bb] = [0, 0, 0, 0]
        for (let i = from; i < to; i++) {
          const [a, b] = [f[i] * z[ja + i], f[i] * z[jb + i]]
          aa += a * z[ka + i]
          ab += a * z[kb + i]
          ba += b * z[ka + i]
          bb += b * z[kb + i]
        }
        sums[j * p + k] += aa
        if (k + 1 < p) sums[j * p + k + 1] += ab
        if (j + 1 < p) sums[(j + 1) * p + k] += ba
        if (j + 1 < p && k + 1 < p) sums[(j + 1) * p + k + 1] += bb
      }
  }
}

/** Σ w z zᵀ (p × p) of p columns z about their means Σ w x ÷ total, and the means. */
export function centredProducts(
  columns: readonly Float64Array[],
  given: Float64Array | undefined,
  total: number,
): { products: Float64Array; means: number[] } {
  const [p, n] = [columns.length, columns[0].length]
  const weights = given ?? new Float64Array(n).fill(1)
  const means = columns.map(x => dot(weights, x, 0) / total)
  const products = new Float64Array(p * p)
  for (let start = 0; start < n; start += walkRows) {
    const rows = Math.min(walkRows, n - start)
    const block = new Float64Array(p * rows)
    for (const [k, x] of columns.entries()) for (let i = 0; i < rows; i++) block[k * rows + i] = x[start + i] - means[k]
    addProducts(products, block, weights.subarray(start, start + rows))
  }
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) products[k * p + j] = products[j * p + k]
  return { products, means }
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
