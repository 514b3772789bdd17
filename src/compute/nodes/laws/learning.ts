import { expect, it } from 'vitest'
import { LatheError } from '../../../shared/errors'
import type { NodeSpec } from '../../../shared/node'
import type { Device } from '../../device/device'
import { applyModel } from '../../engine/estimate'
import { unwatched } from '../../engine/iterations'
import type { Context, Estimator, Output } from '../../engine/node'
import { codesOf } from '../../frame/contents'
import type { Frame } from '../../frame/frame'
import { numberCells } from '../../frame/cells'
import { Random } from '../../random/random'
import { Images } from '../../frame/images'
import { frameOf, testNumbers } from '../../testing/frames'
import { noHost, runType } from '../../testing/run'
import { loadModel, saveModel } from '../../engine/modelFile'
import { nodeTypes } from '../registry'
import { cellsIn, frameFor, notesOf, ordinary, strange } from './subjects'

const generic = { model: ['classes', 'features', 'rows'], prep: ['rows', 'columns'] } as Record<string, string[]>

/** The model's word on other rows. */
async function predict(device: Device, type: string, output: Output, frame: Frame): Promise<Frame> {
  using scope = device.scope()
  const context: Context = {
    node: 'train',
    seed: 1,
    device,
    images: new Images(device, scope),
    scope,
    host: noHost,
    types: nodeTypes,
    signal: new AbortController().signal,
    random: stream => new Random(1, stream),
    progress: () => undefined,
    iterations: unwatched(),
    show: () => undefined,
    warn: () => undefined,
  }
  const body = await nodeTypes.get(type)!.load()
  return await applyModel(context, body.estimator as Estimator, output.model!, frame)
}

const predictions = (frame: Frame): Frame => ({
  ...frame,
  columns: frame.columns.filter(c => c.role === 'prediction' || c.name.startsWith('component')),
})

/** The rows from `start` on, `count` of them. */
async function part(frame: Frame, start: number, count: number): Promise<Frame> {
  const columns: Record<string, Float64Array> = {}
  for (const c of frame.columns)
    if (c.cells.form === 'numbers') columns[c.name] = (await c.cells.numbers()).slice(start, start + count)
  return frameOf(columns)
}

/** A law as a test, or the reason that excuses the node from it. */
const lawOf =
  (spec: NodeSpec) =>
  (name: string, check: () => Promise<void>): void => {
    const reason = notesOf(spec).exceptions?.[name]
    if (reason === undefined) it(name, check)
    else it(`is excused from "${name}": ${reason}`, () => expect(reason.length).toBeGreaterThan(20))
  }

