import { describe, expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { runType } from '../../../testing/run'
import { codesOf, numbersOf } from '../../../frame/contents'
import { type Frame, isNumeric } from '../../../frame/frame'

const device = await testDevice()

const make = async (params: Record<string, unknown>, seed = 42) =>
  runType(
    device,
    'data.generate',
    {
      frames: [],
      report: () => {
        throw new Error('no report')
      },
    },
    params,
    { seed },
  )

async function numbers(frame: Frame, name: string): Promise<Float64Array> {
  const column = frame.columns.find(c => c.name === name)!
  return isNumeric(column) ? numbersOf(column) : Float64Array.from((await codesOf(column)).codes)
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length
const deviation = (values: ArrayLike<number>): number => {
  const m = mean(values)
  return Math.sqrt(mean(Array.from(values, x => (x - m) ** 2)))
}

describe('data.generate', () => {
  it.each(['blobs', 'moons', 'classification', 'regression'])(
    '%s repeats with its seed and differs without',
    async kind => {
      const [a, b, c] = [
        await make({ kind, rows: 50 }),
        await make({ kind, rows: 50 }),
        await make({ kind, rows: 50 }, 43),
      ]
      const name = kind === 'moons' ? 'x' : 'x1'
      expect(await numbers(a.frame!, name)).toEqual(await numbers(b.frame!, name))
      expect(await numbers(a.frame!, name)).not.toEqual(await numbers(c.frame!, name))
      expect(a.summary).toEqual(b.summary)
    },
  )

  it('keeps its bits: the first blobs of seed 42', async () => {
    const { frame } = await make({ rows: 3, features: 1, classes: 2 })
    expect(Array.from(await numbers(frame!, 'x1'))).toMatchInlineSnapshot(`
      [
        -1.339680084455658,
        3.0114765845724687,
        1.4223161743532673,
      ]
    `)
  })

  it('puts blobs around the centres it tells, in equal shares', async () => {
    const { frame, summary } = await make({ rows: 3001, features: 3, classes: 3, noise: 0.5 })
    const centers = summary['centers'] as number[][]
    const labels = await numbers(frame!, 'label')
    for (let c = 0; c < 3; c++) {
      const rows = Array.from(labels.keys()).filter(i => labels[i] === c)
      expect(Math.abs(rows.length - 3001 / 3)).toBeLessThan(1)
      for (let j = 0; j < 3; j++) {
        const x = await numbers(frame!, `x${j + 1}`)
        const own = rows.map(i => x[i])
        expect(Math.abs(mean(own) - centers[c][j])).toBeLessThan((4 * 0.5) / Math.sqrt(1000))
        expect(deviation(own)).toBeCloseTo(0.5, 1)
      }
    }
    expect(frame!.columns.at(-1)).toMatchObject({ name: 'label', kind: 'category', role: 'target' })
  })

  it('puts moons without noise on their half circles', async () => {
    const { frame } = await make({ kind: 'moons', rows: 101, noise: 0 })
    const [x, y, label] = [await numbers(frame!, 'x'), await numbers(frame!, 'y'), await numbers(frame!, 'label')]
    x.forEach((value, i) => {
      const [cx, cy, side] = label[i] === 0 ? [0, 0, 1] : [1, 0.5, -1]
      expect(Math.hypot(value - cx, y[i] - cy)).toBeCloseTo(1, 12)
      expect(side * (y[i] - cy)).toBeGreaterThan(-1e-12)
    })
  })

  it('tells the coefficients that regression was made with', async () => {
    const { frame, summary } = await make({ kind: 'regression', rows: 40, features: 5, noise: 0 })
    const { coefficients, intercept } = summary as { coefficients: number[]; intercept: number }
    const columns = await Promise.all(coefficients.map((_, j) => numbers(frame!, `x${j + 1}`)))
    const y = await numbers(frame!, 'target')
    y.forEach((value, i) =>
      expect(value).toBeCloseTo(
        coefficients.reduce((sum, b, j) => sum + b * columns[j][i], intercept),
        9,
      ),
    )
    expect(coefficients.map(b => b !== 0)).toEqual([true, true, true, false, false])
    expect(summary['informative']).toEqual(['x1', 'x2', 'x3'])
  })

  it('gives classification features the noise asked for, and leaves the rest silent', async () => {
    const { frame, summary } = await make({ kind: 'classification', rows: 8000, features: 4, classes: 2, noise: 0.3 })
    const label = await numbers(frame!, 'label')
    const centers = summary['centers'] as number[][]
    const within = async (name: string, c: number): Promise<number[]> =>
      Array.from(await numbers(frame!, name)).filter((_, i) => label[i] === c)
    for (let c = 0; c < 2; c++) {
      expect(mean(await within('x1', c))).toBeCloseTo(centers[c][0], 1)
      expect(deviation(await within('x1', c))).toBeCloseTo(0.3, 1)
      expect(mean(await within('x4', c))).toBeCloseTo(0, 0)
      expect(deviation(await within('x4', c))).toBeCloseTo(1, 1)
    }
  })

  it('takes one row, one feature, one class, and refuses what does not fit in memory', async () => {
    for (const kind of ['blobs', 'moons', 'classification', 'regression']) {
      const { frame } = await make({ kind, rows: 1, features: 1, classes: 1 })
      for (const column of frame!.columns)
        expect((await numbers(frame!, column.name)).every(Number.isFinite)).toBe(true)
    }
    await expect(make({ rows: 10_000_000, features: 1000 })).rejects.toMatchObject({ code: 'parameter' })
  })
})
