import { describe, expect, it } from 'vitest'
import { defineNode, frameIn, modelOut, type NodeSpec } from '../../shared/node'
import { choice } from '../../shared/params'
import { imageCells, numberCells, vectorCells } from '../frame/cells'
import type { Column, Frame } from '../frame/frame'
import { nodeTypes } from '../nodes/registry'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { runType, type TestRun } from '../testing/run'
import type { Rows } from './design'
import { loadModel, saveModel } from './modelFile'
import type { Estimator, NodeType } from './node'
import type { Prediction } from './prediction'
import type { Training } from './training'

const device = await testDevice()

/** A node of a made-up estimator that says 0 of every row. */
function made(estimator: Partial<Estimator>, more: Partial<NodeSpec> = {}): NodeType {
  const spec = defineNode({
    type: 'model.made',
    version: 1,
    title: 'Made up',
    summary: 'Nothing.',
    group: 'model',
    icon: 'box',
    inputs: [...frameIn, { name: 'initial', kind: 'model', optional: true }],
    outputs: modelOut,
    folds: 'replay',
    parameters: {},
    attributes: {},
    blocks: {},
    ...more,
  })
  const zeros = (_c: unknown, _s: unknown, rows: Rows): Promise<Prediction> =>
    Promise.resolve({ kind: 'values', values: new Float64Array(rows.n) })
  const whole: Estimator = {
    fit: () => Promise.resolve({ state: {}, summary: {}, blocks: [] }),
    predict: zeros,
    ...estimator,
  }
  return { spec, load: () => Promise.resolve({ estimator: whole }) }
}

/** Runs it, with what `look` found of the training rows. */
async function learned<T>(
  frame: Frame,
  more: Partial<NodeSpec>,
  look: (data: Training) => Promise<T> | T,
  { params = {}, model }: { params?: Record<string, unknown>; model?: TestRun['model'] } = {},
): Promise<{ found: T } & TestRun> {
  const found: T[] = []
  const node = made(
    {
      async fit(_context, data) {
        found.push(await look(data))
        return { state: {}, summary: {}, blocks: [] }
      },
    },
    more,
  )
  const inputs = { frames: [frame], ...(model && { model }), report: () => Promise.reject(new Error()) as never }
  const run = await runType(device, node, inputs, params)
  return { ...run, found: found[0] }
}

const numbersOf = async (frame: Frame, name: string): Promise<number[]> => {
  const column = frame.columns.find(c => c.name === name)
  return column?.cells.form === 'numbers' ? [...(await column.cells.numbers())] : []
}

describe('a model without a target', () => {
  it('asks for the target first, never for the preparation of what may be it', async () => {
    const frame = frameOf({ colour: ['a', 'b', 'a', 'b'], x: [1, null, 2, 3] })
    const asked = learned(frame, { needs: { features: 'numeric', target: 'classification' } }, () => 0)
    await expect(asked).rejects.toMatchObject({
      message: 'Made up needs a target, and no column is one.',
      remedy: { fix: { set: { node: 'table.columns', parameter: 'target' } } },
    })
  })
})

describe('any features', () => {
  const frame = (colours: (string | null)[], x: (number | null)[], parts?: number[]): Frame =>
    frameOf({ colour: colours, x }, parts && { parts })
  const node = made(
    {
      async predict(_context, _state, rows) {
        return { kind: 'values', values: Float64Array.from((await rows.codes(0)).codes) }
      },
    },
    { needs: { features: 'any', missing: 'allow' } },
  )

  it('knows the categories of the training rows alone, in predict and once saved too', async () => {
    const { model, frame: said } = await runType(
      device,
      node,
      frame(['red', 'blue', null, 'green', 'red'], [1, null, 3, 4, 5], [0, 0, 0, 2, 2]),
    )
    expect(model!.columns).toEqual([
      { name: 'colour', kind: 'category', categories: ['blue', 'red'] },
      { name: 'x', kind: 'number' },
    ])
    expect(await numbersOf(said!, 'prediction')).toEqual([1, 0, -1, -1, 1])
    const types = new Map([...nodeTypes, [node.spec.type, node]])
    const saved = loadModel(saveModel(model!))
    const inputs = { frames: [frame(['purple', null, 'red'], [1, null, 2])], model: saved, report: () => ({}) as never }
    const later = await runType(device, 'predict', inputs, {}, { types })
    expect(await numbersOf(later.frame!, 'prediction')).toEqual([-1, -1, 1])
  })

  it('are refused with the node that would make them fit where they are not asked for', async () => {
    const refused = runType(device, made({}), frame(['red', 'blue'], [1, 2]))
    await expect(refused).rejects.toMatchObject({ code: 'data', remedy: { fix: { insert: 'prep.encode' } } })
  })
})

