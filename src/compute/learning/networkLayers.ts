import { activate } from '../autograd/arithmetic'
import { dense } from '../autograd/dense'
import { dropout } from '../autograd/indexing'
import { denseStart, type Initializer } from '../autograd/initializers'
import { normalized, normalizedBy } from '../autograd/normalization'
import type { Parameter } from '../autograd/parameters'
import type { Variable } from '../autograd/tape'
import { type Activation, activationValue } from '../kernels/activation'
import { elementwise } from '../kernels/elementwise/elementwise'
import type { Random } from '../random/random'
import { sizeOf } from '../tensor/tensor'
import type { Pass, Weights } from './networkPass'

/** What a hidden layer is made of. */
export interface HiddenLayer {
  activation: Activation
  batchNorm: boolean
  /** Share of its neurons that a step leaves out. */
  dropout: number
}

/** Share of a batch in the running figures of batch norm, and what is added to variances. */
const runningShare = 0.1
const epsilon = 1e-5

/** Parameters of a hidden layer at their start; with batch norm its scales, shifts and running figures in place of biases. */
export function hiddenStart(
  name: string,
  [inputs, outputs]: readonly [number, number],
  { batchNorm }: Pick<HiddenLayer, 'batchNorm'>,
  init: Initializer,
  random: Random,
): Parameter[] {
  const [weights, biases] = denseStart(name, inputs, outputs, init, random)
  if (!batchNorm) return [weights, biases]
  const figure = (part: string, value: number, frozen: boolean): Parameter => ({
    name: `${name}.${part}`,
    shape: [1, outputs],
    start: new Float32Array(outputs).fill(value),
    decay: false,
    frozen,
  })
  const learned = [figure('scales', 1, false), figure('shifts', 0, false)]
  return [weights, ...learned, figure('means', 0, true), figure('variances', 1, true)]
}

/** activation(x · w + b) of a hidden layer: x n × inputs. Neurons are left out, and running figures moved, only while the network learns. */
export function hidden(pass: Pass, x: Variable, name: string, layer: HiddenLayer): Variable {
  const { tape } = pass
  const weights = pass.parameter(`${name}.weights`)
  const h = layer.batchNorm
    ? activate(tape, normed(pass, dense(tape, x, weights), name), layer.activation)
    : dense(tape, x, weights, pass.parameter(`${name}.biases`), layer.activation)
  if (!pass.training || layer.dropout === 0) return h
  return dropout(tape, h, { rate: layer.dropout, ...pass.draw(sizeOf(h.value.shape)) })
}

/** x · w + b of the last layer. */
export const answer = (pass: Pass, x: Variable, name: string): Variable =>
  dense(pass.tape, x, pass.parameter(`${name}.weights`), pass.parameter(`${name}.biases`))

/** Batch norm (Ioffe and Szegedy, 2015): by the batch while it learns, which moves the running figures; else by those. */
function normed(pass: Pass, x: Variable, name: string): Variable {
  const [scales, shifts] = [pass.parameter(`${name}.scales`), pass.parameter(`${name}.shifts`)]
  const known = { mean: pass.kept(`${name}.means`), variance: pass.kept(`${name}.variances`) }
  if (!pass.learns(`${name}.scales`)) return normalizedBy(pass.tape, x, known, scales, shifts, epsilon)
  const { value, mean, variance } = normalized(pass.tape, x, scales, shifts, { axes: [0], epsilon })
  // One row alone has no spread.
  if (x.value.shape[0] > 1) {
    elementwise(pass.device, 'mix', [known.mean, mean.value, runningShare], known.mean)
    elementwise(pass.device, 'mix', [known.variance, variance.value, runningShare], known.variance)
  }
  return value
}

/** A layer in double precision: weights, inputs × outputs, and biases. */
export interface Layer {
  weights: number[][]
  biases: number[]
}

/** A learned layer in double precision, batch norm taken up by weights and biases. */
export function layerIn(weights: Weights, name: string): Layer {
  const { shape, values } = weights[`${name}.weights`]
  const [inputs, outputs] = shape
  const columns = Array.from({ length: outputs }, (_, k) => k)
  const part = (of: string): Float32Array => weights[`${name}.${of}`].values
  const norm = weights[`${name}.variances`]?.values
  const factors = columns.map(k => (norm ? part('scales')[k] / Math.sqrt(norm[k] + epsilon) : 1))
  return {
    weights: Array.from({ length: inputs }, (_, j) => columns.map(k => factors[k] * values[j * outputs + k])),
    biases: columns.map(k => (norm ? part('shifts')[k] - factors[k] * part('means')[k] : part('biases')[k])),
  }
}

/** What layers say of a row in double precision, and on the way: the sums of each layer, and what goes into each. */
export function throughLayers(layers: readonly Layer[], row: readonly number[], activation: Activation) {
  const [sums, values] = [[] as number[][], [[...row]]]
  for (const [i, { weights, biases }] of layers.entries()) {
    const z = biases.map((b, k) => weights.reduce((sum, w, j) => sum + w[k] * values[i][j], b))
    sums.push(z)
    values.push(i === layers.length - 1 ? z : z.map(x => activationValue(activation, x)))
  }
  return { sums, values, scores: values.at(-1)! }
}
