import { describe, expect, it } from 'vitest'
import { memoryHost } from '../../../testing/host'
import type { Model } from '../../../engine/model'
import { loadModel, saveModel } from '../../../engine/modelFile'
import { imageCells, type NumberCells } from '../../../frame/cells'
import { flat } from '../../../frame/flat'
import { columnNamed, type Frame } from '../../../frame/frame'
import { frameOf, testNumbers, type TestColumn } from '../../../testing/frames'
import { testDevice } from '../../../testing/device'
import { runType } from '../../../testing/run'
import { spec } from './spec'

const device = await testDevice()
const n = 60
const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
const island = Array.from({ length: n }, (_, i) => ['Biscoe', 'Dream', 'Torgersen'][i % 3])
const species = Array.from({ length: n }, (_, i) => (a[i] - b[i] + 0.3 * (i % 3) > 0.3 ? 'Gentoo' : 'Adelie'))
const table = { a, b: b.map(x => 40 + 5 * x), island, species }
const parts = Array.from({ length: n }, (_, i) => (i < 45 ? 0 : 2))
const raw = frameOf(table, { roles: { species: 'target' }, parts })

/** encode → scale → logistic regression, as the engine would run it. */
async function line(frame: Frame): Promise<{ scaled: Frame; frame: Frame; model: Model }> {
  const encoded = await runType(device, 'prep.encode', frame, {}, { node: 'encode' })
  const scaled = await runType(device, 'prep.scale', encoded.frame!, {}, { node: 'scale' })
  const trained = await runType(device, 'model.logisticRegression', scaled.frame!, {}, { node: 'train' })
  return { scaled: scaled.frame!, frame: trained.frame!, model: trained.model! }
}
const trained = await line(raw)

const report = (): never => {
  throw new Error('no report')
}
const predict = (
  frame: Frame,
  model: Model | undefined = trained.model,
  options: Parameters<typeof runType>[4] = {},
  path = '',
) =>
  runType(
    device,
    'predict',
    { frames: [frame], report, ...(model && { model }) },
    { path },
    { node: 'predict', ...options },
  )

async function probabilities(frame: Frame): Promise<number[]> {
  const column = columnNamed(frame, 'probability:Gentoo')
  return column.cells.form === 'numbers' ? [...(await column.cells.numbers())] : []
}

describe('a model that learned from pictures', () => {
  const bytes = Uint8Array.from({ length: 2 * n }, (_, at) => Math.round(100 * (1 + (at % 2 === 0 ? a : b)[at >> 1])))
  const cells = imageCells(n, { height: 1, width: 2, channels: 1 }, bytes)
  const pictures: Frame = {
    ...raw,
    columns: [{ name: 'image', kind: 'image', role: 'feature', missing: 0, cells }, columnNamed(raw, 'species')],
  }
  const learned = async (): Promise<{ said: number[]; model: Model }> => {
    const scaled = await runType(device, 'prep.scale', pictures, {}, { node: 'scale' })
    const { frame, model } = await runType(device, 'model.logisticRegression', scaled.frame!, {}, { node: 'train' })
    return { said: await probabilities(frame!), model: loadModel(saveModel(model!)) }
  }

  it('takes rows as a file holds them, a column for each pixel', async () => {
    const { said, model } = await learned()
    const written = await flat(pictures.columns)
    expect(written.map(c => c.name)).toEqual(['image[1,1]', 'image[1,2]', 'species'])
    const { frame, summary } = await predict({ ...pictures, columns: written }, model)
    expect(await probabilities(frame!)).toEqual(said)
    expect(summary['ignored']).toEqual([])
    expect(frame!.columns.slice(0, 2).map(c => [c.name, c.kind, c.role])).toEqual([
      ['image', 'image', 'feature'],
      ['species', 'category', 'target'],
    ])
  })

  it('says what it needs where that is not there', async () => {
    const { model } = await learned()
    await expect(predict(frameOf({ pixel: [1] }), model)).rejects.toThrow(
      'The model train needs image (1 × 2 image, or columns image[1,1] to image[1,2]), and the rows do not have it.',
    )
  })
})

