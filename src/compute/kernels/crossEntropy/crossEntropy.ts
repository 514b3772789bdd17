import type { Device } from '../../device/device'
import { boundPart, describe, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { rowPieces } from '../pieces'
import { rowsSource, rowWalk, teamed } from '../rows'
import { ShapedKernel } from '../shapedKernel'
import source from './crossEntropy.wgsl?raw'

const [uniforms, arrays] = [
  { rows: 'u32', size: 'u32', scale: 'f32' },
  { x: 'read', labels: 'read', weights: 'read', loss: 'write', gradient: 'write' },
] as const
const made = (written: readonly string[]): ShapedKernel =>
  new ShapedKernel('crossEntropy', source + rowsSource(['x'], written) + activationSource, uniforms, arrays)
const [graded, plain] = [made(['gradient']), made([])]

export interface CrossEntropyOptions {
  /** Of each row, n. */
  weights?: Tensor
  /** Factor of the gradient, such as 1 ÷ n for that of the mean; 1 unless given. */
  scale?: number
  /** Whether a workgroup shares a row; chosen by the adapter unless given. */
  team?: boolean
}

/**
 * loss (n) = weight · (ln Σ_j e^x_j − x_label), and gradient (n × c) = scale · weight · (softmax(x) − onehot(label)), of logits x (n × c)
 * and labels (n, u32), in one launch. Stable for any finite logits; a loss near 0 keeps its digits. A label ≥ c leaves its row
 * out: loss 0, gradient 0. Errors: a plain `Error` for shapes that do not fit.
 */
export function crossEntropy(
  device: Device,
  logits: Tensor,
  labels: Tensor,
  loss: Tensor,
  gradient: Tensor | undefined,
  { weights, scale = 1, team }: CrossEntropyOptions = {},
): void {
  const [rows, size] = logits.shape
  if (rows === undefined || size === undefined || logits.shape.length !== 2 || size === 0)
    throw new Error(`crossEntropy: logits are n × c, not ${describe(logits.shape)}.`)
  for (const of of [labels, loss, ...(weights ? [weights] : [])])
    if (String(of.shape) !== String([rows]))
      throw new Error(`crossEntropy: ${describe(of.shape)} does not go with logits of ${describe(logits.shape)}.`)
  if (gradient && String(gradient.shape) !== String(logits.shape))
    throw new Error(`crossEntropy: a gradient of ${describe(gradient.shape)} for logits of ${describe(logits.shape)}.`)
  const kernels = gradient ? graded : plain
  for (const { start, count } of rowPieces(device, rows, size)) {
    const part = (tensor: Tensor, each: number): GPUBufferBinding =>
      boundPart(tensor, start * each, (start + count) * each)
    const bindings = {
      x: part(logits, size),
      labels: part(labels, 1),
      ...(weights && { weights: part(weights, 1) }),
      loss: part(loss, 1),
      ...(gradient && { gradient: part(gradient, size) }),
    }
    const names = Object.keys(bindings)
    const { groups, walk } = rowWalk(count, size, team ?? teamed(device, size))
    device.run(kernels.of(names), {
      bindings,
      uniforms: { rows: count, size, scale },
      groups,
      variant: {
        ...walk,
        graded: Number(gradient !== undefined),
        weighted: Number(weights !== undefined),
        activation: 0,
        ...kernels.slots(names),
      },
      work: (gradient ? 36 : 24) * count * size,
    })
  }
}
