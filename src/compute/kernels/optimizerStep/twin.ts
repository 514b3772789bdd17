import type { StepSettings } from './optimizerStep'

export interface Numbers {
  values: Float64Array
  gradients: Float64Array
  first: Float64Array
  second: Float64Array
}

/**
 * One step in double precision, in place. g is the gradient, shortened to `clip`, with weight decay added (adamW takes it off the value):
 * - sgd: θ −= η g
 * - momentum: v = μ v + g; θ −= η v (Polyak, 1964)
 * - nesterov: v = μ v + g; θ −= η (g + μ v) (Nesterov, 1983, as PyTorch writes it)
 * - adagrad: s += g²; θ −= η g ÷ (√s + ε) (Duchi, Hazan and Singer, 2011)
 * - rmsProp: s = ρ s + (1 − ρ) g²; θ −= η g ÷ (√s + ε) (Tieleman and Hinton, 2012)
 * - adam, adamW: m and s are averages of g and g², divided by 1 − βᵗ; θ −= η m ÷ (√s + ε) (Kingma and Ba, 2015)
 */
export function optimizerStepTwin({ values, gradients, first, second }: Numbers, settings: StepSettings): void {
  const { method, learningRate: rate, momentum, squares, epsilon, step, clip } = settings
  const length = Math.sqrt(gradients.reduce((sum, g) => sum + g * g, 0))
  const shorter = clip > 0 ? Math.min(1, clip / Math.max(length, 1e-30)) : 1
  for (let i = 0; i < values.length; i++) {
    const decay = i < settings.decayed ? settings.decay : 0
    let g = shorter * gradients[i]
    if (method === 'adamW') values[i] *= 1 - rate * decay
    else g += decay * values[i]
    switch (method) {
      case 'sgd':
        values[i] -= rate * g
        break
      case 'momentum':
      case 'nesterov':
        first[i] = momentum * first[i] + g
        values[i] -= rate * (method === 'momentum' ? first[i] : g + momentum * first[i])
        break
      case 'adagrad':
      case 'rmsProp':
        second[i] = method === 'adagrad' ? second[i] + g * g : squares * second[i] + (1 - squares) * g * g
        values[i] -= (rate * g) / (Math.sqrt(second[i]) + epsilon)
        break
      case 'adam':
      case 'adamW':
        first[i] = momentum * first[i] + (1 - momentum) * g
        second[i] = squares * second[i] + (1 - squares) * g * g
        values[i] -=
          (rate * (first[i] / (1 - momentum ** (step + 1)))) /
          (Math.sqrt(second[i] / (1 - squares ** (step + 1))) + epsilon)
    }
  }
}
