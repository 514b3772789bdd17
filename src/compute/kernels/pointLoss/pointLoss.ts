import type { Device } from '../../device/device'
import { boundPart, describe, sizeOf, type Tensor } from '../../tensor/tensor'
import { activationSource } from '../activation'
import { groupsOf, rowPieces } from '../pieces'
import { ShapedKernel } from '../shapedKernel'
import source from './pointLoss.wgsl?raw'

const kernels = new ShapedKernel(
  'pointLoss',
  source + activationSource,
  { quads: 'u32', lanes: 'u32', delta: 'f32', scale: 'f32' },
  { x: 'read', wanted: 'read', weights: 'read', loss: 'write', gradient: 'write' },
)

const kinds = { squared: 0, huber: 1, binary: 2 } as const
export type PointLoss = keyof typeof kinds
export const pointLosses = Object.keys(kinds) as PointLoss[]

export interface PointLossOptions {
  /** Of each number, in the shape of the predictions. */
  weights?: Tensor
  /** Where Huber's loss turns linear; 1 unless given. */
  delta?: number
  /** Factor of the gradient; 1 unless given. */
  scale?: number
}

/**
 * Loss of every prediction x against its target t, and its gradient by x times `scale`, in one launch; either may be left out. All of one
 * shape. squared (x − t)²; huber ½ d² up to |d| = delta, then delta (|d| − ½ delta), with d = x − t (Huber, 1964); binary the
 * cross-entropy of sigmoid(x) with t in 0 … 1, of which also losses near 0 keep their digits.
 * Errors: a plain `Error` when shapes differ.
 */
export function pointLoss(
  device: Device,
  kind: PointLoss,
  predictions: Tensor,
  targets: Tensor,
  out: { loss?: Tensor; gradient?: Tensor | undefined },
  { weights, delta = 1, scale = 1 }: PointLossOptions = {},
): void {
  const arrays: Record<string, Tensor> = {
    x: predictions,
    wanted: targets,
    ...(weights && { weights }),
    ...(out.loss && { loss: out.loss }),
    ...(out.gradient && { gradient: out.gradient }),
  }
  for (const { shape } of Object.values(arrays))
    if (String(shape) !== String(predictions.shape))
      throw new Error(`pointLoss: ${describe(shape)} does not go with predictions of ${describe(predictions.shape)}.`)
  if (!out.loss && !out.gradient) return
  const names = Object.keys(arrays)
  for (const { start, count } of rowPieces(device, sizeOf(predictions.shape), 1)) {
    const quads = Math.ceil(count / 4)
    const groups = groupsOf(Math.min(quads, Math.max(device.lanes, Math.ceil(quads / 64))))
    device.run(kernels.of(names), {
      bindings: Object.fromEntries(names.map(name => [name, boundPart(arrays[name], start, start + count)])),
      uniforms: { quads, lanes: groups[0] * groups[1] * 64, delta, scale },
      groups,
      variant: {
        kind: kinds[kind],
        activation: 0,
        weighted: Number('weights' in arrays),
        lossy: Number('loss' in arrays),
        graded: Number('gradient' in arrays),
        ...kernels.slots(names),
      },
      work: 8 * count,
    })
  }
}
