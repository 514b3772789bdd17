import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { valuesOf } from '../../shared/pipeline/validate'
import type { Device } from '../device/device'
import type { Output } from '../engine/node'
import { Tables } from '../engine/rows'
import { digitsOf, holds, type Worked } from '../engine/worked'
import type { Frame } from '../frame/frame'
import type { State } from '../frame/state'
import { nodeSpecs, nodeTypes } from '../nodes/registry'
import { runType } from './run'

export interface ExampleCase {
  frame: Frame
  params?: Record<string, unknown>
  /** What the node says follows from no state that could be wrong. */
  stateless?: true
}

/**
 * Tests of a node's `example.ts`, by name of the case: on every suggested row and the last each line holds, every formula is KaTeX and every
 * line has as many cells as the head; and some line does not hold where the node had learned something else.
 */
export function testExample(device: Device, type: string, cases: Readonly<Record<string, ExampleCase>>): void {
  describe.each(Object.entries(cases))('worked through, %s', (_, { frame, params, stateless }) => {
    it('holds line by line', () => workedThrough(device, type, frame, params))

    if (stateless) return
    it('does not hold when the node had learned something else', async () => {
      const { output, ask } = await workable(device, type, frame, params)
      const { suggested } = await ask()
      const keys = Object.keys(stateOf(output))
      const tried = keys.flatMap(key => suggested.map(({ row }) => wrongWith(spoilt(output, key), row, ask)))
      const wrong = await Promise.all(tried)
      // A state of nothing but names is refused, whichever of them is another.
      if (!wrong.every(lines => lines === undefined)) expect(wrong.flatMap(lines => lines ?? [])).not.toEqual([])
    })
  })
}

/** Works a node's example through, as `testExample` does. Gives what was made of the first row that it suggests. */
export async function workedThrough(
  device: Device,
  type: string,
  frame: Frame,
  params: Record<string, unknown> = {},
): Promise<Worked> {
  const { ask } = await workable(device, type, frame, params)
  const first = await ask()
  expect(first.row).toBe(first.suggested[0].row)
  for (const row of [...first.suggested.map(s => s.row), first.rows - 1]) {
    const { steps } = await ask({ row })
    expect(steps.length).toBeGreaterThan(0)
    for (const { lines, head, formula, filled } of steps) {
      expect(lines.length).toBeGreaterThan(0)
      expect(wrongIn(lines)).toEqual([])
      for (const line of lines) expect(line.cells).toHaveLength(head.length - 2)
      for (const text of [formula, filled])
        expect(() => katex.renderToString(text, { throwOnError: true, strict: 'error' })).not.toThrow()
    }
  }
  return first
}

type Ask = (at?: { row?: number; vary?: string }, of?: Output) => Promise<Worked>

/** A node run on a frame, and what can be asked of its work on a row; of another output too, as if the run had given it. */
export async function workable(
  device: Device,
  type: string,
  frame: Frame,
  params: Record<string, unknown> = {},
): Promise<{ output: Output; ask: Ask }> {
  const output = await runType(device, type, frame, params)
  const taken = { type, params: valuesOf({ id: 'n', type, params }, nodeSpecs.get(type)!), seed: 42, frame }
  const ask: Ask = (at, of = output) => {
    const tables = new Tables(nodeTypes, { table: () => Promise.reject(new Error('no files')) })
    tables.keep('n', of, taken)
    return tables.answer<'example'>({ is: 'example', node: 'n', ...at })
  }
  return { output, ask }
}

/** The lines that do not hold, each with both of its values. */
export const wrongIn = (lines: Worked['steps'][number]['lines']): string[] =>
  lines
    .filter(line => !holds(line))
    .map(line => `${line.name}: ${line.value} and ${line.again}, ${digitsOf(line)} digits`)

/** Lines that do not hold; undefined where the state names columns or classes that are not there: no wrong model but no model. */
const wrongWith = (output: Output, row: number, ask: Ask): Promise<string[] | undefined> =>
  ask({ row }, output).then(
    ({ steps }) => wrongIn(steps.flatMap(step => step.lines)),
    () => undefined,
  )

/** The state of the model, or of the last step on the table. */
const stateOf = ({ model, frame }: Output): State => model?.state ?? frame!.steps.at(-1)!.state

/** An output whose state has another value under one key. */
function spoilt(output: Output, key: string): Output {
  const state = { ...stateOf(output), [key]: spoiled(stateOf(output)[key]) }
  if (output.model) return { ...output, model: { ...output.model, state } }
  const { steps } = output.frame!
  return { ...output, frame: { ...output.frame!, steps: [...steps.slice(0, -1), { ...steps.at(-1)!, state }] } }
}

/** Every number moved by a hundredth of itself, every word changed. */
function spoiled(value: State[string]): State[string] {
  if (value instanceof Float64Array) return value.map((x, i) => x * 1.02 + (i % 2 === 0 ? 0.05 : -0.03))
  if (typeof value === 'string') return `${value}?`
  if (typeof value === 'number') return value * 1.05 + 0.01
  if (Array.isArray(value)) return (value as State[string][]).map(spoiled)
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoiled(v)]))
  return value
}
