import type { Device } from '../../device/device'
import type { Tensor } from '../../tensor/tensor'
import type { Activation } from '../activation'
import type { Places } from './window'

/** Sizes of a convolution: `inner` numbers under a window, and what it makes of them. */
export interface Sizes {
  places: Places
  inner: number
  outputs: number
}

/** A way to compute the three products of a convolution. Filters and their gradient are matrices, inner × outputs. */
export interface Products {
  forward(
    device: Device,
    sizes: Sizes,
    images: Tensor,
    filters: Tensor,
    out: Tensor,
    ending: { bias: Tensor | undefined; activation: Activation },
  ): void
  /** `add`: to what `gradient` holds. */
  filters(device: Device, sizes: Sizes, images: Tensor, outGradient: Tensor, gradient: Tensor, add: boolean): void
  images(device: Device, sizes: Sizes, outGradient: Tensor, filters: Tensor, gradient: Tensor, add: boolean): void
}
