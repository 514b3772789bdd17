import { afterAll, describe, expect, it } from 'vitest'
import { readPipeline } from '../../../shared/pipeline/document'
import { Device } from '../../device/device'
import { DeviceHolder } from '../../device/holder'
import { Engine } from '../../engine/engine'
import { testDevice } from '../../testing/device'
import { testNumbers } from '../../testing/frames'
import { memoryHost } from '../../testing/host'
import { models, notesOf, targetFor } from './subjects'

/**
 * A device that is lost after the k-th launch: the run repeats the node on a new one and gives the same figures, or fails by name;
 * it never says done on a dead device.
 */
await testDevice()
const n = 90
const engines: Engine[] = []
afterAll(() => Promise.all(engines.map(e => e.close())))

describe.each(models.map(spec => ({ type: spec.type, spec })))('$type', ({ type, spec }) => {
  const { params = {} } = notesOf(spec)
  const noise = testNumbers(n, 9)
  const a = testNumbers(n, 1)
  const target = targetFor(spec, n, i => a[i]! + 0.5 * noise[i]!)
  const { host } = memoryHost({ iris: { a, b: testNumbers(n, 2), ...(target && { target }) } })
  const document = readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'columns', type: 'table.columns', params: target ? { target: 'target' } : {} },
      { id: 'train', type, params },
    ],
    edges: [
      { from: 'load', to: 'columns' },
      { from: 'columns', to: 'train' },
    ],
  })

  /** Runs the line on a first device that is destroyed after `launches` launches, then on whole ones. */
  async function runLosing(launches: number) {
    let opened = 0
    const holder = new DeviceHolder(async () => {
      const device = await Device.open()
      if (opened++ > 0) return device
      const run = device.run.bind(device)
      let left = launches
      device.run = (kernel, launch) => {
        if (left-- === 0) device.gpu.destroy()
        run(kernel, launch)
      }
      return device
    })
    const engine = new Engine(host, holder)
    engines.push(engine)
    const { results } = await engine.run(document)
    return { opened, result: results.nodes['train']! }
  }

  it('is repeated and gives what it gives without a loss', async () => {
    const whole = await runLosing(Infinity)
    expect(whole.result.status).toBe('done')
    const total = whole.result.gpu!.dispatches
    // A model that launches nothing has nothing to lose.
    if (total === 0) return
    for (const at of new Set([0, 1, Math.floor(total / 3), Math.floor(total / 2), total - 2, total - 1])) {
      const { opened, result } = await runLosing(at)
      expect(result.status, `lost at launch ${at} of ${total}: ${result.error?.message}`).toBe('done')
      expect(opened).toBe(2)
      expect(result.summary).toEqual(whole.result.summary)
    }
  })
})
