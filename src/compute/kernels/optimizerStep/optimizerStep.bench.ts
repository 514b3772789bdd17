import { zeros } from '../../tensor/tensor'
import type { KernelBench } from '../../testing/bench'
import { optimizerStep } from './optimizerStep'

const count = 2 ** 20

export const bench: KernelBench = {
  name: 'optimizerStep',
  cases: [
    {
      title: 'adam, 1,048,576 parameters',
      // Reads four arrays and writes three.
      work: { bytes: 7 * 4 * count },
      prepare: (device, scope) => {
        const [values, gradients, first, second, norm] = Array.from({ length: 5 }, () => zeros(scope, [count]))
        const state = { values: values, gradients: gradients, first: first, second: second, norm: norm }
        return () =>
          optimizerStep(device, state, {
            method: 'adam',
            learningRate: 1e-3,
            step: 0,
            decay: 0,
            decayed: 0,
            momentum: 0.9,
            squares: 0.999,
            epsilon: 1e-8,
            clip: 0,
          })
      },
    },
  ],
}
