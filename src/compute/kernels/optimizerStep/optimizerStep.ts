import type { Device } from '../../device/device'
import { kernel } from '../../device/kernel'
import { sizeOf, type Tensor } from '../../tensor/tensor'
import { loopGroups } from '../pieces'
import source from './optimizerStep.wgsl?raw'

/** Methods by their numbers in the shader. */
export const methods = { sgd: 0, momentum: 1, nesterov: 2, adagrad: 3, rmsProp: 4, adam: 5, adamW: 6 } as const

export type Method = keyof typeof methods

export interface StepSettings {
  method: Method
  learningRate: number
  /** Steps taken before this one. */
  step: number
  /** Weight decay of the first `decayed` numbers: added to the gradient, or for adamW taken off the value (Loshchilov and Hutter, 2019). */
  decay: number
  decayed: number
  /** Share of the old average of gradients (momentum, β₁) and of squares (ρ, β₂). */
  momentum: number
  squares: number
  epsilon: number
  /** Longest gradient of all parameters together; 0 for none. */
  clip: number
}

export interface StepState {
  values: Tensor
  gradients: Tensor
  /** Moving averages of gradients and of squares, the size of `values`; 0 at the start. Methods that keep none are given any. */
  first: Tensor
  second: Tensor
  /** One number: the sum of squares of all gradients. Read when `clip` is above 0. */
  norm: Tensor
}

const optimizerKernel = kernel({
  name: 'optimizerStep',
  source,
  bindings: { gradients: 'read', norm: 'read', values: 'write', first: 'write', second: 'write' },
  uniforms: {
    start: 'u32',
    quads: 'u32',
    decayedQuads: 'u32',
    rate: 'f32',
    decay: 'f32',
    momentum: 'f32',
    squares: 'f32',
    epsilon: 'f32',
    firstBias: 'f32',
    secondBias: 'f32',
    clip: 'f32',
  },
})

/**
 * One step of an optimizer over n parameters in place; n and `decayed` are multiples of 4. One launch (one for every binding's worth).
 * Formulas: twin.ts. The bias corrections of adam are powers formed in double precision on the host.
 */
export function optimizerStep(device: Device, state: StepState, settings: StepSettings): void {
  const quads = sizeOf(state.values.shape) / 4
  const piece = Math.floor(device.bindingLimit / 256) * 16
  const { method, momentum, squares, step, decayed, decay, epsilon, clip } = settings
  for (let start = 0; start < quads; start += piece) {
    const count = Math.min(piece, quads - start)
    const part = ({ buffer, offset }: Tensor): GPUBufferBinding => ({
      buffer,
      offset: offset + start * 16,
      size: count * 16,
    })
    device.run(optimizerKernel, {
      bindings: {
        values: part(state.values),
        gradients: part(state.gradients),
        first: part(state.first),
        second: part(state.second),
        norm: { buffer: state.norm.buffer, offset: state.norm.offset, size: 16 },
      },
      uniforms: {
        start,
        quads: count,
        decayedQuads: decayed / 4,
        rate: settings.learningRate,
        decay,
        momentum,
        squares,
        epsilon,
        firstBias: 1 - momentum ** (step + 1),
        secondBias: 1 - squares ** (step + 1),
        clip,
      },
      groups: [loopGroups(device, count, 4)],
      variant: { method: methods[method] },
      work: count * 40,
    })
  }
}
