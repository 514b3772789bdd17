import { describe, expect, it } from 'vitest'
import { Device } from '../../device/device'
import { testDevice } from '../../testing/device'
import { engines } from './line'
import { learners } from './subjects'

/**
 * A device that is lost after the k-th launch: the run repeats the node on a new one and gives the same figures, or fails by name;
 * it never says done on a dead device.
 */
await testDevice()
const line = engines()
const points = 20

describe.each(learners.map(spec => ({ type: spec.type, spec })))('$type', ({ spec }) => {
  /** Runs the line on a first device that is destroyed after `launches` launches, then on whole ones. */
  async function runLosing(launches: number) {
    let opened = 0
    const { run } = line(spec, async () => {
      const device = await Device.open()
      if (opened++ > 0) return device
      const launch = device.run.bind(device)
      let left = launches
      device.run = (kernel, plan) => {
        if (left-- === 0) device.gpu.destroy()
        launch(kernel, plan)
      }
      return device
    })
    const result = await run()
    return { opened, result }
  }

  it(`is repeated and gives what it gives without a loss, at ${points} points`, async () => {
    const whole = await runLosing(Infinity)
    expect(whole.result.status).toBe('done')
    const total = whole.result.gpu!.dispatches
    const at = Array.from({ length: points }, (_, i) => Math.floor((i * Math.max(0, total - 1)) / (points - 1)))
    // A node that launches nothing has nothing to lose.
    for (const launch of new Set(total > 0 ? at : [])) {
      const { opened, result } = await runLosing(launch)
      expect(result.status, `lost at launch ${launch} of ${total}: ${result.error?.message}`).toBe('done')
      expect(opened).toBe(2)
      expect(result.summary).toEqual(whole.result.summary)
    }
  })
})
