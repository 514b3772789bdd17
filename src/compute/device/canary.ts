import { LatheError } from '../../shared/errors'
import source from './canary.wgsl?raw'
import type { Device } from './device'
import { kernel } from './kernel'

const canary = kernel({ name: 'canary', source, bindings: { cell: 'write' }, uniforms: { number: 'u32' } })
let number = 1

/**
 * Proves that the device still computes: after a loss WebGPU calls are silent no-ops, so no node may say "done" without it.
 * One launch and one read of 4 bytes.
 */
export async function verify(device: Device): Promise<void> {
  using scope = device.scope()
  const cell = scope.buffer(4)
  number = (number + 7919) % 1_000_003
  device.run(canary, { bindings: { cell }, uniforms: { number }, groups: [1], work: 1 })
  const [answer] = await device.readInts(cell, 1)
  if (answer !== number * 3 + 1)
    throw new LatheError({
      code: 'device',
      message: `The GPU gave ${answer} where ${number * 3 + 1} was due: its results cannot be trusted.`,
      remedy: 'Update the graphics driver, or run with --adapter software.',
    })
}
