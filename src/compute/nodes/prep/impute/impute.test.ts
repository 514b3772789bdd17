import { describe, expect, it } from 'vitest'
import { columnNamed, type Frame, isCoded, isNumeric } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'

const device = await testDevice()
const frame = frameOf(
  {
    x: [1, 2, null, 10, 4, null, 1000],
    y: [3750, null, 3800, 3800, 3251, 3250, 9],
    c: ['b', null, 'a', 'b', 'a', 'c', 'c'],
  },
  { parts: [0, 0, 0, 0, 0, 2, 2] },
)

const cells = async (f: Frame, name: string): Promise<unknown[]> => {
  const column = columnNamed(f, name)
  if (isNumeric(column)) return [...(await column.cells.numbers())]
  if (!isCoded(column)) throw new Error(name)
  const { codes, categories } = await column.cells.codes()
  return Array.from(codes, k => (k < 0 ? null : categories[k]))
}

describe('prep.impute', () => {
  it('fills with medians and the most frequent category of the training rows', async () => {
    const { frame: filled, summary } = await runType(device, 'prep.impute', frame)
    expect(summary['statistics']).toEqual({ x: 3, y: 3775, c: 'a' })
    expect(summary['filled']).toEqual({ x: 2, y: 1, c: 1 })
    expect(await cells(filled!, 'x')).toEqual([1, 2, 3, 10, 4, 3, 1000])
    expect(await cells(filled!, 'y')).toEqual([3750, 3775, 3800, 3800, 3251, 3250, 9])
    expect(await cells(filled!, 'c')).toEqual(['b', 'a', 'a', 'b', 'a', 'c', 'c'])
    expect(filled!.columns.every(c => c.missing === 0)).toBe(true)
  })

  it('fills with means in double precision', async () => {
    const { summary } = await runType(device, 'prep.impute', frame, { strategy: 'mean', columns: ['x', 'y'] })
    const { x, y } = summary['statistics'] as Record<string, number>
    expect(x).toBe(17 / 4)
    expect(y).toBe(14601 / 4)
  })

  it('fills with the most frequent number, the smallest of equals', async () => {
    const { summary } = await runType(device, 'prep.impute', frame, { strategy: 'mostFrequent' })
    expect(summary['statistics']).toEqual({ x: 1, y: 3800, c: 'a' })
  })

  it('fills with a constant, and refuses one of the wrong kind', async () => {
    const { frame: filled } = await runType(device, 'prep.impute', frame, {
      strategy: 'constant',
      fillValue: 'none',
      columns: ['c'],
    })
    expect((await cells(filled!, 'c'))[1]).toBe('none')
    await expect(runType(device, 'prep.impute', frame, { strategy: 'constant', fillValue: 'none' })).rejects.toThrow(
      /does not fit the column x/,
    )
  })

  it('marks what was missing when asked', async () => {
    const { frame: filled } = await runType(device, 'prep.impute', frame, { addIndicator: true })
    expect(await cells(filled!, 'x:missing')).toEqual([0, 0, 1, 0, 0, 1, 0])
    expect(await cells(filled!, 'c:missing')).toEqual([0, 1, 0, 0, 0, 0, 0])
  })

  it('refuses a column without a single training value', async () => {
    const empty = frameOf({ x: [null, null, 3] }, { parts: [0, 0, 2] })
    await expect(runType(device, 'prep.impute', empty)).rejects.toThrow(/x is missing in every training row/)
  })

  it('gives the device what it gives the host', async () => {
    const { frame: filled } = await runType(device, 'prep.impute', frame, { columns: ['x', 'y'] })
    const { summary } = await runType(device, 'prep.scale', filled!, { columns: ['x', 'y'] })
    const x = [1, 2, 3, 10, 4]
    const mean = x.reduce((s, v) => s + v) / 5
    expect((summary['mean'] as number[])[0]).toBeCloseTo(mean, 3)
  })
})
