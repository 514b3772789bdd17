import { type Activation, slopeNeedsInput } from '../kernels/activation'
import {
  convolution as convolve,
  convolutionFilterGradient,
  convolutionInputGradient,
} from '../kernels/convolution/convolution'
import { outputSize, type Walk } from '../kernels/convolution/window'
import { elementwise } from '../kernels/elementwise/elementwise'
import { type Pooling, pooling, poolingGradient, type PoolingOptions } from '../kernels/pooling/pooling'
import { empty } from '../tensor/tensor'
import { activate, summed } from './arithmetic'
import { adding, type Tape, type Variable } from './tape'

/**
 * activation(images ⋆ filters + biases): images n × height × width × channels, filters rows × columns × channels × outputs. The size of
 * the result follows from stride and padding, which is the same on both sides.
 */
export function convolution(
  tape: Tape,
  images: Variable,
  filters: Variable,
  biases: Variable | undefined,
  { activation = 'linear', ...walk }: Walk & { activation?: Activation } = {},
): Variable {
  if (slopeNeedsInput(activation)) return activate(tape, convolution(tape, images, filters, biases, walk), activation)
  const { device } = tape
  const outputs = filters.value.shape[3]
  const y: Variable = tape.record(
    [images.value.shape[0], ...sizeAfter(images, filters.value.shape, walk), outputs],
    biases ? [images, filters, biases] : [images, filters],
    out =>
      convolve(device, images.value, filters.value, out, {
        ...walk,
        activation,
        ...(biases && { bias: biases.value }),
      }),
    (dy, give) => {
      using inner = device.scope()
      let dz = dy
      if (activation !== 'linear') {
        dz = empty(inner, dy.shape)
        elementwise(device, `${activation}Gradient`, [dy, y.value], dz)
      }
      give(filters, (out, more) => convolutionFilterGradient(device, images.value, dz, out, walk, more))
      if (biases) give(biases, (out, more) => summed(tape, dz, out, more))
      give(images, (out, more) => convolutionInputGradient(device, dz, filters.value, out, walk, more))
    },
  )
  return y
}

/**
 * The transpose of a convolution (Zeiler et al., 2010): images n × height × width × inputs grow by the stride to n × rows × columns ×
 * outputs; filters rows × columns × outputs × inputs, as the convolution back would have them. For decoders and generators.
 */
export function upConvolution(
  tape: Tape,
  images: Variable,
  filters: Variable,
  { stride = [1, 1], padding = [0, 0] }: Walk = {},
): Variable {
  const { device } = tape
  const walk = { stride, padding } as const
  const [n, ...sides] = images.value.shape as [number, number, number, number]
  const { shape } = filters.value
  const grown = [0, 1].map(side => (sides[side] - 1) * stride[side] + shape[side] - 2 * padding[side])
  return tape.record(
    [n, ...grown, shape[2]],
    [images, filters],
    out => convolutionInputGradient(device, images.value, filters.value, out, walk),
    (dy, give) => {
      give(filters, (out, more) => convolutionFilterGradient(device, dy, images.value, out, walk, more))
      give(images, (out, more) => adding(tape, out, more, into => convolve(device, dy, filters.value, into, walk)))
    },
  )
}

/** Largest number or mean of every window of images n × height × width × channels. */
export function pool(tape: Tape, kind: Pooling, images: Variable, options: PoolingOptions): Variable {
  const { device, scope } = tape
  const [n, , , channels] = images.value.shape as [number, number, number, number]
  const shape = [n, ...sizeAfter(images, options.window, options), channels]
  const places = kind === 'max' ? empty(scope, shape) : undefined
  return tape.record(
    shape,
    [images],
    out =>
      places
        ? pooling(device, 'max', images.value, out, { ...options, places })
        : pooling(device, 'average', images.value, out, options),
    (dy, give) =>
      give(images, (out, accumulate) =>
        poolingGradient(device, kind, dy, out, { ...options, accumulate, ...(places && { places }) }),
      ),
  )
}

/** Rows and columns of the result of a walk over images. */
function sizeAfter(
  images: Variable,
  [rows, columns]: readonly number[],
  { stride = [1, 1], padding = [0, 0] }: Walk,
): [number, number] {
  const [, height, width] = images.value.shape as [number, number, number, number]
  return [outputSize(height, rows, stride[0], padding[0]), outputSize(width, columns, stride[1], padding[1])]
}
