import { type Activation, activationNames, activations, activationSlope, activationValue } from '../activation'

/** One operation: its number in the shader, and the same in double precision. Comparisons give 1 or 0. */
export interface Operation {
  number: number
  inputs: 1 | 2 | 3
  activation?: number
  value: (a: number, b: number, c: number) => number
}

const unary = (number: number, value: Operation['value']): Operation => ({ number, inputs: 1, value })
const binary = (number: number, value: Operation['value']): Operation => ({ number, inputs: 2, value })
const ternary = (number: number, value: Operation['value']): Operation => ({ number, inputs: 3, value })

const table = {
  negate: unary(0, a => -a),
  abs: unary(1, Math.abs),
  square: unary(2, a => a * a),
  sqrt: unary(3, Math.sqrt),
  reciprocal: unary(4, a => 1 / a),
  exp: unary(5, Math.exp),
  log: unary(6, Math.log),
  sin: unary(7, Math.sin),
  cos: unary(8, Math.cos),
  sign: unary(9, Math.sign),
  floor: unary(10, Math.floor),
  add: binary(20, (a, b) => a + b),
  subtract: binary(21, (a, b) => a - b),
  multiply: binary(22, (a, b) => a * b),
  divide: binary(23, (a, b) => a / b),
  maximum: binary(24, (a, b) => Math.max(a, b)),
  minimum: binary(25, (a, b) => Math.min(a, b)),
  power: binary(26, (a, b) => a ** b),
  less: binary(27, (a, b) => Number(a < b)),
  greater: binary(28, (a, b) => Number(a > b)),
  equal: binary(29, (a, b) => Number(a === b)),
  /** Whether all bits are the same: for labels and places, u32 or i32, which as f32 are subnormal and may be taken for 0. */
  sameBits: binary(31, (a, b) => Number(Object.is(Math.fround(a), Math.fround(b)))),
  /** b where a is not 0, otherwise c. */
  select: ternary(40, (a, b, c) => (a === 0 ? c : b)),
  /** a · b + c */
  multiplyAdd: ternary(41, (a, b, c) => a * b + c),
  /** a, at least b and at most c. */
  clamp: ternary(42, (a, b, c) => Math.min(Math.max(a, b), c)),
  /** a + c · (b − a): b's share is c. */
  mix: ternary(43, (a, b, c) => a + c * (b - a)),
} satisfies Record<string, Operation>

export type OperationName = keyof typeof table | Activation | `${Activation}Gradient`

const activate = (name: Activation): Operation => ({
  number: 11,
  inputs: 1,
  activation: activations[name],
  value: a => activationValue(name, a),
})

const activateGradient = (name: Activation): Operation => ({
  number: 30,
  inputs: 2,
  activation: activations[name],
  value: (a, b) => a * activationSlope(name, b),
})

export const operations = {
  ...table,
  ...Object.fromEntries(
    activationNames.flatMap(name => [
      [name, activate(name)],
      [`${name}Gradient`, activateGradient(name)],
    ]),
  ),
} as Readonly<Record<OperationName, Operation>>
