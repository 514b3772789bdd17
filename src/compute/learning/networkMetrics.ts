import { elementwise } from '../kernels/elementwise/elementwise'
import { reduce } from '../kernels/reduce/reduce'
import { empty } from '../tensor/tensor'
import type { Metric } from './networkPass'

/** Share of rows whose largest of n × K scores is at their label, `y` of the batch. */
export const accuracy: Metric = {
  label: 'Accuracy',
  better: 'high',
  of({ device, tape: { scope } }, { value: scores }, batch) {
    const labels = batch['y']
    const [best, hits, share] = [empty(scope, labels.shape), empty(scope, labels.shape), empty(scope, [])]
    reduce(device, 'argmax', scores, best, [-1])
    elementwise(device, 'sameBits', [best, labels], hits)
    reduce(device, 'mean', hits, share)
    return share
  },
}

/** Root of a mean squared error, in units of which the network's own are `scale`. */
export const rootMeanSquare = (scale: number): Metric => ({
  label: 'Root mean squared error',
  better: 'low',
  shown: mean => scale * Math.sqrt(mean),
})
