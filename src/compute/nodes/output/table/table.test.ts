import { describe, expect, it } from 'vitest'
import type { ColumnCells } from '../../../../shared/contracts/datasets'
import type { Host } from '../../../../shared/contracts/host'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { noHost, runType } from '../../../testing/run'

const device = await testDevice()

/** A host that keeps the tables it is given. */
function recorder(): { host: Host; tables: { path: string; columns: readonly ColumnCells[]; exact: boolean }[] } {
  const tables: { path: string; columns: readonly ColumnCells[]; exact: boolean }[] = []
  const table: Host['outputs']['table'] = (path, columns, { exact }) => {
    tables.push({ path, columns, exact })
    return Promise.resolve({ path: `/data/${path}`, bytes: 321 })
  }
  return { tables, host: { ...noHost, outputs: { ...noHost.outputs, table } } }
}

describe('output.table', () => {
  it('writes every column whole and says where', async () => {
    const { host, tables } = recorder()
    const frame = frameOf({ x: [1, null], s: ['b', null] }, { roles: { s: 'target' } })
    const run = await runType(device, 'output.table', frame, { path: 'out.csv' }, { host })
    expect(run.summary).toEqual({ path: '/data/out.csv', bytes: 321, rows: 2 })
    expect(tables).toEqual([
      {
        path: 'out.csv',
        exact: false,
        columns: [
          { name: 'x', kind: 'number', values: Float64Array.of(1, Number.NaN) },
          { name: 's', kind: 'category', codes: Int32Array.of(0, -1), categories: ['b'] },
        ],
      },
    ])
  })

  it('passes on the wish for exact cells', async () => {
    const { host, tables } = recorder()
    await runType(device, 'output.table', frameOf({ x: [1] }), { path: 'out.csv', exact: true }, { host })
    expect(tables[0].exact).toBe(true)
  })

  it('writes the prediction of the fold that held each row out', async () => {
    const { host, tables } = recorder()
    const said = (values: number[], parts: number[]) =>
      frameOf({ prediction: values }, { roles: { prediction: 'prediction' }, parts })
    const folds = [said([1, 2], [2, 0]), said([3, 4], [0, 2])]
    await runType(device, 'output.table', { ...said([9, 9], [0, 0]), folds }, { path: 'out.csv' }, { host })
    expect(tables[0].columns).toMatchObject([
      { values: Float64Array.of(1, 4) },
      { name: 'fold', values: Float64Array.of(1, 2) },
    ])
  })

  it('needs a path', async () => {
    await expect(runType(device, 'output.table', frameOf({ x: [1] }))).rejects.toMatchObject({
      code: 'parameter',
      message: 'path must be given.',
    })
  })
})
