import { describe, expect, it } from 'vitest'
import { createNodeGpu } from './node'

/** Doubles what it is given on the device. */
async function twice(values: number[]): Promise<number[]> {
  const { gpu, wait } = await createNodeGpu()
  const adapter = await wait(gpu.requestAdapter())
  if (!adapter) throw new Error('no adapter')
  const device = await wait(adapter.requestDevice())
  const code = `@group(0) @binding(0) var<storage, read_write> data: array<f32>;
    @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x < arrayLength(&data)) { data[id.x] *= 2.0; }
    }`
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }) },
  })
  const size = values.length * 4
  const data = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  })
  const back = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(data, 0, new Float32Array(values))
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer: data } }],
    }),
  )
  pass.dispatchWorkgroups(Math.ceil(values.length / 64))
  pass.end()
  encoder.copyBufferToBuffer(data, 0, back, 0, size)
  device.queue.submit([encoder.finish()])
  await wait(back.mapAsync(GPUMapMode.READ))
  const result = [...new Float32Array(back.getMappedRange())]
  device.destroy()
  return result
}

describe('WebGPU in Node', () => {
  it('computes', async () => {
    expect(await twice([1, -2, 0.5])).toEqual([2, -4, 1])
  })

  it('gives the same object again and leaves navigator alone', async () => {
    const [a, b] = [await createNodeGpu(), await createNodeGpu()]
    expect(a.gpu).toBe(b.gpu)
    expect((globalThis.navigator as { gpu?: unknown } | undefined)?.gpu).toBeUndefined()
  })

  it('naps on a promise that rejects', async () => {
    const { wait } = await createNodeGpu()
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 5))
    await expect(wait(late)).rejects.toThrow('late')
  })
})
