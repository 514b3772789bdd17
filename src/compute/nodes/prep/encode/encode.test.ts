import { describe, expect, it } from 'vitest'
import { columnNamed, type Frame, isNumeric } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'

const device = await testDevice()
const frame = frameOf(
  { x: [1, 2, 3, 4], sex: ['m', 'f', 'f', 'x'], city: ['Rome', 'Oslo', 'Rome', 'Rome'] },
  { parts: [0, 0, 0, 2] },
)

const numbers = async (f: Frame, name: string): Promise<number[]> => {
  const column = columnNamed(f, name)
  if (!isNumeric(column)) throw new Error(name)
  return [...(await column.cells.numbers())]
}

describe('prep.encode', () => {
  it('makes one column per training category, zeros for one it has not seen', async () => {
    const { frame: encoded, summary, warnings } = await runType(device, 'prep.encode', frame)
    expect(summary['features']).toEqual(['x', 'sex=f', 'sex=m', 'city=Oslo', 'city=Rome'])
    expect(summary['unseen']).toEqual({ sex: 1 })
    expect(warnings).toEqual([
      'sex: 1 cell of categories that the training rows do not have, "x" (1): all their columns are 0. Let the training rows have each category, or merge rare ones.',
    ])
    expect(await numbers(encoded!, 'sex=f')).toEqual([0, 1, 1, 0])
    expect(await numbers(encoded!, 'sex=m')).toEqual([1, 0, 0, 0])
  })

  it('drops the first category when asked', async () => {
    const { summary, warnings } = await runType(device, 'prep.encode', frame, { drop: 'first' })
    expect(warnings[0]).toContain('all their columns are 0, as those of "f" are.')
    expect(summary['features']).toEqual(['x', 'sex=m', 'city=Rome'])
  })

  it('gives places in sorted order, −1 for what it has not seen', async () => {
    const { frame: encoded } = await runType(device, 'prep.encode', frame, { method: 'ordinal' })
    expect(await numbers(encoded!, 'sex')).toEqual([1, 0, 0, -1])
  })

  it('gives the device what it gives the host', async () => {
    const { frame: encoded } = await runType(device, 'prep.encode', frame)
    const { summary } = await runType(device, 'prep.scale', encoded!, { columns: ['sex=f', 'city=Rome'] })
    expect((summary['mean'] as number[])[0]).toBeCloseTo(2 / 3, 6)
    expect((summary['mean'] as number[])[1]).toBeCloseTo(2 / 3, 6)
  })

  it('refuses missing categories and too many of them', async () => {
    await expect(runType(device, 'prep.encode', frameOf({ c: ['a', null] }))).rejects.toThrow(/c has 1 missing/)
    const many = frameOf({ c: Array.from({ length: 5000 }, (_, i) => `v${i}`) })
    await expect(runType(device, 'prep.encode', many)).rejects.toThrow(/5000 columns/)
    const { summary } = await runType(device, 'prep.encode', many, { method: 'ordinal' })
    expect((summary['categories'] as Record<string, string[]>)['c']).toHaveLength(5000)
  })
})
