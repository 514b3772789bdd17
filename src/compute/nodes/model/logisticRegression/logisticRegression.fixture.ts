import { expect } from 'vitest'
import type { Device } from '../../../device/device'
import { columnNamed, type Frame, isNumeric } from '../../../frame/frame'
import { frameOf } from '../../../testing/frames'
import { runType, type TestRun } from '../../../testing/run'

export type Fit = (frame: Frame, params?: Record<string, unknown>, signal?: AbortSignal) => Promise<TestRun>

export const fitOn =
  (device: Device): Fit =>
  (frame, params = {}, signal) =>
    runType(device, 'model.logisticRegression', frame, params, signal ? { signal } : {})

/** A frame of golden features with an integer target, and weights where given. */
export function tableOf(table: { features: Record<string, number[]>; target: number[] }, weights?: number[]): Frame {
  const columns = { ...table.features, y: table.target, ...(weights && { w: weights }) }
  return frameOf(columns, { roles: { y: 'target', w: 'weight' }, kinds: { y: 'integer' } })
}

export async function numbersOf(frame: Frame, name: string): Promise<Float64Array> {
  const column = columnNamed(frame, name)
  if (!isNumeric(column)) throw new Error(`${name} has no numbers.`)
  return column.cells.numbers()
}

/** Every number within relative × |wanted| + absolute. */
export function close(got: unknown, wanted: readonly unknown[], relative: number, absolute = 0): void {
  const flat = (x: unknown): number[] => (Array.isArray(x) ? x.flatMap(flat) : [x as number])
  const [a, b] = [flat(got), flat(wanted)]
  expect(a).toHaveLength(b.length)
  b.forEach((value, i) => {
    expect(Math.abs(a[i] - value), `[${i}] ${a[i]} for ${value}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(value),
    )
  })
}
