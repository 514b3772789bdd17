import { describe, expect, it } from 'vitest'
import { imageCells, type NumberCells } from '../../../frame/cells'
import { featuresOf, type Frame } from '../../../frame/frame'
import { Images } from '../../../frame/images'
import { matrixOf } from '../../../frame/matrix'
import { readMatrix } from '../../../tensor/matrix'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import { termCount, termName, termsOf } from './terms'

const device = await testDevice()
const a = testNumbers(50, 1)
const b = testNumbers(50, 2).map(v => 100 + v)
const frame = frameOf({ a, b, y: a }, { roles: { y: 'target' } })

const names = (f: Frame | undefined): string[] => featuresOf(f!).map(c => c.name)
const cellsOf = (f: Frame | undefined, name: string): NumberCells =>
  f!.columns.find(c => c.name === name)!.cells as NumberCells

describe('terms', () => {
  it('stand in the order of scikit-learn, with its names', () => {
    // PolynomialFeatures(3, include_bias=False).fit(X).get_feature_names_out(['a', 'b'])
    expect(termsOf(2, 3, false).map(p => termName(['a', 'b'], p))).toEqual([
      'a', 'b', 'a^2', 'a b', 'b^2', 'a^3', 'a^2 b', 'a b^2', 'b^3',
    ]) // prettier-ignore
    expect(termsOf(3, 3, true).map(p => termName(['a', 'b', 'c'], p))).toEqual([
      'a',
      'b',
      'c',
      'a b',
      'a c',
      'b c',
      'a b c',
    ])
  })

  it.each([
    [1, 5],
    [3, 4],
    [6, 2],
    [2, 7],
  ])('are counted: %i features, degree %i', (p, degree) => {
    for (const only of [true, false]) expect(termCount(p, degree, only)).toBe(termsOf(p, degree, only).length)
  })
})

describe('prep.polynomial', () => {
  it('keeps the features and adds their products, on host and device', async () => {
    const { frame: out, summary } = await runType(device, 'prep.polynomial', frame, { degree: 3 })
    expect(names(out)).toEqual(['a', 'b', 'a^2', 'a b', 'b^2', 'a^3', 'a^2 b', 'a b^2', 'b^3'])
    expect(summary).toMatchObject({
      features: ['a', 'b'],
      powers: [
        [1, 0],
        [0, 1],
        [2, 0],
        [1, 1],
        [0, 2],
        [3, 0],
        [2, 1],
        [1, 2],
        [0, 3],
      ],
    })
    const want = { 'a^2': a.map(v => v * v), 'a b^2': a.map((v, i) => v * b[i] * b[i]), 'b^3': b.map(v => v ** 3) }
    using scope = device.scope()
    for (const [name, values] of Object.entries(want)) {
      const cells = cellsOf(out, name)
      const got = await cells.numbers()
      values.forEach((v, i) => expect(Math.abs(got[i] - v)).toBeLessThanOrEqual(1e-14 * Math.abs(v)))
      const matrix = await matrixOf(new Images(device, scope), scope, [cells], undefined)
      const [codes] = await readMatrix(device, matrix)
      const reach = Math.max(...values.map(Math.abs))
      values.forEach((v, i) =>
        expect(Math.abs(matrix.shift[0] + matrix.scale[0] * codes[i] - v)).toBeLessThan(1e-6 * reach),
      )
    }
  })

  it('adds ones, only interactions, only of the columns named, and keeps names apart', async () => {
    expect(
      names((await runType(device, 'prep.polynomial', frame, { includeBias: true, interactionOnly: true })).frame),
    ).toEqual(['1', 'a', 'b', 'a b'])
    expect(names((await runType(device, 'prep.polynomial', frame, { columns: ['b'] })).frame)).toEqual([
      'a',
      'b',
      'b^2',
    ])
    const taken = frameOf({ a, 'a^2': b })
    expect(names((await runType(device, 'prep.polynomial', taken, { columns: ['a'] })).frame)).toEqual([
      'a',
      'a^2',
      'a^2_2',
    ])
  })

  it('gives a linear model a curve', async () => {
    const curved = frameOf({ a, y: a.map(v => 1 + 2 * v - 3 * v * v) }, { roles: { y: 'target' } })
    const { frame: out } = await runType(device, 'prep.polynomial', curved)
    const { summary } = await runType(device, 'model.linearRegression', out!)
    const [x, square] = summary['coefficients'] as number[]
    expect(Math.abs(x - 2)).toBeLessThan(1e-12)
    expect(Math.abs(square + 3)).toBeLessThan(1e-12)
  })

  it('refuses too many columns, missing cells, categories and terms out of range', async () => {
    const wide = frameOf(Object.fromEntries(Array.from({ length: 60 }, (_, j) => [`x${j}`, [1, 2]])))
    const refused = (f: Frame, params = {}): Promise<unknown> => runType(device, 'prep.polynomial', f, params)
    await expect(refused(wide)).rejects.toThrow('1890 columns')
    await expect(refused(frameOf({ a: [1, null] }))).rejects.toMatchObject({
      remedy: { text: 'Put prep.impute before prep.polynomial.' },
    })
    await expect(refused(frameOf({ a: ['x', 'y'] }))).rejects.toThrow('no numeric features')
    const cells = imageCells(1, { height: 1, width: 2, channels: 1 }, new Uint8Array(2))
    const picture = { name: 'p', kind: 'image', role: 'feature', missing: 0, cells } as const
    await expect(refused({ rows: 1, steps: [], columns: [picture] })).rejects.toMatchObject({
      message: 'p holds images, and only columns of numbers are multiplied.',
      remedy: { fix: { insert: 'model.pca', before: 'prep.polynomial' } },
    })
    await expect(refused(frameOf({ a: [1e200, 1] }))).rejects.toThrow('a^2 leaves the range')
    await expect(refused(frameOf({ a: [Infinity, 1] }))).rejects.toThrow('infinite')
  })
})
