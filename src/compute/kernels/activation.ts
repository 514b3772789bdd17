import { normalCdf } from '../statistics/normal'
import source from './activation.wgsl?raw'

/** Activations and their numbers in shader variants (`activation`). */
export const activations = { linear: 0, relu: 1, leakyRelu: 2, tanh: 3, sigmoid: 4, gelu: 5 } as const

export type Activation = keyof typeof activations

export const activationNames = Object.keys(activations) as Activation[]

/**
 * WGSL to stand behind a kernel's own: `activate(vec4f)` and `activationSlope(vec4f)` for the variant number `activation`, and the
 * functions under them (`exponential`, `hyperbolicTangent`, `sigmoid`, `normalProbability`), each accurate to 1e-6 relative.
 */
export const activationSource = source

/** f(x) in double precision. relu max(x, 0); leakyRelu with slope 0.01 below 0; gelu x Φ(x), the exact form. */
export function activationValue(activation: Activation, x: number): number {
  switch (activation) {
    case 'linear':
      return x
    case 'relu':
      return Math.max(x, 0)
    case 'leakyRelu':
      return Math.max(x, 0.01 * x)
    case 'tanh':
      return Math.tanh(x)
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x))
    case 'gelu':
      return x * normalCdf(x)
  }
}

/** f′ in double precision, from the output y = f(x) — from the input x for gelu, which no output tells (`slopeNeedsInput`). */
export function activationSlope(activation: Activation, y: number): number {
  switch (activation) {
    case 'linear':
      return 1
    case 'relu':
      return y > 0 ? 1 : 0
    case 'leakyRelu':
      return y > 0 ? 1 : 0.01
    case 'tanh':
      return 1 - y * y
    case 'sigmoid':
      return y * (1 - y)
    case 'gelu':
      return normalCdf(y) + (y * Math.exp((-y * y) / 2)) / Math.sqrt(2 * Math.PI)
  }
}

/** Whether the slope is a function of the input, and not of the output. */
export function slopeNeedsInput(activation: Activation): boolean {
  return activation === 'gelu'
}
