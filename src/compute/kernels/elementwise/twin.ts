import { sizeOf } from '../../tensor/tensor'
import { type OperationName, operations } from './operations'

/** An array on the host, row by row, or one number for all of it. */
export type HostOperand = { shape: readonly number[]; data: ArrayLike<number> } | number

/** op(inputs) in double precision, each answer rounded to single precision, broadcasting as numpy does. */
export function elementwiseTwin(
  op: OperationName,
  inputs: readonly HostOperand[],
  shape: readonly number[],
): Float64Array {
  const { value } = operations[op]
  return Float64Array.from({ length: sizeOf(shape) }, (_, index) => {
    const [a = 0, b = 0, c = 0] = inputs.map(input => numberAt(input, index, shape))
    return Math.fround(value(a, b, c))
  })
}

function numberAt(input: HostOperand, index: number, shape: readonly number[]): number {
  if (typeof input === 'number') return Math.fround(input)
  let [at, stride] = [0, 1]
  for (let back = 1; back <= shape.length; back++) {
    const digit = index % shape.at(-back)!
    index = Math.floor(index / shape.at(-back)!)
    const own = input.shape.at(-back) ?? 1
    if (own !== 1) at += digit * stride
    stride *= own
  }
  return input.data[at]
}
