import { describe, expect, it } from 'vitest'
import type { Host, ReportRequest } from '../../../../shared/contracts/host'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { noHost, runType } from '../../../testing/run'

const device = await testDevice()
const request = { results: { pipeline: 'Penguins' }, datasets: [] } as unknown as ReportRequest

async function write(params: Record<string, unknown>) {
  const reports: { path: string; request: ReportRequest }[] = []
  const report: Host['outputs']['report'] = (path, given) => {
    reports.push({ path, request: given })
    return Promise.resolve({ path: `/data/${path}`, bytes: 1234 })
  }
  const host: Host = { ...noHost, outputs: { ...noHost.outputs, report } }
  const frames = [frameOf({ x: [1, 2] }), frameOf({ x: [1] })]
  const run = await runType(device, 'output.report', { frames, report: () => request }, params, { host })
  return { run, reports }
}

describe('output.report', () => {
  it('writes the run so far', async () => {
    const { run, reports } = await write({ path: 'r.html' })
    expect(reports).toEqual([{ path: 'r.html', request }])
    expect(run.summary).toEqual({ path: '/data/r.html', bytes: 1234, rows: [2, 1] })
  })

  it('takes a title', async () => {
    const { reports } = await write({ path: 'r.md', title: 'For the board' })
    expect(reports[0].request.title).toBe('For the board')
  })

  it('needs a path', async () => {
    await expect(write({})).rejects.toMatchObject({ code: 'parameter' })
  })
})
