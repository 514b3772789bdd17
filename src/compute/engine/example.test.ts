import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { valuesOf } from '../../shared/pipeline/validate'
import { frameOf, testNumbers, type TestColumn } from '../testing/frames'
import { testDevice } from '../testing/device'
import { runType } from '../testing/run'
import type { Frame } from '../frame/frame'
import { nodeSpecs, nodeTypes } from '../nodes/registry'
import type { State } from '../frame/state'
import type { Output } from './node'
import { Tables } from './rows'
import { digitsOf, holds, type Worked, type WorkedLine } from './worked'

const device = await testDevice()

/** A bundled table; numbers where a column has nothing else, null where a cell is empty. */
function sample(name: string): Record<string, TestColumn> {
  const text = readFileSync(join(import.meta.dirname, '../../../resources/samples', `${name}.csv`), 'utf8')
  const [head, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(','))
  return Object.fromEntries(
    head.map((column, j) => {
      const cells = rows.map(r => (r[j] === '' || r[j] === 'NA' ? null : r[j]))
      const numbers = cells.every(c => c === null || Number.isFinite(Number(c)))
      return [column, numbers ? cells.map(c => (c === null ? null : Number(c))) : cells]
    }),
  )
}

const penguins = sample('penguins')
const parts = Array.from({ length: penguins['species'].length }, (_, i) => (i % 4 === 3 ? 2 : 0))
const split = (roles: Record<string, 'target' | 'ignored' | 'weight'>): Frame =>
  frameOf(penguins, { roles: { island: 'ignored', ...roles }, parts })

/** A node run on a frame, and what can be asked about it. */
async function ran(type: string, frame: Frame, params: Record<string, unknown> = {}) {
  const output = await runType(device, type, frame, params, { seed: 7 })
  const spec = nodeSpecs.get(type)!
  const taken = { type, params: valuesOf({ id: 'n', type, params }, spec), seed: 7, frame }
  return { output, taken, next: output.frame! }
}

function worked(output: Output, taken: Awaited<ReturnType<typeof ran>>['taken'], row?: number, vary?: string) {
  const tables = new Tables(nodeTypes, { table: () => Promise.reject(new Error('no files')) })
  tables.keep('n', output, taken)
  const at = { ...(row !== undefined && { row }), ...(vary !== undefined && { vary }) }
  return tables.answer<'example'>({ is: 'example', node: 'n', ...at })
}

const linesOf = (made: Worked): WorkedLine[] => made.steps.flatMap(s => s.lines)
const bad = (made: Worked): string[] =>
  linesOf(made)
    .filter(l => !holds(l))
    .map(l => `${l.name}: ${l.value} and ${l.again}, ${digitsOf(l)} digits`)

/** Every number of a state moved by a hundredth of itself, every word changed. */
function spoiled(value: State[string]): State[string] {
  if (value instanceof Float64Array) return value.map((x, i) => x * 1.02 + (i % 2 === 0 ? 0.05 : -0.03))
  if (typeof value === 'string') return `${value}?`
  if (typeof value === 'number') return value * 1.05 + 0.01
  if (Array.isArray(value)) return (value as State[string][]).map(spoiled)
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoiled(v)]))
  return value
}

/** Names and counts: a model with others is not a wrong one but none at all. */
const structure = new Set(['features', 'names', 'k'])

/** The run's output with another state in it: of the model, or of the step on the table. */
function withState(output: Output, change: (state: State) => State): Output {
  if (output.model) return { ...output, model: { ...output.model, state: change(output.model.state) } }
  const steps = output.frame!.steps.map((s, i, all) => (i === all.length - 1 ? { ...s, state: change(s.state) } : s))
  return { ...output, frame: { ...output.frame!, steps } }
}

