import { describe, expect, it } from 'vitest'
import { originsOf } from '../../../engine/units'
import { type Cells, imageCells, termCells, vectorCells } from '../../../frame/cells'
import { columnCells } from '../../../frame/export'
import { type Column, columnNamed, type Frame, isNumeric } from '../../../frame/frame'
import { sparseOf } from '../../../tensor/csr'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import { nodeTypes } from '../../registry'

const device = await testDevice()
const n = 1000
const parts = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 2 : 0))
const a = testNumbers(n, 1).map((x, i) => 1e6 + 3 * x + (parts[i] === 2 ? 50 : 0))
const b = testNumbers(n, 2).map(x => Math.exp(3 * x))
const frame = frameOf({ a, b, same: new Float64Array(n).fill(7) }, { parts })

const numbers = async (f: Frame, name: string): Promise<Float64Array> => {
  const column = columnNamed(f, name)
  if (!isNumeric(column)) throw new Error(`${name} is not numeric`)
  return column.cells.numbers()
}
const wide = (name: string, cells: Cells): Column => ({
  name,
  kind: cells.form === 'image' ? 'image' : 'vector',
  role: 'feature',
  missing: 0,
  cells,
})
const train = (v: Float64Array): number[] => [...v].filter((_, i) => parts[i] === 0)
const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length
const sd = (v: readonly number[]): number => Math.sqrt(mean(v.map(x => (x - mean(v)) ** 2)))
const quantile = (v: readonly number[], q: number): number => {
  const s = [...v].sort((x, y) => x - y)
  const h = (s.length - 1) * q
  return s[Math.floor(h)] + (s[Math.ceil(h)] - s[Math.floor(h)]) * (h - Math.floor(h))
}

