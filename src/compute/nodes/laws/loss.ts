import { expect, it } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import { Device } from '../../device/device'
import { engines, spread } from './line'

/**
 * A device that is lost after the k-th launch: the run repeats the node on a new one and gives the same figures, or fails by name;
 * it never says done on a dead device.
 */
export function lossLaws(spec: NodeSpec): void {
  const line = engines()
  /** Runs the line on a first device that is destroyed after `launches` launches, then on whole ones. */
  async function runLosing(launches: number) {
    let [opened, lost] = [0, false]
    const { run } = line(spec, async () => {
      const device = await Device.open()
      if (opened++ > 0) return device
      const launch = device.run.bind(device)
      let left = launches
      device.run = (kernel, plan) => {
        if (left-- === 0) {
          lost = true
          device.gpu.destroy()
        }
        launch(kernel, plan)
      }
      return device
    })
    const result = await run()
    return { opened, lost, result }
  }

  it('is repeated and gives what it gives without a loss, wherever it comes', async () => {
    const whole = await runLosing(Infinity)
    expect(whole.result.status).toBe('done')
    const total = whole.result.gpu!.dispatches
    // A node that launches nothing has nothing to lose.
    let losses = 0
    for (const launch of spread(total, 4, 20)) {
      const { opened, lost, result } = await runLosing(launch)
      losses += Number(lost)
      expect(result.status, `lost at launch ${launch} of ${total}: ${result.error?.message}`).toBe('done')
      // Trainings look at their steps by the clock, so a slow run may have launched more than this one does.
      expect(opened).toBe(lost ? 2 : 1)
      expect(result.summary).toEqual(whole.result.summary)
    }
    expect(losses).toBeGreaterThanOrEqual(Math.min(total, 3))
  })
}