/** Lines that do not hold; a table without the columns that the state names is told. */
async function wrongLines(
  output: Output,
  taken: Awaited<ReturnType<typeof ran>>['taken'],
  row: number,
): Promise<string[]> {
  try {
    return bad(await worked(output, taken, row))
  } catch (error) {
    return [LatheError.from(error).message]
  }
}

const filled = await ran('prep.impute', split({ species: 'target' }))
const encoded = await ran('prep.encode', filled.next)
const scaled = await ran('prep.scale', encoded.next)
const small = frameOf(
  { mass: penguins['body_mass_g'], flipper: penguins['flipper_length_mm'], bill: penguins['bill_length_mm'] },
  { roles: { bill: 'target' }, parts },
)
const twoFilled = await ran('prep.impute', small)
const numbers = frameOf(
  { a: testNumbers(60, 1), b: testNumbers(60, 2).map(x => 3 + x), c: testNumbers(60, 3) },
  {
    roles: { c: 'target' },
  },
)
const answers = [...testNumbers(90, 6)].map((v, i) => (v + testNumbers(90, 4)[i] > 0 ? 'yes' : 'no'))
const binary = frameOf(
  {
    x: testNumbers(90, 4),
    y: testNumbers(90, 5),
    t: answers,
  },
  { roles: { t: 'target' } },
)

const cases: { name: string; type: string; frame: Frame; params?: Record<string, unknown>; state: boolean }[] = [
  { name: 'gaps by median and mode', type: 'prep.impute', frame: split({ species: 'target' }), state: true },
  { name: 'gaps by mean', type: 'prep.impute', frame: small, params: { strategy: 'mean' }, state: true },
  {
    name: 'gaps by a constant',
    type: 'prep.impute',
    frame: small,
    params: { strategy: 'constant', fillValue: 9 },
    state: true,
  },
  { name: 'one column a category', type: 'prep.encode', frame: filled.next, state: true },
  { name: 'places of categories', type: 'prep.encode', frame: filled.next, params: { method: 'ordinal' }, state: true },
  ...['standard', 'minMax', 'robust', 'maxAbs'].map(method => ({
    name: `scale by ${method}`,
    type: 'prep.scale',
    frame: encoded.next,
    params: { method },
    state: true,
  })),
  ...['l2', 'l1', 'max'].map(norm => ({
    name: `rows of length 1, ${norm}`,
    type: 'prep.scale',
    frame: numbers,
    params: { method: 'normalize', norm },
    state: false,
  })),
  { name: 'terms', type: 'prep.polynomial', frame: numbers, params: { degree: 3 }, state: true },
  {
    name: 'a held-out share',
    type: 'prep.split',
    frame: frameOf(penguins, { roles: { species: 'target' } }),
    state: false,
  },
  { name: 'folds', type: 'prep.split', frame: numbers, params: { method: 'kFold', k: 7 }, state: false },
  { name: 'three classes', type: 'model.logisticRegression', frame: scaled.next, state: true },
  { name: 'two classes', type: 'model.logisticRegression', frame: binary, state: true },
  { name: 'a line through few features', type: 'model.linearRegression', frame: twoFilled.next, state: true },
  { name: 'a ridge', type: 'model.linearRegression', frame: numbers, params: { penalty: 'l2', alpha: 2 }, state: true },
  {
    name: 'no intercept',
    type: 'model.linearRegression',
    frame: numbers,
    params: { fitIntercept: false },
    state: true,
  },
  { name: 'clusters', type: 'model.kMeans', frame: scaled.next, params: { nClusters: 3 }, state: true },
  { name: 'components', type: 'model.pca', frame: scaled.next, state: true },
  {
    name: 'whitened components',
    type: 'model.pca',
    frame: scaled.next,
    params: { whiten: true, nComponents: 2 },
    state: true,
  },
]

