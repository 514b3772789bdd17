import { describe } from 'vitest'
import type { NodeSpec } from '../../../shared/node'
import type { Device } from '../../device/device'
import { testDevice } from '../../testing/device'
import { nodeSpecs } from '../registry'
import { allocationLaws } from './allocation'
import { edgeLaws } from './degenerate'
import { digitsLaw } from './digits'
import { learningLaws, modelLaws } from './learning'
import { lossLaws } from './loss'
import { shaderLaws } from './shaders'
import { wideLaws } from './wide'

/** All laws of a node that learns, as tests of its own file, `<name>.laws.test.ts`: files are what workers share. */
export async function lawsOf(type: string): Promise<void> {
  const device = await testDevice()
  const spec = nodeSpecs.get(type)!
  const laws: [string, (device: Device, spec: NodeSpec) => void][] = [
    ['on ordinary data', learningLaws],
    ['on data at the edge', edgeLaws],
    ['when an allocation fails', (_, own) => allocationLaws(own)],
    ['when the device is lost', (_, own) => lossLaws(own)],
    ['when a kernel is refused', (_, own) => shaderLaws(own)],
  ]
  if (spec.group === 'model') laws.push(['as a model', modelLaws], ['to the last digits', digitsLaw])
  if (spec.group === 'model' && spec.needs?.features !== 'none') laws.push(['on an image column', wideLaws])
  for (const [name, law] of laws)
    describe(name, () => {
      law(device, spec)
    })
}
