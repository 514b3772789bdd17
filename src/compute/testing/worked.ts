import katex from 'katex'
import { expect } from 'vitest'
import { valuesOf } from '../../shared/pipeline/validate'
import type { Device } from '../device/device'
import { Tables } from '../engine/rows'
import { digitsOf, holds, type Worked } from '../engine/worked'
import type { Frame } from '../frame/frame'
import { nodeSpecs, nodeTypes } from '../nodes/registry'
import { runType } from './run'

/**
 * Runs a node and works its example through on every row it suggests: each line must hold, every formula be KaTeX, every line
 * have as many cells as the head. Gives what was made of the first.
 */
export async function workedThrough(
  device: Device,
  type: string,
  frame: Frame,
  params: Record<string, unknown> = {},
): Promise<Worked> {
  const output = await runType(device, type, frame, params)
  const tables = new Tables(nodeTypes, { table: () => Promise.reject(new Error('no files')) })
  tables.keep('n', output, { type, params: valuesOf({ id: 'n', type, params }, nodeSpecs.get(type)!), seed: 42, frame })
  const ask = (row?: number): Promise<Worked> =>
    tables.answer<'example'>({ is: 'example', node: 'n', ...(row !== undefined && { row }) })
  const first = await ask()
  for (const { row } of first.suggested) {
    const { steps } = await ask(row)
    expect(steps.length).toBeGreaterThan(0)
    for (const { lines, head, formula, filled } of steps) {
      expect(lines.length).toBeGreaterThan(0)
      const wrong = lines.filter(l => !holds(l)).map(l => `${l.name}: ${l.value} and ${l.again}, ${digitsOf(l)} digits`)
      expect(wrong).toEqual([])
      for (const line of lines) expect(line.cells).toHaveLength(head.length - 2)
      for (const text of [formula, filled])
        expect(() => katex.renderToString(text, { throwOnError: true, strict: 'error' })).not.toThrow()
    }
  }
  return first
}
