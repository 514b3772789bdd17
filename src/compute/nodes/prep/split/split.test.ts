import { describe, expect, it } from 'vitest'
import { Random } from '../../../random/random'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'
import { deal } from './deal'

const device = await testDevice()
const n = 103
const species = Array.from({ length: n }, (_, i) => (i < 60 ? 'a' : i < 95 ? 'b' : 'c'))
const frame = frameOf({ x: Array.from({ length: n }, (_, i) => i), species }, { roles: { species: 'target' } })

describe('deal', () => {
  it.each([
    [[75, 0, 25], 100, 3],
    [[1, 1, 1], 3, 1],
    [[34, 33, 33], 100, 7],
    [[20, 20, 20, 20, 20], 100, 2],
  ])('gives parts of %j rows and every class its share', (sizes, rows, classes) => {
    const strata = Int32Array.from({ length: rows }, (_, i) => (i * i) % classes)
    const owner = deal(rows, sizes, strata, new Random(1))
    for (const [part, size] of sizes.entries()) {
      const mine = [...owner.keys()].filter(i => owner[i] === part)
      expect(mine).toHaveLength(size)
      for (let k = 0; k < classes; k++) {
        const all = strata.filter(c => c === k).length
        const got = mine.filter(i => strata[i] === k).length
        expect(Math.abs(got - (all * size) / rows)).toBeLessThan(1 + classes / 2)
      }
    }
  })
})

describe('prep.split', () => {
  it('holds out a stratified share, the same for the same seed', async () => {
    const one = await runType(device, 'prep.split', frame)
    const two = await runType(device, 'prep.split', frame)
    const other = await runType(device, 'prep.split', frame, { seed: 7 })
    expect(one.summary['counts']).toEqual({ train: 77, validation: 0, test: 26 })
    expect(one.summary['stratified']).toBe(true)
    expect(one.frame!.parts).toEqual(two.frame!.parts)
    expect(one.frame!.parts).not.toEqual(other.frame!.parts)
    const held = [...one.frame!.parts!.keys()].filter(i => one.frame!.parts![i] === 2).map(i => species[i])
    expect(held.filter(s => s === 'a').length).toBe(15)
  })

  it('holds every row out once in k folds', async () => {
    const { frame: split, summary } = await runType(device, 'prep.split', frame, { method: 'kFold', k: 5 })
    expect(split!.folds).toHaveLength(5)
    const times = new Uint8Array(n)
    for (const fold of split!.folds!) fold.parts!.forEach((p, i) => (times[i] += p === 2 ? 1 : 0))
    expect([...times].every(t => t === 1)).toBe(true)
    expect((summary['folds'] as number[]).reduce((a, b) => a + b)).toBe(n)
  })

  it('follows a column, which stops being a feature', async () => {
    const said = frameOf({ x: [1, 2, 3], split: ['train', 'Test', 'validation'] })
    const { frame: split } = await runType(device, 'prep.split', said, { method: 'column', column: 'split' })
    expect([...split!.parts!]).toEqual([0, 2, 1])
    expect(split!.columns[1].role).toBe('ignored')
    const wrong = frameOf({ x: [1, 2], split: ['train', 'tset'] })
    await expect(runType(device, 'prep.split', wrong, { method: 'column', column: 'split' })).rejects.toThrow(/"tset"/)
  })

  it('refuses what cannot be parted', async () => {
    await expect(runType(device, 'prep.split', frameOf({ x: [1] }))).rejects.toThrow(/takes all 1 rows/)
    await expect(runType(device, 'prep.split', frameOf({ x: [1, 2] }), { method: 'kFold' })).rejects.toThrow(
      /5 folds need/,
    )
    const { frame: once } = await runType(device, 'prep.split', frame)
    await expect(runType(device, 'prep.split', once!)).rejects.toThrow(/already split/)
  })
})