it('vectors with gaps are not sent to the node that fills gaps of numbers', async () => {
  const cells = vectorCells(1, { width: 2 }, Float64Array.of(1, Number.NaN))
  const wave = { name: 'wave', kind: 'vector', role: 'feature', missing: 1, cells } as const
  await expect(runType(device, made({}), { rows: 1, steps: [], columns: [wave] })).rejects.toMatchObject({
    message: 'Made up cannot take missing cells, and wave has 1.',
    remedy: { fix: { set: { node: 'table.columns', parameter: 'ignore' } } },
  })
})

it('a saved model refuses wide cells of another shape, in words', async () => {
  const size = { height: 2, width: 2, channels: 1 }
  const picture = (cells: Column['cells']): Frame => ({
    rows: 1,
    steps: [],
    columns: [{ name: 'digit', kind: 'image', role: 'feature', missing: 0, cells }],
  })
  const { model } = await runType(device, made({}), picture(imageCells(1, size, new Uint8Array(4))))
  const types = new Map([...nodeTypes, ['model.made', made({})]])
  const other = picture(imageCells(1, { ...size, width: 3 }, new Uint8Array(6)))
  const predicted = runType(
    device,
    'predict',
    { frames: [other], model: model!, report: () => ({}) as never },
    {},
    { types },
  )
  await expect(predicted).rejects.toThrow('learned digit as 2 × 2 image (here it is 2 × 3 image)')
})

describe('the training rows', () => {
  const numbered = frameOf({ x: [1, 2, 3, 4], y: [0, 1, 0, 1] }, { roles: { y: 'target' } })

  it('are of the task that a parameter names', async () => {
    const task = choice(['auto', 'classification', 'regression'], { default: 'auto', help: 'What is learned.' })
    const more: Partial<NodeSpec> = { needs: { target: 'any' }, parameters: { task } }
    const of = async (params: object) =>
      (await learned(numbered, more, d => [d.task, d.target?.task], { params: { ...params } })).found
    expect(await of({})).toEqual(['regression', 'regression'])
    expect(await of({ task: 'classification' })).toEqual(['classification', 'classification'])
  })

  it('bring the validation rows along, coded alike', async () => {
    const frame = frameOf(
      { x: [1, 2, 3, 4, 5, 6], y: ['b', 'c', 'c', 'a', null, 'b'] },
      { roles: { y: 'target' }, parts: [0, 0, 1, 1, 1, 1] },
    )
    const { found } = await learned(frame, { needs: { target: 'classification' } }, async ({ validation }) => ({
      target: validation?.target,
      x: [...(await validation!.numbers(0))],
    }))
    // The class a was never learned, and a row without a target judges nothing.
    expect(found.x).toEqual([3, 6])
    expect(found.target).toMatchObject({ classes: ['b', 'c'], codes: Int32Array.of(1, 0) })
    expect((await learned(numbered, {}, d => d.validation)).found).toBeUndefined()
  })

  it('bring columns by role, and refuse to go without one that is needed', async () => {
    const roles = { who: 'user', when: 'time' } as const
    const more: Partial<NodeSpec> = { needs: { features: 'none', roles: ['user'] } }
    const frame = frameOf({ who: ['a', 'b'], when: [5, 3], x: [1, 2] }, { roles })
    const { found, model } = await learned(frame, more, async d => [d.names, d.role('user')?.name, await d.order()])
    expect(found).toEqual([[], 'who', Float64Array.of(5, 3)])
    expect(model!.roles).toEqual([{ name: 'who', kind: 'category', role: 'user' }])
    await expect(learned(numbered, more, () => 0)).rejects.toMatchObject({
      message: 'Made up needs a column of role user, and none has it.',
      remedy: { fix: { set: { node: 'table.columns', parameter: 'user' } } },
    })
  })

  it('bring a model to go on from, its classes in its order', async () => {
    const labelled = (y: string[]): Frame => frameOf({ x: y.map((_, i) => i), y }, { roles: { y: 'target' } })
    const more: Partial<NodeSpec> = { needs: { target: 'classification' } }
    const { model } = await learned(labelled(['a', 'b', 'c']), more, () => 0)
    const on = await learned(labelled(['c', 'a']), more, d => [d.initial?.node, d.target], { model })
    expect(on.found).toEqual([
      'train',
      { task: 'classification', name: 'y', classes: ['a', 'b', 'c'], codes: Int32Array.of(2, 0) },
    ])
    await expect(learned(labelled(['a', 'd']), more, () => 0, { model })).rejects.toThrow('hold the class d')
    const renamed = frameOf({ z: [1, 2], y: ['a', 'b'] }, { roles: { y: 'target' } })
    await expect(learned(renamed, more, () => 0, { model })).rejects.toThrow(
      'learned from x, and here the features are z',
    )
  })
})

