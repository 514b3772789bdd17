/**
 * Centres on the device: feature j of centre c stands at ((c ÷ 4) · p + j) · 4 + c mod 4, so that a kernel loads four centres at
 * a time. Places beyond the last centre hold a point so far away that no row is nearer to it, whose square is still in range.
 */
const far = 1e15

export const layoutSize = (k: number, p: number): number => Math.ceil(k / 4) * 4 * p

const placeOf = (c: number, j: number, p: number): number => ((c >> 2) * p + j) * 4 + (c & 3)

/** k × p codes, row-major, as the device holds them. */
export function packCenters(centers: ArrayLike<number>, k: number, p: number): Float32Array {
  const packed = new Float32Array(layoutSize(k, p)).fill(far)
  for (let c = 0; c < k; c++) for (let j = 0; j < p; j++) packed[placeOf(c, j, p)] = centers[c * p + j]!
  return packed
}

/** The first k centres as k × p codes, row-major. */
export function unpackCenters(packed: Float32Array, k: number, p: number): Float64Array {
  const centers = new Float64Array(k * p)
  for (let c = 0; c < k; c++) for (let j = 0; j < p; j++) centers[c * p + j] = packed[placeOf(c, j, p)]!
  return centers
}
