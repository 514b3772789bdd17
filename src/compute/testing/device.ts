import { afterAll } from 'vitest'
import { Device, type DeviceOptions } from '../device/device'
import { provide } from '../device/provider'
import { createNodeGpu } from '../host/node'

/** One device for a test file, on Dawn; closed with it. Fails when a test leaves a buffer behind. */
export async function testDevice(options: DeviceOptions = {}): Promise<Device> {
  const node = await createNodeGpu()
  provide({ gpu: () => Promise.resolve(node.gpu), wait: node.wait })
  const device = await Device.open(options)
  afterAll(() => {
    const left = device.counter.buffers
    device.close()
    if (left !== 0) throw new Error(`${left} buffers were left on the device.`)
  })
  return device
}