describe('what the fit knows', () => {
  it('stands instead of a prediction of the training rows', async () => {
    const asked: number[] = []
    const node = made(
      {
        fit: (_context, data) =>
          Promise.resolve({
            state: {},
            summary: {},
            blocks: [],
            said: { kind: 'clusters', labels: new Int32Array(data.n).fill(7) },
            headline: { label: 'Clusters', value: 7, format: 'integer' },
          }),
        predict: (_context, _state, rows) => {
          asked.push(rows.n)
          return Promise.resolve({ kind: 'clusters', labels: new Int32Array(rows.n).fill(1) })
        },
      },
      { task: 'clustering' },
    )
    const split = await runType(device, node, frameOf({ x: [1, 2, 3, 4] }, { parts: [0, 2, 0, 2] }))
    expect(await numbersOf(split.frame!, 'cluster')).toEqual([7, 1, 7, 1])
    expect(split.headline).toEqual({ label: 'Clusters', value: 7, format: 'integer' })
    await runType(device, node, frameOf({ x: [1, 2] }))
    expect(asked).toEqual([2])
  })

  it('is drawn for the model that is kept, not for those of folds', async () => {
    const drawn: string[] = []
    const node = made({
      fit: (_context, data) =>
        Promise.resolve({
          state: {},
          summary: {},
          blocks: () => {
            drawn.push(`blocks of ${data.n}`)
            return Promise.resolve([])
          },
        }),
      explain: (_context, _fitted, data) => {
        drawn.push(`explained ${data.n}`)
        return Promise.resolve([])
      },
    })
    const whole = frameOf({ x: [1, 2, 3, 4, 5] })
    const folds = [
      [2, 2, 0, 0, 0],
      [0, 0, 2, 2, 2],
    ].map(parts => ({ ...whole, parts: Uint8Array.from(parts) }))
    const { frame } = await runType(device, node, { ...whole, folds })
    expect(frame!.folds).toHaveLength(2)
    expect(drawn).toEqual(['blocks of 5', 'explained 5'])
  })
})

describe('an image column', () => {
  const [n, height, width] = [120, 8, 8]
  const noise = testNumbers(n * 64, 3)
  const bytes = Uint8Array.from(noise, (u, at) =>
    Math.round(8 + 8 * u + (Math.floor(at / 64) % 3) * 40 * Number(at % 64 < 20)),
  )
  const cells = imageCells(n, { height, width, channels: 1 }, bytes)
  const image: Frame = {
    rows: n,
    steps: [],
    columns: [{ name: 'digit', kind: 'image', role: 'feature', missing: 0, cells }],
  }
  const columns: Frame = {
    ...image,
    columns: Array.from({ length: 64 }, (_, k): Column => ({
      name: `pixel${k}`,
      kind: 'number',
      role: 'feature',
      missing: 0,
      cells: numberCells(
        n,
        Float64Array.from({ length: n }, (_row, i) => bytes[i * 64 + k]),
      ),
    })),
  }

  it.each([
    ['model.pca', { nComponents: 5 }],
    ['model.kMeans', { nClusters: 3, nInit: 2 }],
  ])('gives %s the numbers that its 64 columns give, for the same work', async (type, params) => {
    const counted = async (frame: Frame) => {
      const counts = device.counter.since()
      const output = await runType(device, type, frame, params)
      const { dispatches, readbacks, bytesUp, bytesDown } = counts()
      return { output, work: { dispatches, readbacks, bytesUp, bytesDown } }
    }
    // Variants of kernels are measured the first time.
    await counted(image)
    const [{ output: one, work }, { output: many, work: apart }] = [await counted(image), await counted(columns)]
    expect(work).toEqual(apart)
    const { features, ...summary } = one.summary
    expect(features).toContain('digit[8,1]')
    expect(summary).toEqual(Object.fromEntries(Object.entries(many.summary).filter(([key]) => key !== 'features')))
    const added = many.frame!.columns.filter(c => !columns.columns.includes(c)).map(c => c.name)
    expect(added.length).toBeGreaterThan(0)
    for (const name of added) expect(await numbersOf(one.frame!, name)).toEqual(await numbersOf(many.frame!, name))
  })
})
