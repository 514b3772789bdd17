import { afterEach, describe, expect, it } from 'vitest'
import { Device, type DeviceOptions } from '../device/device'
import { Random } from '../random/random'
import { testDevice } from '../testing/device'
import { allocations, corruptShaders, damaged } from '../testing/faults'
import { rings, trainingContext } from '../testing/rings'
import { fitNetwork } from './network'

/**
 * A training on a device that fails: it ends by name, never with losses that nothing stands behind, leaves nothing, and the next training
 * is what it would have been.
 */
await testDevice()
const opened: Device[] = []
afterEach(() => {
  for (const device of opened.splice(0)) device.close()
})

async function open(options?: DeviceOptions): Promise<Device> {
  const device = await Device.open(options)
  opened.push(device)
  return device
}

/** Two epochs of three steps from the start: what came of them. */
async function learn(device: Device) {
  using made = rings(device)
  return await fitNetwork(trainingContext(device), made.data, made.network, { ...made.options, epochs: 2 })
}

const named = (part: string) => ({
  code: 'device',
  message: expect.stringContaining(part) as string,
  remedy: { text: expect.stringMatching(/./) as string },
})

describe('a training', () => {
  it('ends by name when the device is lost, at 20 points, and is whole on the next', async () => {
    const sound = await open()
    const counts = sound.counter.since()
    const whole = await learn(sound)
    const total = counts().dispatches
    for (let point = 0; point < 20; point++) {
      const device = await open()
      const launch = device.run.bind(device)
      let left = Math.floor((point * (total - 1)) / 19)
      device.run = (kernel, plan) => {
        if (left-- === 0) device.gpu.destroy()
        launch(kernel, plan)
      }
      await expect(learn(device), `lost at point ${point}`).rejects.toMatchObject(named('was lost'))
      expect([device.isLost, device.counter.buffers]).toEqual([true, 0])
    }
    expect(await learn(await open())).toEqual(whole)
  })

  it('ends by name wherever an allocation fails, and is whole on the same device after it', async () => {
    const device = await open()
    const plan = allocations(device)
    const whole = await learn(device)
    await device.recover()
    plan.failAt(-1)
    await learn(device)
    const sites = plan.made
    expect(sites).toBeGreaterThan(20)
    for (let at = 0; at < sites; at++) {
      await device.recover()
      plan.failAt(at)
      await expect(learn(device), `allocation ${at} of ${sites}`).rejects.toMatchObject(named('no room'))
      await device.recover()
      expect([device.counter.buffers, device.memory.kept]).toEqual([0, 0])
    }
    plan.failAt(-1)
    expect(await learn(device)).toEqual(whole)
  })

  it('ends by name when a kernel does not compile, whichever it is, and is whole on the same device after it', async () => {
    const names = new Set<string>()
    const device = await open()
    let broken = ''
    const random = new Random(5)
    corruptShaders(device, ({ name, source }) => {
      names.add(name)
      return name === broken ? damaged(source, random) : source
    })
    const whole = await learn(device)
    expect(names.size).toBeGreaterThan(6)
    for (const name of names) {
      broken = name
      await expect(learn(device), name).rejects.toMatchObject(named('refused'))
      expect(device.counter.buffers).toBe(0)
      await device.recover()
    }
    broken = ''
    expect(await learn(device)).toEqual(whole)
  })

  it('is the same under the default limits and features', async () => {
    expect(await learn(await open({ plain: true }))).toEqual(await learn(await open()))
  })

  it('leaves nothing when what it calls fails', async () => {
    const device = await open()
    for (const at of ['forward', 'loss'] as const) {
      const failed = async (): Promise<unknown> => {
        using made = rings(device)
        const fail = (): never => {
          throw new Error(`no ${at}`)
        }
        return await fitNetwork(trainingContext(device), made.data, { ...made.network, [at]: fail }, made.options)
      }
      await expect(failed()).rejects.toThrow(`no ${at}`)
      expect(device.counter.buffers).toBe(0)
    }
  })
})
