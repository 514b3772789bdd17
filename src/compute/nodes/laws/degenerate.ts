import { expect, it } from 'vitest'
import { LatheError } from '../../../shared/errors'
import type { NodeSpec } from '../../../shared/node'
import type { Device } from '../../device/device'
import type { Frame } from '../../frame/frame'
import { testNumbers } from '../../testing/frames'
import { runType } from '../../testing/run'
import { nodeSpecs } from '../registry'
import { faultsOfFix } from './fixes'
import { cellsIn, frameFor, notesOf, strange } from './subjects'

const range = (n: number, f: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f(i))

const edges: Record<string, (spec: NodeSpec) => Frame> = {
  'one row': spec => frameFor(spec, { a: [1], b: [2] }, () => 1),
  'two rows': spec => frameFor(spec, { a: [1, 2], b: [2, 5] }, i => i - 0.5),
  'one feature': spec => frameFor(spec, { a: testNumbers(40, 1) }),
  'a constant column': spec => frameFor(spec, { a: testNumbers(40, 1), b: range(40, () => 3) }),
  'only constant columns': spec =>
    frameFor(spec, { a: range(40, () => 1e6), b: range(40, () => 3) }, i => (i % 2) - 0.5),
  'a duplicate column': spec => frameFor(spec, { a: testNumbers(40, 1), b: testNumbers(40, 1), c: testNumbers(40, 2) }),
  'a nearly duplicate column': spec =>
    frameFor(spec, {
      a: testNumbers(40, 1),
      b: testNumbers(40, 1).map((x, i) => x + 1e-10 * (i % 2)),
      c: testNumbers(40, 2),
    }),
  'more features than rows': spec =>
    frameFor(spec, Object.fromEntries(Array.from({ length: 30 }, (_, j) => [`x${j}`, testNumbers(12, j + 1)]))),
  'all rows equal': spec => frameFor(spec, { a: range(30, () => 2), b: range(30, () => 5) }, () => 1),
  'classes that separate': spec =>
    frameFor(spec, { a: range(40, i => i - 19.5), b: testNumbers(40, 2) }, i => i - 19.5),
  'one row of ten thousand is different': spec =>
    frameFor(spec, { a: testNumbers(10_000, 1), b: testNumbers(10_000, 2) }, i => (i === 4321 ? 1 : -1)),
  'a huge and a tiny column': spec =>
    frameFor(
      spec,
      { a: testNumbers(40, 1).map(x => 1e30 * x), b: testNumbers(40, 2).map(x => 1e-30 * x) },
      i => testNumbers(40, 1)[i] + 0.01,
    ),
  'huge beside tiny in one column': spec =>
    frameFor(spec, { a: range(40, i => (i % 2 ? 1e30 : 1e-30)), b: testNumbers(40, 2) }, i => (i % 3) - 1),
  'offsets of a million': spec =>
    frameFor(
      spec,
      { a: testNumbers(60, 1).map(x => 1e6 + x), b: testNumbers(60, 2).map(x => -1e6 + x) },
      i => testNumbers(60, 1)[i],
    ),
  'integers above 2^53': spec =>
    frameFor(spec, { a: range(40, i => 2 ** 60 + i * 2 ** 12), b: testNumbers(40, 2) }, i => i - 20),
}

/**
 * Data at the edge: each node gives finite numbers, or one sentence with a remedy. An internal error or a number that does not
 * exist is never an answer.
 */
export function edgeLaws(device: Device, spec: NodeSpec): void {
  const { type } = spec
  const { params = {} } = notesOf(spec)
  it.each(Object.keys(edges))('%s', async edge => {
    const outcome = await runType(device, type, edges[edge](spec), params).catch((error: unknown) => error)
    if (outcome instanceof LatheError) {
      expect(outcome.code, outcome.message).toMatch(/^(data|numeric)$/)
      expect(outcome.remedy?.text).toMatch(/\S/)
      expect(outcome.remedy?.fix ? faultsOfFix(outcome.remedy.fix, spec, nodeSpecs) : []).toEqual([])
      return
    }
    if (outcome instanceof Error) throw outcome
    const { summary, blocks = [], frame } = outcome as Awaited<ReturnType<typeof runType>>
    expect(strange(summary)).toEqual([])
    expect(strange(blocks)).toEqual([])
    expect(strange(await cellsIn(frame!))).toEqual([])
  })
}
