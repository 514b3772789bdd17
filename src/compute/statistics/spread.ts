export interface Spread {
  centre: number
  /** 1 of a constant. */
  scale: number
  constant: boolean
}

/** Mean and deviation (÷ Σ weights) of n values in double precision, however far one lies from the others; about 0 where it is not `centred`. */
export function spreadOf(x: Float64Array, weights?: Float64Array, centred = true): Spread {
  // Differences from the first value: those of a constant are exactly 0.
  const origin = centred ? x[weights ? weights.findIndex(w => w > 0) : 0] : 0
  const { total, sum, reach } = sumsAbout(x, weights, origin)
  if (reach === 0) return { centre: origin, scale: 1, constant: true }
  const shift = centred ? sum / total : 0
  const squares = squaresAbout(x, weights, origin, shift, reach)
  return { centre: origin + shift, scale: reach * Math.sqrt(squares / total), constant: false }
}

/** Sum of the weights, weighted sum and largest size of x − origin. */
function sumsAbout(
  x: Float64Array,
  weights: Float64Array | undefined,
  origin: number,
): { total: number; sum: number; reach: number } {
  let [total, sum, reach] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const w = weights ? weights[i] : 1
    if (w === 0) continue
    const apart = x[i] - origin
    total += w
    reach = Math.max(reach, Math.abs(apart))
    sum += w * apart
  }
  return { total, sum, reach }
}

/** Weighted sum of ((x − origin − shift) ÷ reach)². */
function squaresAbout(
  x: Float64Array,
  weights: Float64Array | undefined,
  origin: number,
  shift: number,
  reach: number,
): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    const part = (x[i] - origin - shift) / reach
    sum += (weights ? weights[i] : 1) * part * part
  }
  return sum
}
