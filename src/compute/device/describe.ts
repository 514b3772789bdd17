import type { AdapterInfo } from '../../shared/results/results'
import { Device } from './device'
import { infoOf, requestAdapter } from './provider'

/** The adapter that a run would use, by name: no device is opened. Errors: `adapter`. */
export async function offeredAdapter(): Promise<AdapterInfo> {
  return infoOf(await requestAdapter())
}

/** The adapter that a run would use, and what it allows. Errors: `adapter`. */
export async function describeAdapter(): Promise<{
  info: AdapterInfo
  features: string[]
  limits: Record<string, number>
}> {
  const device = await Device.open()
  try {
    const { limits } = device.gpu
    const names = [
      'maxBufferSize',
      'maxStorageBufferBindingSize',
      'maxStorageBuffersPerShaderStage',
      'maxComputeInvocationsPerWorkgroup',
      'maxComputeWorkgroupStorageSize',
      'maxComputeWorkgroupsPerDimension',
    ] as const
    return {
      info: device.info,
      features: [...device.gpu.features].sort(),
      limits: Object.fromEntries(names.map(name => [name, limits[name]])),
    }
  } finally {
    device.close()
  }
}
