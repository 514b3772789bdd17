import { expect, it } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import { Device } from '../../device/device'
import { allocations } from '../../testing/faults'
import { engines, spread } from './line'

/** An adapter without room, at any one allocation: the node fails by name, nothing is left behind, the same device works again. */
export function allocationLaws(spec: NodeSpec): void {
  const line = engines()
  it('fails by name wherever an allocation fails, and works again on the same device', async () => {
    const device = await Device.open()
    const plan = allocations(device)
    const { run } = line(spec, () => Promise.resolve(device))
    plan.failAt(-1)
    const whole = await run()
    expect(whole.status).toBe('done')
    const sites = plan.made
    for (const at of spread(sites, 6)) {
      plan.failAt(at)
      const { status, error } = await run()
      const reached = plan.made > at
      plan.failAt(-1)
      // A quicker run takes its steps in fewer portions, and may never come to the last places.
      if (!reached) continue
      expect(status, `allocation ${at} of ${sites}`).toBe('failed')
      expect(error, `allocation ${at} of ${sites}`).toMatchObject({ code: 'device' })
      expect(error!.message).toContain('no room')
      expect(error!.remedy).toBeTruthy()
      expect(device.counter.buffers).toBe(0)
      expect(device.memory.kept).toBe(0)
    }
    expect((await run()).summary).toEqual(whole.summary)
  })
}
