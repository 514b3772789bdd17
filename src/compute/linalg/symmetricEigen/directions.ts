/** A B of two p × p matrices, row by row. */
export function multiplied(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p)
  for (let k = 0; k < p; k++)
    for (let l = 0; l < p; l++) {
      const share = a[k * p + l]
      if (share !== 0) for (let j = 0; j < p; j++) out[k * p + j] += share * b[l * p + j]
    }
  return out
}

/** Each direction with the sign that makes its loading of largest size (the first of equals) positive: so results repeat. */
export function fixSigns(directions: Float64Array, p: number): Float64Array {
  const fixed = directions.slice()
  for (let at = 0; at < fixed.length; at += p) {
    const row = fixed.subarray(at, at + p)
    const size = row.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
    // Loadings equal up to rounding count as equal.
    const first = row.findIndex(v => Math.abs(v) >= size * (1 - 1e-6))
    if (row[first] < 0) row.forEach((v, j) => (row[j] = v === 0 ? 0 : -v))
  }
  return fixed
}
