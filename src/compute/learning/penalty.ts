/** Coefficients z (outputs × cols) in units of their own: `factor` of a column makes them those over its codes. */
export interface Penalized {
  cols: number
  factor: Float64Array
  /** The objective has ½ Σ penaltyⱼ zⱼ². */
  penalty: Float64Array
}

/** Mean loss and its gradient over codes, as the objective and its gradient over z. Writes over `gradient`. */
export function withPenalty(
  { factor, penalty, cols }: Penalized,
  z: Float64Array,
  loss: number,
  gradient: Float64Array,
): { value: number; gradient: Float64Array } {
  let value = loss
  for (let m = 0; m < z.length; m++) {
    const held = penalty[m % cols] * z[m]
    gradient[m] = gradient[m] * factor[m % cols] + held
    value += 0.5 * held * z[m]
  }
  return { value, gradient }
}