/** Laws that every node which learns obeys on ordinary data. */
export function learningLaws(device: Device, spec: NodeSpec): void {
  const { type } = spec
  const { params = {} } = notesOf(spec)
  const law = lawOf(spec)

  law('gives the summary and the blocks it declares, all finite', async () => {
    const { summary, blocks = [], frame } = await runType(device, type, ordinary(spec), params)
    const declared = [...Object.keys(spec.attributes), ...generic[spec.group]]
    expect(Object.keys(summary).filter(key => !declared.includes(key))).toEqual([])
    expect(Object.keys(spec.attributes).filter(key => !(key in summary) && !generic[spec.group].includes(key))).toEqual(
      [],
    )
    expect(blocks.map(b => b.id).filter(id => !(id in spec.blocks))).toEqual([])
    expect(new Set(blocks.map(b => b.id)).size).toBe(blocks.length)
    expect(strange(summary)).toEqual([])
    expect(strange(blocks)).toEqual([])
    expect(strange(await cellsIn(frame!))).toEqual([])
    expect(JSON.parse(JSON.stringify(summary))).toEqual(JSON.parse(JSON.stringify(structuredClone(summary))))
  })

  law('learns the same twice', async () => {
    const [one, two] = [
      await runType(device, type, ordinary(spec), params),
      await runType(device, type, ordinary(spec), params),
    ]
    expect(one.summary).toEqual(two.summary)
    expect(await cellsIn(one.frame!)).toEqual(await cellsIn(two.frame!))
  })

  law('learns from the training rows only', async () => {
    const frame = ordinary(spec)
    const changed: Frame = {
      ...frame,
      columns: await Promise.all(
        frame.columns.map(async c => {
          if (c.cells.form !== 'numbers' || c.role !== 'feature') return c
          const values = (await c.cells.numbers()).map((x, i) =>
            frame.parts![i] === 2 ? x + (i % 2 ? 0.5 : -0.25) : x,
          )
          return { ...c, cells: numberCells(frame.rows, values) }
        }),
      ),
    }
    const [one, two] = [await runType(device, type, frame, params), await runType(device, type, changed, params)]
    const [a, b] = [flatNumbers(one.summary), flatNumbers(two.summary)]
    expect(a.length).toBe(b.length)
    // The images' shift and scale come from all rows, so the last digits may differ; nothing learned may.
    a.forEach((x, i) => expect(Math.abs(x - b[i])).toBeLessThanOrEqual(2e-3 * (1 + Math.abs(x))))
  })

  law('refuses missing and infinite cells with a remedy, or declares support', async () => {
    if (spec.needs?.missing === 'allow' || type === 'prep.impute' || type === 'prep.encode') return
    const gap = frameFor(spec, { a: [1, 2, null, 4, 5, 6, 7, 8, 9, 10, 11, 12], b: testNumbers(12, 4) }, i => i - 5.5)
    await expect(runType(device, type, gap, params)).rejects.toMatchObject({
      code: 'data',
      remedy: { text: expect.stringMatching(/\S/) },
    })
    const wild = frameFor(
      spec,
      { a: Float64Array.from([1, Infinity, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), b: testNumbers(12, 4) },
      i => i - 5.5,
    )
    const outcome = await runType(device, type, wild, params).catch((e: unknown) => e)
    if (outcome instanceof LatheError) expect(outcome).toMatchObject({ code: 'data' })
    else expect(strange((outcome as Output).summary)).toEqual([])
  })

  law('stops when cancelled', async () => {
    const cancel = new AbortController()
    cancel.abort()
    const outcome = await runType(device, type, ordinary(spec), params, { signal: cancel.signal }).catch(
      (e: unknown) => e,
    )
    if (spec.group === 'model') expect(outcome).toMatchObject({ code: 'cancelled' })
  })
}

/** Laws of models besides. */
export function modelLaws(device: Device, spec: NodeSpec): void {
  const { type } = spec
  const { params = {} } = notesOf(spec)
  const law = lawOf(spec)

  law('predicts in batches what it predicts at once', async () => {
    const frame = ordinary(spec)
    const output = await runType(device, type, frame, params)
    const whole = numbersOf(await cellsIn(predictions(await predict(device, type, output, await part(frame, 0, 120)))))
    const batches = await Promise.all(
      [
        [0, 7],
        [7, 1],
        [8, 112],
      ].map(async ([start, count]) =>
        numbersOf(await cellsIn(predictions(await predict(device, type, output, await part(frame, start, count))))),
      ),
    )
    whole.forEach((column, j) => {
      const joined = batches.flatMap(b => b[j])
      column.forEach((x, i) => expect(Math.abs(joined[i] - x)).toBeLessThan(1e-5 * (1 + Math.abs(x))))
    })
  })

  law('predicts the same whatever the order of the columns', async () => {
    const frame = ordinary(spec)
    const output = await runType(device, type, frame, params)
    const turned = { ...frame, columns: [...frame.columns].reverse() }
    expect(numbersOf(await cellsIn(predictions(await predict(device, type, output, turned))))).toEqual(
      numbersOf(await cellsIn(predictions(await predict(device, type, output, frame)))),
    )
  })

  law('is not changed by predicting, and predicts the same after being saved and loaded', async () => {
    const frame = ordinary(spec)
    const output = await runType(device, type, frame, params)
    const before = saveModel(output.model!)
    const first = await cellsIn(predictions(await predict(device, type, output, frame)))
    expect(saveModel(output.model!)).toEqual(before)
    const loaded = { ...output, model: loadModel(before) }
    expect(await cellsIn(predictions(await predict(device, type, loaded, frame)))).toEqual(first)
  })

  law('names a feature that is not there', async () => {
    const frame = ordinary(spec)
    const output = await runType(device, type, frame, params)
    const short = { ...frame, columns: frame.columns.filter(c => c.name !== 'b') }
    await expect(predict(device, type, output, short)).rejects.toThrow(/"b"/)
  })

  law('takes a weight of 2 as the row twice', async () => {
    const frame = ordinary(spec, 60)
    const rows = Array.from({ length: 60 }, (_, i) => i)
    const twice = rows.flatMap(i => (i % 5 === 0 ? [i, i] : [i]))
    const repeat = async (index: number[], weights?: number[]): Promise<Frame> => {
      const columns: Record<string, Float64Array | string[]> = {}
      for (const c of frame.columns)
        if (c.cells.form === 'numbers') {
          const values = await c.cells.numbers()
          columns[c.name] = Float64Array.from(index, i => values[i])
        } else {
          const { codes, categories } = await codesOf(c)
          columns[c.name] = index.map(i => categories[codes[i]])
        }
      if (weights) columns['w'] = Float64Array.from(weights)
      return frameOf(columns, { roles: { target: 'target', ...(weights && { w: 'weight' as const }) } })
    }
    const weighted = await runType(
      device,
      type,
      await repeat(
        rows,
        rows.map(i => (i % 5 === 0 ? 2 : 1)),
      ),
      params,
    )
    if (!spec.needs?.weights) return expect(weighted.warnings.join()).toMatch(/does not use weights/)
    const repeated = await runType(device, type, await repeat(twice), params)
    const keys = Object.keys(spec.attributes).filter(key => !notesOf(spec).countRows?.includes(key))
    const of = (output: Output): [string, number[]][] => keys.map(key => [key, flatNumbers(output.summary[key])])
    const [a, b] = [of(weighted), new Map(of(repeated))]
    expect(a.flatMap(([, values]) => values).length).toBeGreaterThan(0)
    const apart = (x: number, y: number): boolean => !(Math.abs(x - y) < 1e-3 * (1 + Math.abs(x)))
    const other = a.filter(([key, values]) => {
      const twin = b.get(key)!
      return values.length !== twin.length || values.some((x, i) => apart(x, twin[i]))
    })
    expect(other.map(([key]) => key)).toEqual([])
  })
}

function flatNumbers(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(flatNumbers)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(flatNumbers)
  return []
}

/** The numbers of columns, codes included. */
const numbersOf = (columns: Awaited<ReturnType<typeof cellsIn>>): number[][] => columns.map(c => c.values)
