import type { Device } from '../../device/device'
import type { Size } from './blocks'

/** A way to compute a product: a kernel and the numbers that its text is expanded with. */
export type Variant =
  | { kind: 'direct'; rows: number; columns: number }
  | { kind: 'tiled'; rows: number; columns: number; depth: number }
  | { kind: 'panels'; rows: number; columns: number; width: number; lanes: number }

export const nameOf = (v: Variant): string =>
  `${v.kind} ${v.rows}×${v.columns}${v.kind === 'panels' && v.lanes > 0 ? ` by ${v.lanes}` : ''}`

const tiled = (rows: number): Variant => ({ kind: 'tiled', rows, columns: rows, depth: 64 / rows })

/**
 * What may compute a product of this size on this device, the one to expect the best of first. Software adapters want panels with four
 * registers of rows (67 GFLOPS on lavapipe, 7.6 on SwiftShader), GPUs tiles in workgroup memory. Small and narrow products are not worth
 * packing: the time goes into loads and launches.
 */
export function candidatesOf(device: Device, { m, n, k }: Size): Variant[] {
  const direct: Variant = { kind: 'direct', rows: 8, columns: 4 }
  const narrow = Math.min(m, n) <= 16 || m * n * k <= 2 ** 17
  if (!device.info.software) {
    if (narrow) return [direct, tiled(4)]
    return m * n >= 2 ** 20 ? [tiled(8), tiled(4)] : [tiled(4), tiled(8)]
  }
  const lanes = [4, 8].includes(device.subgroupSize) ? device.subgroupSize : 0
  const panels = (rows: number, columns = n <= 32 ? 4 : 8): Variant => ({
    kind: 'panels',
    rows,
    columns,
    width: 8,
    lanes,
  })
  if (narrow) return [direct, panels(lanes === 0 ? 8 : 16)]
  if (lanes === 0) return [panels(8), direct]
  return lanes === 8 ? [panels(32), panels(16)] : [panels(16), panels(32, 4)]
}
