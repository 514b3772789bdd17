import { sizeOf } from '../../tensor/tensor'
import type { Reduction } from './reduce'

/** op along the axes (counted from the front) in double precision, each answer rounded to single precision. */
export function reduceTwin(
  op: Reduction,
  shape: readonly number[],
  data: ArrayLike<number>,
  axes: readonly number[],
): number[] {
  const lists = new Map<number, number[]>()
  const left = sizeOf(shape.filter((_, axis) => !axes.includes(axis)))
  for (let i = 0; i < left; i++) lists.set(i, [])
  for (let index = 0; index < sizeOf(shape); index++) {
    let [rest, at, stride] = [index, 0, 1]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const digit = rest % shape[axis]
      rest = Math.floor(rest / shape[axis])
      if (axes.includes(axis)) continue
      at += digit * stride
      stride *= shape[axis]
    }
    lists.get(at)!.push(data[index])
  }
  return [...lists.values()].map(list => Math.fround(one(op, list)))
}

function one(op: Reduction, list: readonly number[]): number {
  const sum = (value: (x: number) => number): number => list.reduce((total, x) => total + value(x), 0)
  const mean = sum(x => x) / list.length
  const largest = list.reduce((a, b) => Math.max(a, b), -Infinity)
  const smallest = list.reduce((a, b) => Math.min(a, b), Infinity)
  switch (op) {
    case 'sum':
      return sum(x => x)
    case 'mean':
      return mean
    case 'sumOfSquares':
      return sum(x => x * x)
    case 'variance':
      return sum(x => (x - mean) ** 2) / list.length
    case 'logsumexp':
      return Number.isFinite(largest) ? largest + Math.log(sum(x => Math.exp(x - largest))) : largest
    case 'product':
      return list.reduce((a, b) => a * b, 1)
    case 'min':
      return smallest
    case 'max':
      return largest
    case 'argmin':
      return list.indexOf(smallest)
    case 'argmax':
      return list.indexOf(largest)
  }
}
