import type { Device } from '../../device/device'
import type { Size } from './blocks'

/** A way to compute a product: a kernel and the numbers that its text is expanded with. */
export type Variant =
  | { kind: 'direct'; rows: number; columns: number }
  | { kind: 'tiled'; rows: number; columns: number; depth: number }
  | { kind: 'panels'; rows: number; columns: number; width: number; lanes: number }

export const nameOf = (v: Variant): string =>
  `${v.kind} ${v.rows}×${v.columns}${v.kind === 'panels' && v.lanes > 0 ? ` by ${v.lanes}` : ''}`

const direct = (rows: number, columns: number): Variant => ({ kind: 'direct', rows, columns })
const tiled = (rows: number): Variant => ({ kind: 'tiled', rows, columns: rows, depth: 64 / rows })

/**
 * What may compute a product of this size on this device, the one to expect the best of first. Software adapters want panels, and hold
 * four registers of rows; GPUs want tiles in workgroup memory. Small and narrow products are not worth packing.
 */
export function candidatesOf(device: Device, { m, n, k }: Size): Variant[] {
  const lanes = device.subgroupSize
  const panels = (rows: number): Variant => ({ kind: 'panels', rows, columns: 8, width: 8, lanes })
  const plain: Variant = { kind: 'panels', rows: 8, columns: 8, width: 8, lanes: 0 }
  const spread = [4, 8].includes(lanes) ? [panels(4 * lanes), panels(lanes === 8 ? 16 : 32)] : []
  const narrow = Math.min(m, n) <= 16 || m * n * k <= 2 ** 17
  const few = direct(4, n <= 4 ? 4 : n <= 8 ? 8 : 4)
  if (device.info.software) return narrow ? [few, ...spread.slice(0, 1)] : [...spread, plain]
  if (narrow) return [few, tiled(4)]
  const large = m * n >= 2 ** 20
  return large ? [tiled(8), tiled(4)] : [tiled(4), tiled(8)]
}
