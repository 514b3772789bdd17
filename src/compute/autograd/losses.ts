import { crossEntropy } from '../kernels/crossEntropy/crossEntropy'
import { pointLoss, type PointLoss, type PointLossOptions } from '../kernels/pointLoss/pointLoss'
import { reduce } from '../kernels/reduce/reduce'
import { empty, sizeOf, type Tensor } from '../tensor/tensor'
import { times } from './arithmetic'
import type { Tape, Variable } from './tape'

/**
 * Mean over the rows of the cross-entropy between softmax(logits), n × classes, and labels (n, u32). Loss and gradient come from one
 * launch on the way forward. `weights`: of each row; the mean is still over n.
 */
export function softmaxCrossEntropy(tape: Tape, logits: Variable, labels: Tensor, weights?: Tensor): Variable {
  const [n] = logits.value.shape
  return meanOf(tape, logits, [n], (loss, gradient) =>
    crossEntropy(tape.device, logits.value, labels, loss, gradient, { scale: 1 / n, ...(weights && { weights }) }),
  )
}

/** Mean of a loss between each prediction and its target, of one shape: squared error, Huber's, binary cross-entropy of logits. */
export function meanLoss(
  tape: Tape,
  kind: PointLoss,
  predictions: Variable,
  targets: Tensor,
  options: Omit<PointLossOptions, 'scale'> = {},
): Variable {
  const { shape } = predictions.value
  return meanOf(tape, predictions, shape, (loss, gradient) =>
    pointLoss(
      tape.device,
      kind,
      predictions.value,
      targets,
      { loss, gradient },
      { ...options, scale: 1 / sizeOf(shape) },
    ),
  )
}

/** One number, the mean of losses of `shape`; `launch` writes them and the gradient of their mean. */
function meanOf(
  tape: Tape,
  input: Variable,
  shape: readonly number[],
  launch: (loss: Tensor, gradient: Tensor | undefined) => void,
): Variable {
  const { device, scope } = tape
  using inner = device.scope()
  const each = empty(inner, shape)
  const gradient = input.wanted ? empty(scope, input.value.shape) : undefined
  launch(each, gradient)
  return tape.record(
    [],
    [input],
    out => reduce(device, 'mean', each, out),
    (dy, give) => give(input, (out, more) => times(tape, gradient!, dy, out, more)),
  )
}