describe('prep.scale', () => {
  const twins = {
    standard: [(v: number[]) => mean(v), (v: number[]) => sd(v)],
    minMax: [(v: number[]) => Math.min(...v), (v: number[]) => Math.max(...v) - Math.min(...v)],
    robust: [(v: number[]) => quantile(v, 0.5), (v: number[]) => quantile(v, 0.75) - quantile(v, 0.25)],
    maxAbs: [() => 0, (v: number[]) => Math.max(...v.map(Math.abs))],
  } as const
  it.each(Object.entries(twins))(
    '%s learns from the training rows and agrees with its twin',
    async (method, [centre, reach]) => {
      const { frame: scaled, summary } = await runType(device, 'prep.scale', frame, { method })
      for (const [j, column] of [a, b].entries()) {
        const of = train(column)
        const [take, divide] = [centre(of), reach(of)]
        expect(Math.abs((summary['mean'] as number[])[j] - take)).toBeLessThan(1e-6 * divide)
        expect((summary['scale'] as number[])[j] / divide).toBeCloseTo(1, 6)
        const got = await numbers(scaled!, 'ab'[j])
        for (const i of [0, 1, 17, n - 1])
          expect(Math.abs(got[i] - (column[i] - take) / divide)).toBeLessThan(2e-6 * (1 + Math.abs(got[i])))
      }
    },
  )

  it.each(['train', 'test'])('learns from ordinary rows beside a value of 1e12 in the %s rows', async part => {
    const at = part === 'train' ? 1 : 0
    const x = Float64Array.from({ length: n }, (_, i) => (i === at ? 1e12 : 10 + (i % 9)))
    const of = train(x)
    for (const [method, [centre, reach]] of Object.entries(twins)) {
      const { summary, warnings } = await runType(device, 'prep.scale', frameOf({ x }, { parts }), { method })
      expect(warnings).toEqual([])
      const digits = method === 'standard' ? 6 : 12
      expect((summary['mean'] as number[])[0] / (centre(of) || 1)).toBeCloseTo(method === 'maxAbs' ? 0 : 1, digits)
      expect((summary['scale'] as number[])[0] / reach(of)).toBeCloseTo(1, digits)
    }
  })

  it('scales values whose squares leave the range of numbers', async () => {
    const { summary } = await runType(device, 'prep.scale', frameOf({ x: [1, 2, 3, 1e300] }))
    expect((summary['scale'] as number[])[0] / (Math.sqrt(3 / 16) * 1e300)).toBeCloseTo(1, 12)
  })

  it('gives exactly 0 and 1 at the ends', async () => {
    const { frame: scaled } = await runType(device, 'prep.scale', frame, { method: 'minMax' })
    for (const name of ['a', 'b']) {
      const got = train(await numbers(scaled!, name))
      expect([Math.min(...got), Math.max(...got)]).toEqual([0, 1])
    }
  })

  it('leaves a constant column centred and says so', async () => {
    const { frame: scaled, summary, warnings } = await runType(device, 'prep.scale', frame, {})
    expect(summary['constant']).toEqual(['same'])
    expect(warnings[0]).toContain('same')
    expect((await numbers(scaled!, 'same')).every(x => x === 0)).toBe(true)
  })

  it.each([
    ['l2', (v: number[]) => Math.hypot(...v)],
    ['l1', (v: number[]) => v.reduce((s, x) => s + Math.abs(x), 0)],
    ['max', (v: number[]) => Math.max(...v.map(Math.abs))],
  ] as const)('normalizes rows by %s', async (norm, length) => {
    const rows = frameOf({ x: [3, 0, 1e30, -1], y: [4, 0, 1e-30, 1] })
    const { frame: made } = await runType(device, 'prep.scale', rows, { method: 'normalize', norm })
    const [x, y] = [await numbers(made!, 'x'), await numbers(made!, 'y')]
    const wantX = [3, 0, 1e30, -1]
    const wantY = [4, 0, 1e-30, 1]
    for (let i = 0; i < 4; i++) {
      const l = length([wantX[i], wantY[i]]) || 1
      expect(x[i]).toBeCloseTo(wantX[i] / l, 6)

      expect(y[i]).toBeCloseTo(wantY[i] / l, 6)
    }
  })

  describe('of wide columns', () => {
    const bytes = Uint8Array.from(testNumbers(n * 4, 5), x => Math.round(8 + 8 * x))
    const pixels = Array.from({ length: 4 }, (_, k) => Float64Array.from({ length: n }, (__, i) => bytes[4 * i + k]))
    const image = wide('image', imageCells(n, { height: 2, width: 2, channels: 1 }, bytes))
    const vector = wide('vector', vectorCells(n, { width: 4, shape: [2, 2] }, Float64Array.from(bytes)))
    const whole: Frame = { ...frame, columns: [columnNamed(frame, 'b'), image, vector] }
    const apart = frameOf({ b, ...Object.fromEntries(pixels.map((p, k) => [`p${k}`, p])) }, { parts })

    it.each(['standard', 'minMax', 'robust', 'maxAbs', 'normalize'] as const)(
      'makes of each component what it makes of a column, %s',
      async method => {
        const columns = method === 'normalize' ? ['b', 'image'] : null
        const { frame: made, summary } = await runType(device, 'prep.scale', whole, { method, columns })
        const { frame: want, summary: wanted } = await runType(device, 'prep.scale', apart, { method })
        const names = ['image[1,1]', 'image[1,2]', 'image[2,1]', 'image[2,2]']
        expect((summary['features'] as string[]).slice(0, 5)).toEqual(['b', ...names])
        for (const key of ['mean', 'scale'])
          expect((summary[key] as number[]).slice(0, 5)).toEqual(wanted[key] as number[])
        expect(await numbers(made!, 'b')).toEqual(await numbers(want!, 'b'))
        const { kind, cells } = columnNamed(made!, 'image')
        if (cells.form !== 'vector') throw new Error(`image became ${cells.form}`)
        expect([kind, cells.names]).toEqual(['vector', names])
        const values = await cells.values()
        for (let k = 0; k < 4; k++)
          expect(values.filter((_, at) => at % 4 === k)).toEqual(await numbers(want!, `p${k}`))
      },
    )

    it('a window keeps its steps', async () => {
      const { frame: made } = await runType(device, 'prep.scale', whole)
      expect(columnNamed(made!, 'vector').cells).toMatchObject({ form: 'vector', shape: [2, 2] })
    })

    it('can be read back, component by component', async () => {
      const { frame: made } = await runType(device, 'prep.scale', whole)
      const [pixel, other] = await originsOf(nodeTypes, made!.steps, ['image[2,1]', 'image[9,9]'])
      const { cells } = columnNamed(made!, 'image')
      const scaled = cells.form === 'vector' ? await cells.values() : []
      for (const i of [0, 7, n - 1])
        expect(pixel.shift + pixel.factor * scaled[4 * i + 2]).toBeCloseTo(bytes[4 * i + 2], 10)
      expect([pixel.own, other.own]).toEqual([true, false])
    })

    it('applies what it learned to other rows', async () => {
      const { frame: made } = await runType(device, 'prep.scale', whole)
      const step = made!.steps[0]
      const { transformer } = await nodeTypes.get('prep.scale')!.load()
      const again = await transformer!.apply(undefined as never, whole, step.state, step.params)
      expect(await columnCells(again.columns)).toEqual(await columnCells(made!.columns))
    })

    it('refuses gaps and terms', async () => {
      const gap = { ...vector, missing: 1 }
      await expect(runType(device, 'prep.scale', { ...frame, columns: [gap] })).rejects.toMatchObject({
        remedy: { fix: { set: { node: 'table.columns', parameter: 'ignore' } } },
      })
      const terms = wide('words', termCells(1, ['a'], sparseOf([Float64Array.of(1)], 1)))
      await expect(
        runType(device, 'prep.scale', { rows: 1, steps: [], columns: [terms] }, { columns: ['words'] }),
      ).rejects.toThrow('words holds terms, and numbers are needed')
    })
  })

  it('refuses missing cells and categories with a remedy', async () => {
    await expect(runType(device, 'prep.scale', frameOf({ x: [1, null] }))).rejects.toThrow(/x has 1 missing/)
    await expect(runType(device, 'prep.scale', frameOf({ c: ['p', 'q'] }), { columns: ['c'] })).rejects.toThrow(
      /c is category/,
    )
  })
})
