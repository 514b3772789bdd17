const multiplier0 = 0xd2511f53
const multiplier1 = 0xcd9e8d57
const weyl0 = 0x9e3779b9
const weyl1 = 0xbb67ae85
const rounds = 10

/** High half of the 64-bit product of two unsigned 32-bit integers, from 16-bit halves as in `kernels/random/philox.wgsl`. */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16)
  const middle = aLow * bHigh + (cross & 0xffff)
  return (aHigh * bHigh + (cross >>> 16) + (middle >>> 16)) >>> 0
}

/**
 * Philox4x32-10: four random 32-bit integers, written to `out`, for a 128-bit counter and a 64-bit key. Counter-based: any block
 * can be had without those before it, on any adapter. Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3
 * (2011).
 */
export function philox(key: readonly [number, number], counter: ArrayLike<number>, out: Uint32Array): void {
  let [k0, k1] = key
  let c0 = counter[0]
  let c1 = counter[1]
  let c2 = counter[2]
  let c3 = counter[3]
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, c0)
    const high1 = multiplyHigh(multiplier1, c2)
    const low0 = Math.imul(multiplier0, c0)
    const low1 = Math.imul(multiplier1, c2)
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1 >>> 0
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0 >>> 0
    k0 = (k0 + weyl0) >>> 0
    k1 = (k1 + weyl1) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}
