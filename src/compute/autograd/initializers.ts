import type { Random } from '../random/random'
import type { Parameter } from './parameters'

/** How weights start; names as in the catalogue. */
export type Initializer = 'kaiming' | 'xavier' | 'normal'

/**
 * Random weights for `fanIn` inputs and `fanOut` outputs each, `count` numbers in all: kaiming draws normals of variance 2 ÷ fanIn (He,
 * Zhang, Ren and Sun, 2015: for relu and its kin), xavier uniforms within ±√(6 ÷ (fanIn + fanOut)) (Glorot and Bengio, 2010: for tanh
 * and sigmoid), normal has deviation 0.01.
 */
export function weights(
  kind: Initializer,
  { fanIn, fanOut, count }: { fanIn: number; fanOut: number; count: number },
  random: Random,
): Float32Array {
  const out = new Float32Array(count)
  const reach = Math.sqrt(6 / Math.max(1, fanIn + fanOut))
  const deviation = kind === 'kaiming' ? Math.sqrt(2 / Math.max(1, fanIn)) : 0.01
  for (let i = 0; i < count; i++)
    out[i] = kind === 'xavier' ? reach * (2 * random.uniform() - 1) : deviation * random.normal()
  return out
}

/** A layer of inputs × outputs weights and its biases, which start at 0. */
export function denseStart(
  name: string,
  inputs: number,
  outputs: number,
  kind: Initializer,
  random: Random,
): [weights: Parameter, biases: Parameter] {
  const start = weights(kind, { fanIn: inputs, fanOut: outputs, count: inputs * outputs }, random)
  return [
    { name: `${name}.weights`, shape: [inputs, outputs], start, decay: true },
    { name: `${name}.biases`, shape: [outputs], start: new Float32Array(outputs), decay: false },
  ]
}
