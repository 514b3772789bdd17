import { type Activation, activationSlope, slopeNeedsInput } from '../../../kernels/activation'
import type { StepSettings } from '../../../kernels/optimizerStep/optimizerStep'
import { optimizerStepTwin } from '../../../kernels/optimizerStep/twin'
import { sharesOf } from '../../../learning/classes'
import { type Layer, throughLayers } from '../../../learning/networkLayers'

type Rows = readonly (readonly number[])[]

/** Epochs with all rows at once, in double precision: softmax and cross-entropy of class codes. Gives the layers afterwards. */
export function train(
  start: readonly Layer[],
  rows: Rows,
  codes: readonly number[],
  activation: Activation,
  epochs: number,
  settings: Omit<StepSettings, 'step' | 'decayed' | 'clip'>,
): Layer[] {
  const layers = start.map(({ weights, biases }) => ({ weights: weights.map(w => [...w]), biases: [...biases] }))
  const flat = (all: readonly Layer[]): number[] => [
    ...all.flatMap(l => l.weights.flat()),
    ...all.flatMap(l => l.biases),
  ]
  const count = flat(layers).length
  const decayed = layers.flatMap(l => l.weights.flat()).length
  const [first, second] = [new Float64Array(count), new Float64Array(count)]
  for (let step = 0; step < epochs; step++) {
    const slopes = layers.map(l => ({ weights: l.weights.map(w => w.map(() => 0)), biases: l.biases.map(() => 0) }))
    for (const [r, row] of rows.entries()) {
      const { sums, values, scores } = throughLayers(layers, row, activation)
      let delta = sharesOf(scores).map((p, k) => (p - Number(codes[r] === k)) / rows.length)
      for (let i = layers.length - 1; i >= 0; i--) {
        for (const [k, d] of delta.entries()) {
          slopes[i].biases[k] += d
          for (const [j, x] of values[i].entries()) slopes[i].weights[j][k] += d * x
        }
        if (i === 0) break
        const from = slopeNeedsInput(activation) ? sums[i - 1] : values[i]
        const next = delta
        delta = from.map(
          (x, j) => activationSlope(activation, x) * layers[i].weights[j].reduce((sum, w, k) => sum + w * next[k], 0),
        )
      }
    }
    const numbers = {
      values: Float64Array.from(flat(layers)),
      gradients: Float64Array.from(flat(slopes)),
      first,
      second,
    }
    optimizerStepTwin(numbers, { ...settings, step, decayed, clip: 0 })
    let at = 0
    for (const { weights } of layers) for (const w of weights) for (const k of w.keys()) w[k] = numbers.values[at++]
    for (const { biases } of layers) for (const k of biases.keys()) biases[k] = numbers.values[at++]
  }
  return layers
}
