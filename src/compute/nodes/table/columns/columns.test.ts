import { describe, expect, it } from 'vitest'
import { columnCells } from '../../../frame/export'
import { testDevice } from '../../../testing/device'
import { leaksOf } from '../../../../shared/results/leaks'
import { frameOf, testNumbers } from '../../../testing/frames'
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

describe('leaks', () => {
  const n = 60
  const noise = [...testNumbers(n, 3)]
  const y = noise.map((x, i) => (x + testNumbers(n, 4)[i] > 0 ? 'yes' : 'no'))
  const table = frameOf({
    no: Array.from({ length: n }, (_, i) => i + 1),
    x: noise,
    z: [...testNumbers(n, 5)],
    fee: y.map(v => (v === 'yes' ? 150 : 0)),
    y,
  })
  const roles = (frame: typeof table | undefined): string[] => frame!.columns.map(c => c.role)
  const run = (params: Record<string, unknown>, frame = table) =>
    runType(device, 'table.columns', frame, { target: 'y', ...params })

  it('stay out until somebody chooses, each told in a line', async () => {
    const { frame: shaped, summary, warnings } = await run({})
    expect(roles(shaped)).toEqual(['id', 'feature', 'feature', 'ignored', 'target'])
    expect(summary['features']).toEqual(['x', 'z'])
    expect(leaksOf(summary)?.report).toMatchObject({
      leaks: [{ column: 'fee', verdict: 'leak', kept: false, chosen: false }],
      keys: [{ column: 'no', kept: false }],
    })
    expect(warnings).toEqual([
      expect.stringMatching(
        /^fee gives y away: all 60 rows agree\. Accuracy 1\.000 with it, 0\.\d+ without .*ignore .*keep/,
      ),
      'no names rows (it counts the rows from 1 to 60): it is no feature, unless keep names it.',
    ])
    expect(shaped!.noticed).toBeUndefined()
  })

  it('are settled by ignore', async () => {
    const { frame: shaped, warnings } = await run({ ignore: ['fee', 'no'] })
    expect(roles(shaped)).toEqual(['ignored', 'feature', 'feature', 'ignored', 'target'])
    expect(warnings).toEqual([])
  })

  it.each([
    [{ keep: ['fee', 'no'] }],
    [{ features: ['no', 'x', 'z', 'fee'] }],
    [{ keep: ['fee', 'no'], rename: { fee: 'paid' } }],
  ])('stay with a warning where %j names them, and go along to the score', async params => {
    const { frame: shaped, warnings } = await run(params)
    expect(roles(shaped)).toEqual(['feature', 'feature', 'feature', 'feature', 'target'])
    expect(warnings).toHaveLength(2)
    const name = 'rename' in params ? 'paid' : 'fee'
    expect(warnings[0]).toMatch(new RegExp(`^${name} gives y away, and is learned from, as somebody chose: all 60`))
    expect(shaped!.noticed).toMatchObject([{ column: name }])
    // A later word settles it.
    expect((await runType(device, 'table.columns', shaped!, { ignore: [name, 'no'] })).frame!.noticed).toBeUndefined()
  })

  it('leave something to learn from', async () => {
    const only = frameOf({ no: Array.from({ length: n }, (_, i) => i + 1), y })
    expect(roles((await run({}, only)).frame)).toEqual(['feature', 'target'])
    const renamed = frameOf({ same: y.map(v => v.toUpperCase()), y })
    const { frame: shaped, warnings } = await run({}, renamed)
    expect(roles(shaped)).toEqual(['feature', 'target'])
    expect(warnings).toEqual([expect.stringMatching(/^same nearly decides y by itself/)])
  })
})