describe.each(cases)('$type, $name', ({ type, frame, params, state }) => {
  it('holds line by line for every row that is suggested, and for the last', async () => {
    const { output, taken } = await ran(type, frame, params)
    const first = await worked(output, taken)
    expect(first.suggested.length).toBeGreaterThan(0)
    expect(first.row).toBe(first.suggested[0].row)
    for (const row of [...first.suggested.map(s => s.row), frame.rows - 1]) {
      const made = await worked(output, taken, row)
      expect(made.steps.length).toBeGreaterThan(0)
      expect(linesOf(made).length).toBeGreaterThan(0)
      expect(bad(made)).toEqual([])
      for (const step of made.steps) {
        for (const line of step.lines) expect(line.cells).toHaveLength(step.head.length - 2)
        for (const formula of [step.formula, step.filled])
          expect(() => katex.renderToString(formula, { throwOnError: true, strict: 'error' })).not.toThrow()
      }
    }
  })

  it.runIf(state)('does not hold when the node had learned something else', async () => {
    const { output, taken } = await ran(type, frame, params)
    const { row } = await worked(output, taken)
    const wrong = withState(output, s =>
      Object.fromEntries(Object.entries(s).map(([k, v]) => [k, structure.has(k) ? v : spoiled(v)])),
    )
    const { suggested } = await worked(output, taken)
    const found = await Promise.all([row, ...suggested.map(s => s.row)].map(async r => wrongLines(wrong, taken, r)))
    expect(found.flat().length).toBeGreaterThan(0)
  })
})

it('a row that a model has wrong says for which class it was taken, and which it is of', async () => {
  const { output, taken } = await ran('model.logisticRegression', binary)
  const { suggested } = await worked(output, taken)
  const [{ row, about }] = suggested as [(typeof suggested)[number]]
  const [is, not] = answers[row] === 'yes' ? ['yes', 'no'] : ['no', 'yes']
  expect(about).toBe(`taken for ${not}, truly ${is}`)
})

describe('what a wrong table gives', () => {
  it('fails where the rows were split otherwise', async () => {
    const { output, taken } = await ran('prep.split', frameOf(penguins, { roles: { species: 'target' } }))
    const parts = output.frame!.parts!.map((p, i) => (i < 30 ? 2 : p))
    expect(bad(await worked({ ...output, frame: { ...output.frame!, parts } }, taken))).not.toEqual([])
  })
})

describe('what if', () => {
  it('meets the model at the row itself, in the units of the table', async () => {
    const { output, taken } = await ran('model.logisticRegression', scaled.next)
    const made = await worked(output, taken, 198)
    const { whatIf } = made
    expect(whatIf!.columns).toContain('bill_length_mm')
    const varied = (await worked(output, taken, 198, 'bill_length_mm')).whatIf!
    expect(varied.column).toBe('bill_length_mm')
    expect(varied.at).toBeCloseTo(penguins['bill_length_mm'][198] as number, 8)
    expect([varied.xs[0], varied.xs.at(-1)].map(x => Math.round(x!))).toEqual([32, 60])
    for (const i of varied.xs.keys()) expect(varied.curves.reduce((sum, c) => sum + c.values[i], 0)).toBeCloseTo(1, 10)
    // Between the points around it the curve runs straight enough.
    const next = varied.xs.findIndex(x => x >= varied.at)
    const chance = made.steps[1].lines
    for (const [k, { values }] of varied.curves.entries()) {
      const [low, high] = [Math.min(values[next - 1], values[next]), Math.max(values[next - 1], values[next])]
      expect(chance[k].value).toBeGreaterThan(low - 0.01)
      expect(chance[k].value).toBeLessThan(high + 0.01)
    }
  })
})

describe('a row that cannot be worked through', () => {
  it('is told', async () => {
    const { output, taken } = await ran('prep.polynomial', numbers)
    await expect(worked(output, taken, 60)).rejects.toThrow('there is no row 60')
    await expect(worked(output, { ...taken, type: 'prep.nothing' })).rejects.toThrow('nothing to work through')
    expect(nodeTypes.get('table.columns')!.example).toBeUndefined()
  })
})
