import type { Device } from '../../device/device'
import { describe, sizeOf } from '../../tensor/tensor'

/** An array as kept × n × inner, of which n is reduced. */
export interface Layout {
  kept: number
  n: number
  inner: number
}

/** Axes counted from the front, ascending. Errors: a plain `Error` for an axis that is not there or named twice. */
export function axesFromFront(shape: readonly number[], axes: readonly number[]): number[] {
  const front = axes.map(axis => (axis < 0 ? shape.length + axis : axis)).sort((a, b) => a - b)
  if (front.some((axis, i) => !(axis >= 0 && axis < shape.length) || axis === front[i - 1]))
    throw new Error(`Axes ${axes.join(', ')} are not axes of ${describe(shape)}.`)
  return front
}

/** The layout when the axes stand side by side (axes of size 1 aside); otherwise undefined. `axes` as from `axesFromFront`. */
export function layoutOf(shape: readonly number[], axes: readonly number[]): Layout | undefined {
  const reduced = shape.map((_, axis) => axes.includes(axis))
  const long = shape.map((_, axis) => axis).filter(axis => shape[axis] !== 1 && reduced[axis])
  const [first, last] = long.length > 0 ? [long[0], long.at(-1)!] : [shape.length, shape.length]
  const between = shape.slice(first, last + 1).some((size, i) => size !== 1 && !reduced[first + i])
  if (between) return undefined
  return {
    kept: sizeOf(shape.slice(0, first)),
    n: sizeOf(shape.slice(first, last + 1)),
    inner: sizeOf(shape.slice(last + 1)),
  }
}

/** Numbers `from` … `to` − 1 of n, walked in chunks of `length` numbers each (across) or each 64. */
export interface Piece {
  from: number
  to: number
  chunks: number
  length: number
}

/**
 * How one stage walks a layout: in pieces whose numbers one binding holds, each in as many chunks as keep the adapter busy. Few, long
 * loops are best on software adapters; a launch costs as much as 512 steps there.
 */
export function piecesOf(device: Device, layout: Layout, limit: number): Piece[] {
  const { kept, n, inner } = layout
  const across = inner > 1
  const most = kept * n * inner <= limit ? n : Math.floor(limit / inner / 64) * 64
  if (most === 0) throw new Error(`A row of ${inner} numbers is beyond a binding's limit.`)
  const tasks = across ? kept * Math.ceil(inner / 4) : kept
  const short = device.info.software ? 512 : 64
  const pieces: Piece[] = []
  for (let from = 0; from < n; from += most) {
    const to = Math.min(n, from + most)
    const steps = across ? to - from : Math.ceil((to - from) / 4)
    const wanted = steps <= short ? 1 : Math.min(Math.ceil(device.lanes / tasks), Math.ceil(steps / 32))
    if (across) {
      const length = Math.ceil((to - from) / wanted)
      pieces.push({ from, to, length, chunks: Math.ceil((to - from) / length) })
    } else {
      // Partials in whole quads; chunks beyond 64 in ranges of 64.
      const unit = wanted > 64 ? 64 : wanted > 4 ? 4 : 1
      const chunks = Math.ceil(wanted / unit) * unit
      const length = Math.ceil((to - from) / 4 / Math.ceil(chunks / 64)) * 4
      pieces.push({ from, to, length, chunks })
    }
  }
  return pieces
}
