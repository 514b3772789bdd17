import { describe, expect, it } from 'vitest'
import { columnCells } from '../../../frame/export'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'

const device = await testDevice()
const frame = frameOf({ id: [1, 2, 3], x: [1, 2.5, null], c: ['b', 'a', null], n: ['10', 'x', '3'], y: [0, 1, 0] })

describe('table.columns', () => {
  it('gives roles', async () => {
    const { frame: shaped, summary } = await runType(device, 'table.columns', frame, {
      target: 'y',
      id: 'id',
      ignore: ['n'],
    })
    expect(shaped!.columns.map(c => c.role)).toEqual(['id', 'feature', 'feature', 'ignored', 'target'])
    expect(summary).toMatchObject({ target: 'y', features: ['x', 'c'] })
  })

  it.each(['time', 'order', 'group', 'user', 'item', 'rating'])('gives the role %s', async role => {
    const { frame: shaped } = await runType(device, 'table.columns', frame, { [role]: 'c' })
    expect(shaped!.columns[2].role).toBe(role)
  })

  it('ignores what is not named when features are', async () => {
    const { summary } = await runType(device, 'table.columns', frame, { target: 'y', features: ['c', 'x'] })
    expect(summary['features']).toEqual(['x', 'c'])
  })

  it('changes kinds, losing nothing in silence', async () => {
    const { frame: shaped, warnings } = await runType(device, 'table.columns', frame, {
      types: { id: 'category', n: 'integer', x: 'category', y: 'boolean' },
    })
    const cells = await columnCells(shaped!.columns)
    expect(cells[0]).toMatchObject({ kind: 'category', categories: ['1', '2', '3'] })
    expect(cells[1]).toMatchObject({ kind: 'category', categories: ['1', '2.5'], codes: Int32Array.of(0, 1, -1) })
    expect(cells[3]).toMatchObject({ kind: 'integer', values: Float64Array.of(10, NaN, 3) })
    expect(shaped!.columns[3].missing).toBe(1)
    expect(shaped!.columns[4].kind).toBe('boolean')
    expect(warnings).toEqual(['1 cells of n are not of kind integer and became missing.'])
  })

  it('renames', async () => {
    const { frame: shaped } = await runType(device, 'table.columns', frame, { target: 'y', rename: { y: 'outcome' } })
    expect(shaped!.columns.at(-1)).toMatchObject({ name: 'outcome', role: 'target' })
    await expect(runType(device, 'table.columns', frame, { rename: { y: 'x' } })).rejects.toThrow(
      /Two columns would be named x/,
    )
  })

  it.each([
    [{ target: 'z' }, /no column named "z"/],
    [{ ignore: ['q'] }, /no column named "q"/],
    [{ target: 'y', ignore: ['y'] }, /named as target and as ignored/],
    [{ types: { q: 'number' } }, /no column named "q"/],
  ])('refuses %j', async (params, sentence) => {
    await expect(runType(device, 'table.columns', frame, params)).rejects.toThrow(sentence)
  })
})
