import { describe, expect, it } from 'vitest'
import { importDefaults, type ImportOptions } from '../../../../shared/contracts/datasets'
import { readPipeline } from '../../../../shared/pipeline/document'
import { faultsOf } from '../../../../shared/pipeline/validate'
import type { NumberCells } from '../../../frame/cells'
import { testDevice } from '../../../testing/device'
import { memoryHost } from '../../../testing/host'
import { runType } from '../../../testing/run'
import { nodeSpecs } from '../../registry'
import { identity } from './run'

const device = await testDevice()
const { host } = memoryHost({ 'a.csv': { x: [1, null, 3], name: ['p', 'q', 'p'] } })
const none = { frames: [], report: () => Promise.reject(new Error('no report')) as never }

describe('data.file', () => {
  it('gives the table, its fingerprint and the profile of its columns', async () => {
    const { frame, summary, blocks } = await runType(device, 'data.file', none, { path: 'a.csv' }, { host })
    expect(frame!.columns.map(c => [c.name, c.kind, c.role, c.missing])).toEqual([
      ['x', 'number', 'feature', 1],
      ['name', 'category', 'feature', 0],
    ])
    expect(summary['dataset']).toEqual({ name: 'a.csv', fingerprint: 'print of a.csv' })
    expect(blocks![0]).toMatchObject({ kind: 'table', id: 'profile' })
  })

  it('reads columns that are asked for in one turn in one go', async () => {
    const { host: counted, wrote } = memoryHost({ 'a.csv': { x: [1, 2], y: [3, 4] } })
    const { frame } = await runType(device, 'data.file', none, { path: 'a.csv' }, { host: counted })
    await Promise.all(frame!.columns.map(c => (c.cells as NumberCells).numbers()))
    expect(wrote.reads).toBe(1)
  })

  it('hands every choice to the import and is known by the fingerprint', async () => {
    let got: ImportOptions | undefined
    const spy = {
      ...host,
      datasets: {
        ...host.datasets,
        open: (path: string, o: ImportOptions) => ((got = o), host.datasets.open(path, o)),
      },
    }
    const defaults = Object.fromEntries(
      Object.entries(nodeSpecs.get('data.file')!.parameters).map(([k, p]) => [k, p.default]),
    )
    const context = { host: spy, signal: new AbortController().signal, progress: () => undefined }
    const { key, opened } = await identity(context, {
      ...defaults,
      path: 'a.csv',
      delimiter: ';',
      decimal: ',',
    } as never)
    expect([key, opened.fingerprint]).toEqual(['print of a.csv', 'print of a.csv'])
    expect(got).toEqual({ ...importDefaults, delimiter: ';', decimal: ',' })
  })

  it('needs a path', () => {
    const document = readPipeline({ format: 'lathe/pipeline', version: 1, nodes: [{ id: 'load', type: 'data.file' }] })
    expect(faultsOf(document, nodeSpecs)[0]).toMatchObject({
      where: 'nodes[0].params.path',
      message: 'path must be given.',
    })
  })
})
