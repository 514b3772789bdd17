import { expect, it } from 'vitest'
import { LatheError } from '../../../shared/errors'
import { evaluationOf } from '../../../shared/results/evaluation'
import type { NodeSpec } from '../../../shared/node'
import type { Device } from '../../device/device'
import type { Frame } from '../../frame/frame'
import { testNumbers } from '../../testing/frames'
import { runType } from '../../testing/run'
import { frameFor, notesOf } from './subjects'

const n = 90
const [a, b, noise] = [testNumbers(n, 1), testNumbers(n, 2), testNumbers(n, 9)]
const score = (i: number): number => a[i] - b[i] + 0.7 * noise[i]

/** Tables that single precision does not hold, each with what is learned from it: a score that classes or values follow. */
const tables: Record<string, (spec: NodeSpec) => Frame> = {
  'offsets of a million': spec => frameFor(spec, { a: a.map(x => 1e6 + x), b: b.map(x => x - 1e6) }, score),
  'twins 1e-7 apart': spec => frameFor(spec, { a, twin: a.map((x, i) => x + 1e-7 * noise[i]), b }, score),
  'powers of 2,000': spec => {
    const year = Float64Array.from(a, (_, i) => 1955 + i)
    return frameFor(spec, { year, square: year.map(x => x ** 2), cube: year.map(x => x ** 3) }, score)
  },
  'a value 1e12 times the rest, held out': spec =>
    frameFor(
      spec,
      { a: a.map((x, i) => (i === 7 ? 1e12 : x)), b },
      score,
      Array.from(a, (_, i) => (i === 7 ? 2 : 0)),
    ),
  'a value 1e9 times the rest': spec => frameFor(spec, { a: a.map((x, i) => (i === 7 ? 1e9 : x)), b }, score),
}

/**
 * Figures that a fit tells of its training rows are those of what the model says of the same rows, to 1e-6; where that cannot be had,
 * the result says so. What is compared, a folder says in its `laws.ts`: `figures` beside those of evaluate, or `agrees` on its own.
 */
export function digitsLaw(device: Device, spec: NodeSpec): void {
  const { params = {}, figures, agrees, exceptions = {} } = notesOf(spec)
  const name = 'tells the figures that evaluate finds'
  if (exceptions[name] !== undefined) {
    it(`is excused from "${name}": ${exceptions[name]}`, () => expect(exceptions[name].length).toBeGreaterThan(20))
    return
  }
  if (!figures && !agrees) {
    it('says in laws.ts which figures of its training rows evaluate finds too', () => expect(figures).toBeDefined())
    return
  }
  it.each(Object.keys(tables))(`${name}: %s`, async table => {
    const output = await runType(device, spec.type, tables[table](spec), params).catch((error: unknown) => error)
    if (output instanceof LatheError) return expect(output.code, output.message).toMatch(/^(data|numeric)$/)
    if (output instanceof Error) throw output
    const run = output as Awaited<ReturnType<typeof runType>>
    if (/digits/.test(run.warnings.join())) return
    const pairs = agrees ? await agrees(run) : []
    if (figures) {
      const { summary } = await runType(device, 'evaluate', run.frame!)
      const [model] = Object.values(evaluationOf(summary)!.models)
      const found = model.parts.find(part => part.name !== 'test')!.figures
      for (const [figure, told] of Object.entries(await figures(run.summary, run)))
        pairs.push([figure, told, found[figure]])
    }
    expect(pairs.length).toBeGreaterThan(0)
    for (const [what, told, found] of pairs) {
      const apart = Math.abs(told! - found!)
      expect(apart, `${what}: ${told} and ${found}`).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(told!), 1e-3))
    }
  })
}
