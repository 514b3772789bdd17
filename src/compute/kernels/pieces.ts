import { LatheError } from '../../shared/errors'
import type { Device } from '../device/device'

/** Rows `start` … `start + count` − 1. */
export interface RowPiece {
  start: number
  count: number
}

/** Numbers a launch may take on a software adapter, where each costs an exponential or so: 60 ms of SwiftShader. */
const softwareNumbers = 2 ** 22

/**
 * Cuts rows of `size` numbers so that a binding holds each piece, and so that a launch stays short on software adapters. Pieces begin at
 * multiples of 64 rows, where bindings may. Errors: `data` when no binding holds 64 rows.
 */
export function rowPieces(device: Device, rows: number, size: number): RowPiece[] {
  const aligned = (numbers: number): number => Math.floor(numbers / Math.max(1, size) / 64) * 64
  let step = rows
  if (rows * size > device.bindingLimit / 4) step = aligned(device.bindingLimit / 4)
  if (step === 0 && rows > 0) throw beyondBinding(`64 rows of ${size} numbers`)
  if (device.info.software && step > 64) step = Math.min(step, Math.max(64, aligned(softwareNumbers)))
  const pieces: RowPiece[] = []
  for (let start = 0; start < rows; start += step) pieces.push({ start, count: Math.min(step, rows - start) })
  return pieces
}

/** For what cannot be cut into pieces that the adapter binds. `what` it is, in the plural. */
export function beyondBinding(what: string): LatheError {
  return new LatheError({
    code: 'data',
    message: `${what} are more than this adapter can hold side by side.`,
    remedy: 'Keep fewer features, smaller images or smaller batches, or use an adapter that binds larger buffers.',
  })
}

/** So many groups in a grid within the limit of a dimension; the shader counts `group.y * groups.x + group.x`. */
export function gridOf(groups: number): [number, number] {
  const x = Math.min(65_535, groups)
  return [x, Math.ceil(groups / Math.max(1, x))]
}

/** Groups of 64 invocations for so many tasks, one each, as `gridOf`. */
export function groupsOf(tasks: number): [number, number] {
  return gridOf(Math.ceil(tasks / 64))
}

/** Groups of 64 invocations that loop over so many items: as many as keep the adapter busy, each invocation with at least `each` items. */
export function loopGroups(device: Device, items: number, each = 1): number {
  return Math.max(1, Math.min(device.lanes / 64, Math.ceil(items / (64 * each))))
}
