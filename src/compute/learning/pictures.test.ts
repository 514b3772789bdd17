import { describe, expect, it } from 'vitest'
import type { Block, Picture } from '../../shared/results/blocks'
import { textBytes } from '../../shared/results/diagrams/images/png'
import { imageCells, vectorCells } from '../frame/cells'
import type { Column, Frame } from '../frame/frame'
import { pictureShape } from '../frame/picture'
import { testDevice } from '../testing/device'
import { frameOf, testNumbers } from '../testing/frames'
import { runType } from '../testing/run'
import { workable } from '../testing/worked'
import { picturesBlock } from './pictures'

const device = await testDevice()
const [n, height, width] = [60, 2, 3]
const size = height * width
const bytes = Uint8Array.from(
  testNumbers(n * size, 3),
  (x, at) => Math.round(8 + 8 * x) + 100 * (Math.floor(at / size) % 2),
)
const column = (cells: Column['cells'], name = 'digit'): Column => ({
  name,
  kind: cells.form === 'image' ? 'image' : 'vector',
  role: 'feature',
  missing: 0,
  cells,
})
const image = column(imageCells(n, { height, width, channels: 1 }, bytes))
const frame: Frame = { rows: n, steps: [], columns: [image] }

const picturesOf = (blocks: readonly Block[] = []): readonly Picture[] | undefined =>
  blocks.flatMap(b =>
    b.id === 'pictures' && b.kind === 'chart' && b.chart.type === 'images' ? [b.chart.pictures] : [],
  )[0]

describe('what models learned of pictures', () => {
  it('are the centres of clusters, of scaled pictures too', async () => {
    const params = { nClusters: 2, nInit: 2 }
    const { blocks, summary } = await runType(device, 'model.kMeans', frame, params)
    const drawn = picturesOf(blocks)!
    expect(drawn.map(p => [p.height, p.width, p.values?.scale])).toEqual(Array(2).fill([height, width, 'amount']))
    expect(drawn.map(p => p.values!.of)).toEqual(summary['centers'])
    expect(drawn.map(p => p.caption)).toEqual(['0 · 30 rows', '1 · 30 rows'])
    const table = blocks!.find(b => b.id === 'centers')
    expect(table?.kind === 'table' && table.columns.map(c => c.name)).toEqual(['Cluster', 'Rows', 'Share'])
    const scaled = await runType(device, 'prep.scale', frame)
    const again = picturesOf((await runType(device, 'model.kMeans', scaled.frame!, params)).blocks)!
    const dark = (all: readonly Picture[]): Picture => [...all].sort((a, b) => a.values!.of[0]! - b.values!.of[0]!)[0]
    dark(again).values!.of.forEach((x, k) => expect(x).toBeCloseTo(dark(drawn).values!.of[k]!, 9))
  })

  it('are components with the share of the variance', async () => {
    const { blocks, summary } = await runType(device, 'model.pca', frame, { nComponents: 3 })
    const drawn = picturesOf(blocks)!
    expect(drawn.map(p => p.values!.of)).toEqual(summary['components'])
    expect(drawn.every(p => p.values!.scale === 'signed')).toBe(true)
    const [share] = summary['explainedVarianceRatio'] as number[]
    expect(drawn[0].caption).toBe(`1 · ${(100 * share).toFixed(1)} %`)
  })

  describe('of a target', () => {
    const told = Array.from({ length: n }, (_, i) => ['dark', 'light'][i % 2])
    const aimed: Frame = {
      ...frame,
      columns: [image, { ...frameOf({ told }).columns[0], role: 'target' }],
    }
    const of = async (type: string, params: object = {}) => {
      const { blocks, summary } = await runType(device, type, aimed, { ...params })
      return { drawn: picturesOf(blocks)!, summary }
    }

    it('are coefficients of logistic regression', async () => {
      const { drawn, summary } = await of('model.logisticRegression')
      expect(drawn.map(p => [p.caption, p.values!.scale])).toEqual([['light', 'signed']])
      expect(drawn.map(p => p.values!.of)).toEqual([summary['coefficients']])
    })

    it('are means of the classes of naive Bayes', async () => {
      const { drawn, summary } = await of('model.naiveBayes')
      expect(drawn.map(p => p.caption)).toEqual(['dark', 'light'])
      expect(drawn.map(p => p.values!.of)).toEqual(summary['theta'])
    })

    it('are weights of the first layer of a network', async () => {
      const { drawn } = await of('model.mlp', { hiddenLayers: [3], epochs: 30, batchSize: 30 })
      expect(drawn.map(p => p.caption)).toEqual(['neuron 1', 'neuron 2', 'neuron 3'])
      expect(drawn.every(p => p.values!.of.length === size && p.values!.of.some(w => w !== 0))).toBe(true)
      const alone = await of('model.mlp', { hiddenLayers: [], epochs: 30, batchSize: 30 })
      // The light pictures have larger numbers in every pixel.
      const [dark, light] = alone.drawn.map(p => p.values!.of.reduce<number>((sum, w) => sum + w!, 0))
      expect(light).toBeGreaterThan(dark)
    })
  })

  it('are none beside other features', async () => {
    const beside = { ...frame, columns: [image, ...frameOf({ x: testNumbers(n, 1) }).columns] }
    expect(picturesOf((await runType(device, 'model.pca', beside)).blocks)).toBeUndefined()
    expect(pictureShape([], [])).toBeUndefined()
    expect(pictureShape([column(vectorCells(1, { width: 6 }, new Float64Array(6)))], [])).toBeUndefined()
  })
})

it('a row that is worked through is drawn as it was before it was scaled', async () => {
  const pictureBehind = async (params: object) => {
    const scaled = await runType(device, 'prep.scale', frame, { ...params })
    const { ask } = await workable(device, 'model.kMeans', scaled.frame!, { nClusters: 2 })
    return (await ask({ row: 7 })).picture?.pixels
  }
  for (const method of ['standard', 'minMax', 'robust', 'maxAbs'])
    expect(await pictureBehind({ method })).toEqual(bytes.slice(7 * size, 8 * size))
  expect(await pictureBehind({ method: 'normalize' })).toBeUndefined()
})

describe('a block of pictures', () => {
  const head = { id: 'pictures', title: 'Pictures', caption: 'Each.' }
  const pixels = (count: number, of: number) =>
    Array.from({ length: count }, (_, i) => ({ of: new Float64Array(of).fill(i), caption: String(i) }))
  const drawn = (...asked: Parameters<typeof picturesBlock>): Block | undefined => picturesBlock(...asked)[0]

  it('holds colours as bytes, and no sign in colours', () => {
    const shape = { height: 1, width: 1, channels: 3 }
    const [picture] = picturesOf([drawn(shape, [{ of: [-5, 99.6, 300], caption: 'a' }], 'amount', head)!])!
    expect(picture.pixels!.channels).toBe(3)
    expect([...textBytes(picture.pixels!.bytes)!]).toEqual([0, 100, 255])
    expect(drawn(shape, pixels(1, 3), 'signed', head)).toBeUndefined()
  })

  it('holds no more than a page can draw, and says so', () => {
    const many = drawn({ height: 1, width: 2, channels: 1 }, pixels(1200, 2), 'amount', head)!
    expect([picturesOf([many])!.length, many.caption]).toEqual([60, 'Each. The first 60 of 1,200.'])
    const large = drawn({ height: 200, width: 200, channels: 1 }, pixels(3, 40_000), 'amount', head)!
    expect([picturesOf([large])!.length, large.caption]).toEqual([1, 'Each. The first 1 of 3.'])
  })
})
