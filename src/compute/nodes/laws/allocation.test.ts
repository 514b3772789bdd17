import { describe, expect, it } from 'vitest'
import { Device } from '../../device/device'
import { testDevice } from '../../testing/device'
import { allocations } from '../../testing/faults'
import { engines } from './line'
import { learners } from './subjects'

/** An adapter without room, at any one allocation: the node fails by name, nothing is left behind, the same device works again. */
await testDevice()
const line = engines()

describe.each(learners.map(spec => ({ type: spec.type, spec })))('$type', ({ spec }) => {
  it('fails by name wherever an allocation fails, and works again on the same device', async () => {
    const device = await Device.open()
    const plan = allocations(device)
    const { run } = line(spec, () => Promise.resolve(device))
    plan.failAt(-1)
    const whole = await run()
    expect(whole.status).toBe('done')
    for (let at = 0, sites = plan.made; at < sites; at++) {
      plan.failAt(at)
      const { status, error } = await run()
      expect(status, `allocation ${at} of ${sites}`).toBe('failed')
      expect(error, `allocation ${at} of ${sites}`).toMatchObject({ code: 'device' })
      expect(error!.message).toContain('no room')
      expect(error!.remedy).toBeTruthy()
      expect(device.counter.buffers).toBe(0)
      expect(device.memory.kept).toBe(0)
      plan.failAt(-1)
    }
    expect((await run()).summary).toEqual(whole.summary)
  })
})