describe('predict', () => {
  it('says of raw rows what the line itself says', async () => {
    const { frame, summary, warnings, blocks } = await predict(frameOf(table))
    expect(await probabilities(frame!)).toEqual(await probabilities(trained.frame))
    expect(frame!.prediction).toMatchObject({
      node: 'train',
      task: 'classification',
      target: 'species',
      classes: ['Adelie', 'Gentoo'],
    })
    expect(summary).toMatchObject({
      model: 'train',
      type: 'model.logisticRegression',
      steps: ['prep.encode', 'prep.scale'],
      rows: n,
      ignored: [],
    })
    expect(Object.keys(summary).sort()).toEqual(Object.keys(spec.attributes).sort())
    expect(blocks?.map(x => x.id)).toEqual(['predictions'])
    expect(warnings).toEqual([])
    // The rows come back as they were given, in their own units.
    expect(frame!.columns.map(c => c.name).slice(0, 5)).toEqual(['a', 'b', 'island', 'species', 'prediction'])
    expect(columnNamed(frame!, 'b').kind).toBe('number')
    expect(columnNamed(frame!, 'island').kind).toBe('category')
    expect(columnNamed(frame!, 'species').role).toBe('target')
  })

  it('takes a saved model', async () => {
    const { host, wrote } = memoryHost({})
    wrote.files.set('m.lathe-model', saveModel(trained.model))
    const run = await runType(device, 'predict', frameOf(table), { path: 'm.lathe-model' }, { host })
    expect(await probabilities(run.frame!)).toEqual(await probabilities(trained.frame))
    wrote.files.set('m.lathe-model', saveModel(trained.model).slice(0, 400))
    await expect(runType(device, 'predict', frameOf(table), { path: 'm.lathe-model' }, { host })).rejects.toMatchObject(
      { code: 'format', where: 'm.lathe-model' },
    )
  })

  it('does not mind the order of columns, others beside them, or a missing target', async () => {
    const { species: _, ...features } = table
    const turned = Object.fromEntries(Object.entries({ ...features, extra: testNumbers(n, 9) }).reverse()) as Record<
      string,
      TestColumn
    >
    const { frame, summary } = await predict(frameOf(turned))
    expect(await probabilities(frame!)).toEqual(await probabilities(trained.frame))
    expect(summary['ignored']).toEqual(['extra'])
    expect(columnNamed(frame!, 'extra').role).toBe('ignored')
    expect(frame!.columns[0].name).toBe('extra')
  })

  it('treats a category it has never seen as the encoder says: none of those it knows', async () => {
    const { frame } = await predict(frameOf({ a: [0.2], b: [41], island: ['Atlantis'] }))
    const [p] = await probabilities(frame!)
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(1)
  })

  it('says of how many texts no word is known', async () => {
    const texts = ['win a prize now', 'prize money to win', 'see you at home', 'home at last now']
    const given = frameOf({ message: texts, y: ['spam', 'spam', 'ham', 'ham'] }, { roles: { y: 'target' } })
    const words = await runType(device, 'prep.text', given, { column: 'message' }, { node: 'text' })
    const { model } = await runType(
      device,
      'model.naiveBayes',
      words.frame!,
      { variant: 'multinomial' },
      { node: 'nb' },
    )
    const asked = frameOf({ message: ['win', 'qwerty', ''] })
    expect((await predict(asked, model)).warnings).toEqual([
      expect.stringMatching(/^2 rows of 3 hold no word of message that the model knows: /),
    ])
    expect((await predict(frameOf({ message: ['win', 'home'] }), model)).warnings).toEqual([])
  })

  it('goes on from where the rows already are', async () => {
    const { frame, summary } = await predict(trained.scaled)
    expect(summary['steps']).toEqual([])
    expect(await probabilities(frame!)).toEqual(await probabilities(trained.frame))
    const otherwise = await runType(device, 'prep.scale', raw, { method: 'minMax' })
    await expect(predict(otherwise.frame!)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('prep.scale'),
    })
  })

  it('names the columns that are not there or of another kind', async () => {
    await expect(predict(frameOf({ a: [1] }))).rejects.toMatchObject({
      code: 'data',
      message: 'The model train needs b, island, and the rows do not have them.',
    })
    await expect(predict(frameOf({ a: ['x'], b: [1], island: [3] }))).rejects.toMatchObject({
      code: 'data',
      message: 'The model train learned a as number (here it is category), island as category (here it is number).',
    })
    await expect(predict(frameOf({ a: [1, null], b: [1, 2], island: ['Dream', 'Dream'] }))).rejects.toMatchObject({
      code: 'data',
      remedy: { text: expect.stringContaining('prep.impute') },
    })
  })

  it('asks for a model, and for a newer program where the model is newer', async () => {
    await expect(runType(device, 'predict', frameOf(table))).rejects.toMatchObject({
      remedy: { text: expect.stringContaining('path') },
    })
    const newer = { ...trained.model, version: 99 }
    await expect(predict(frameOf(table), newer)).rejects.toMatchObject({
      code: 'format',
      message: expect.stringContaining('version 99'),
    })
  })

  it('drops folds, since the model learned from the rows that they hold out', async () => {
    const folds = [0, 1].map(f => ({ ...raw, parts: Uint8Array.from({ length: n }, (_, i) => (i % 2 === f ? 2 : 0)) }))
    const { frame, warnings } = await predict({ ...frameOf(table), folds })
    expect(frame!.folds).toBeUndefined()
    expect(warnings.join()).toContain('folds were dropped')
  })

  it('evaluates under the name of its model', async () => {
    const { frame } = await predict(raw)
    const { summary } = await runType(device, 'evaluate', frame!)
    expect(Object.keys((summary['models'] as Record<string, object>)['train'])).toEqual(['train', 'test'])
  })

  it('takes a decomposition along as a step, and applies one by itself', async () => {
    const numbers = frameOf({ a, b: table.b, c: testNumbers(n, 3), species }, { roles: { species: 'target' }, parts })
    const scaled = await runType(device, 'prep.scale', numbers, {}, { node: 'scale' })
    const reduced = await runType(device, 'model.pca', scaled.frame!, { nComponents: 2 }, { node: 'pca' })
    const line = await runType(device, 'model.logisticRegression', reduced.frame!, {}, { node: 'train' })
    const said = await predict(numbers, line.model)
    expect(said.summary['steps']).toEqual(['prep.scale', 'model.pca'])
    expect(await probabilities(said.frame!)).toEqual(await probabilities(line.frame!))
    const alone = await predict(numbers, reduced.model)
    const component = async (frame: Frame): Promise<unknown> =>
      (columnNamed(frame, 'component1').cells as NumberCells).numbers()
    expect(await component(alone.frame!)).toEqual(await component(reduced.frame!))
    expect(alone.frame!.steps.map(step => step.type)).toEqual(['prep.scale', 'model.pca'])
  })

  it('gives clusters on the prepared rows, where evaluate can measure them', async () => {
    const numbers = frameOf({ a, b: table.b })
    const scaled = await runType(device, 'prep.scale', numbers, {}, { node: 'scale' })
    const trained = await runType(device, 'model.kMeans', scaled.frame!, { nClusters: 3 }, { node: 'clusters' })
    const { frame, blocks } = await predict(numbers, trained.model)
    const labels = async (of: Frame): Promise<unknown> => (columnNamed(of, 'cluster').cells as NumberCells).numbers()
    expect(await labels(frame!)).toEqual(await labels(trained.frame!))
    const [block] = blocks!
    expect(block.kind === 'chart' && block.chart.type === 'bar' && block.chart.categories).toEqual(['0', '1', '2'])
    const [one, two] = [await runType(device, 'evaluate', frame!), await runType(device, 'evaluate', trained.frame!)]
    expect(one.summary['models']).toEqual(two.summary['models'])
  })

  it('predicts numbers', async () => {
    const numbers = frameOf({ a, y: a.map(x => 3 * x + 1) }, { roles: { y: 'target' } })
    const trained = await runType(device, 'model.linearRegression', numbers, {}, { node: 'line' })
    const { frame, blocks } = await predict(frameOf({ a: [0, 1] }), trained.model)
    const [low, high] = await (columnNamed(frame!, 'prediction').cells as NumberCells).numbers()
    expect(low).toBeCloseTo(1, 6)
    expect(high).toBeCloseTo(4, 6)
    expect(blocks?.map(x => x.id)).toEqual(['predictions'])
  })
})
