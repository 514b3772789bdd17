import type { Tensor } from '../tensor/tensor'
import { add, affine, apply, divide, multiply, subtract } from './arithmetic'
import { mean, variance } from './reductions'
import { shaped } from './shapes'
import type { Tape, Variable } from './tape'

export interface Norm {
  /** Axes over which numbers are brought to mean 0 and variance 1: the rows for batch norm, the features for layer norm. */
  axes: readonly number[]
  /** Added to the variance. */
  epsilon?: number
}

export interface Normed {
  value: Variable
  /** What was taken off and divided by, with axes of 1: batch norm keeps running figures of them for prediction. */
  mean: Variable
  variance: Variable
}

/**
 * scale · (x − mean) ÷ √(variance + epsilon) + shift with mean and population variance over axes: batch norm (Ioffe and Szegedy, 2015),
 * layer norm (Ba, Kiros and Hinton, 2016). `scale` and `shift` are broadcast.
 */
export function normalized(
  tape: Tape,
  x: Variable,
  scale: Variable,
  shift: Variable,
  { axes, epsilon = 1e-5 }: Norm,
): Normed {
  const wide = x.value.shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
  const centre = shaped(tape, mean(tape, x, [...axes]), wide)
  const spread = shaped(tape, variance(tape, x, [...axes]), wide)
  return { value: standardized(tape, x, centre, spread, scale, shift, epsilon), mean: centre, variance: spread }
}

/** The same by a mean and a variance that are known: batch norm at prediction, by its running figures. */
export function normalizedBy(
  tape: Tape,
  x: Variable,
  known: { mean: Tensor; variance: Tensor },
  scale: Variable,
  shift: Variable,
  epsilon = 1e-5,
): Variable {
  const [centre, spread] = [tape.constant(known.mean), tape.constant(known.variance)]
  return standardized(tape, x, centre, spread, scale, shift, epsilon)
}

function standardized(
  tape: Tape,
  x: Variable,
  centre: Variable,
  spread: Variable,
  scale: Variable,
  shift: Variable,
  epsilon: number,
): Variable {
  const deviation = apply(tape, 'sqrt', affine(tape, spread, 1, epsilon))
  return add(tape, multiply(tape, subtract(tape, x, centre), divide(tape, scale, deviation)), shift)
}
