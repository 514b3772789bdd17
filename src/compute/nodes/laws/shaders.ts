import { expect, it } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import { Device } from '../../device/device'
import { Random } from '../../random/random'
import { corruptShaders, damaged } from '../../testing/faults'
import { engines, spread } from './line'

/** A shader that the adapter refuses is an error at its kernel, never zeros; default limits are enough for every node. */
export function shaderLaws(spec: NodeSpec): void {
  const line = engines()
  it('gives the same under the default limits and features', async () => {
    const whole = await line(spec).run()
    const plain = await line(spec, () => Device.open({ plain: true })).run()
    expect(plain.status).toBe('done')
    expect(plain.summary).toEqual(whole.summary)
  })

  it('fails by name when a kernel does not compile', async () => {
    const names = new Set<string>()
    const seen = await Device.open()
    corruptShaders(seen, kernel => {
      names.add(kernel.name)
      return kernel.source
    })
    const whole = await line(spec, () => Promise.resolve(seen)).run()
    expect(whole.status).toBe('done')
    const random = new Random(3)
    const all = [...names]
    for (const name of spread(all.length, 4).map(i => all[i])) {
      const device = await Device.open()
      corruptShaders(device, ({ name: own, source }) => (own === name ? damaged(source, random) : source))
      const { run } = line(spec, () => Promise.resolve(device))
      const { status, error } = await run()
      expect(status, name).toBe('failed')
      expect(error, name).toMatchObject({ code: 'device' })
      expect(error!.message).toContain('refused')
      expect(error!.remedy).toBeTruthy()
      expect(device.counter.buffers).toBe(0)
    }
  })
}
