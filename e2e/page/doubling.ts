import shader from './doubling.wgsl?raw'

export interface Doubled {
  adapter: string
  values: number[]
}

/** The smallest WebGPU program: doubles numbers on the device. */
export async function double(values: number[]): Promise<Doubled> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('no adapter')
  const device = await adapter.requestDevice()
  const module = device.createShaderModule({ code: shader })
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } })
  const size = values.length * 4
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
  const data = device.createBuffer({ size, usage })
  const back = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(data, 0, new Float32Array(values))
  const layout = pipeline.getBindGroupLayout(0)
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(0, device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer: data } }] }))
  pass.dispatchWorkgroups(Math.ceil(values.length / 64))
  pass.end()
  encoder.copyBufferToBuffer(data, 0, back, 0, size)
  device.queue.submit([encoder.finish()])
  await back.mapAsync(GPUMapMode.READ)
  const doubled = [...new Float32Array(back.getMappedRange())]
  device.destroy()
  return { adapter: `${adapter.info.vendor} ${adapter.info.architecture}`, values: doubled }
}
