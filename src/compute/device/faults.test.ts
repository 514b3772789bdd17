import { afterEach, describe, expect, it, vi } from 'vitest'
import { testDevice } from '../testing/device'
import { allocations } from '../testing/faults'
import { Device } from './device'
import { kernel } from './kernel'

const device = await testDevice()
afterEach(() => void vi.restoreAllMocks())

const doubles = kernel({
  name: 'doubles',
  source: `
    @group(0) @binding(0) var<storage, read_write> cells: array<u32>;
    struct Parameters { times: u32 }
    @group(0) @binding(1) var<uniform> p: Parameters;
    @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x >= arrayLength(&cells)) { return; }
      var x = cells[id.x];
      for (var i = 0u; i < p.times; i++) { x = x * 2u + i % 3u; }
      cells[id.x] = x;
    }`,
  bindings: { cells: 'write' },
  uniforms: { times: 'u32' },
})
const launch = (on: Device, cells: GPUBuffer | GPUBufferBinding, groups = 1, times = 1): void =>
  on.run(doubles, { bindings: { cells }, uniforms: { times }, groups: [groups], work: 1 })

const refused = { code: 'device', message: expect.stringContaining('refused') as string }
const noRoom = { code: 'device', message: expect.stringContaining('no room') as string }
const lost = { code: 'device', message: expect.stringContaining('was lost') as string }

describe('what a device refuses', () => {
  it.each<[string, (cells: GPUBuffer) => void]>([
    ['an upload beyond the end', cells => device.write(cells, new Uint32Array(8))],
    ['a copy beyond the end', cells => device.copy(cells, 0, cells, 32, 64)],
    ['a binding where none may begin', cells => launch(device, { buffer: cells, offset: 4 })],
    ['a binding beyond the end', cells => launch(device, { buffer: cells, offset: 256, size: 1024 })],
    ['more groups than there may be', cells => launch(device, cells, 65_536)],
    [
      'a destroyed buffer',
      cells => {
        launch(device, cells)
        cells.destroy()
      },
    ],
  ])('%s, is told at the next wait, and at every one until it has recovered', async (_, act) => {
    const cells = device.gpu.createBuffer({
      size: 16,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    })
    using scope = device.scope()
    const other = scope.buffer(16)
    act(cells)
    await expect(device.finish()).rejects.toMatchObject(refused)
    await expect(device.read(other)).rejects.toMatchObject(refused)
    await device.recover()
    await device.finish()
    cells.destroy()
  })

  it('is told to every wait that is under way, not to the first alone', async () => {
    using scope = device.scope()
    const [cells, other] = [scope.buffer(16), scope.buffer(16)]
    const first = device.read(other)
    launch(device, cells, 65_536)
    const results = await Promise.allSettled([first, device.read(cells), device.read(cells), device.finish()])
    expect(results.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await device.recover()
  })

  it('is told to every wait when error scopes answer late', async () => {
    const pop = device.gpu.popErrorScope.bind(device.gpu)
    vi.spyOn(device.gpu, 'popErrorScope').mockImplementation(async () => {
      const error = await pop()
      await new Promise(resolve => setTimeout(resolve, 30))
      return error
    })
    using scope = device.scope()
    launch(device, scope.buffer(16), 65_536)
    const results = await Promise.allSettled([device.finish(), device.finish()])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await device.recover()
  })

  it('is told when an error scope cannot answer', async () => {
    vi.spyOn(device.gpu, 'popErrorScope').mockImplementationOnce(() => Promise.reject(new Error('no scope')))
    using scope = device.scope()
    scope.buffer(2 ** 20 + 16)
    await expect(device.finish()).rejects.toMatchObject(refused)
    await device.recover()
    // The scope that was not taken off.
    await device.gpu.popErrorScope()
  })

  it('is told when a buffer does not map, without calling it a loss', async () => {
    using scope = device.scope()
    const cells = scope.buffer(16)
    vi.spyOn(GPUBuffer.prototype, 'mapAsync').mockRejectedValueOnce(new Error('not mapped'))
    await expect(device.read(cells)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('not mapped') as string,
    })
    expect(device.isLost).toBe(false)
    await device.recover()
    expect(await device.readInts(cells, 1)).toEqual(Uint32Array.of(0))
  })
})

describe('want of memory', () => {
  it('is told instead of what it made fail, and leaves no invalid buffer in the pool', async () => {
    const own = await Device.open()
    const plan = allocations(own)
    {
      using scope = own.scope()
      plan.failAt(0)
      const cells = scope.scratch(64)
      plan.failAt(-1)
      own.write(cells, new Uint32Array(16))
      launch(own, cells)
      await expect(own.finish()).rejects.toMatchObject(noRoom)
    }
    expect(own.memory.kept).toBe(64)
    await own.recover()
    using scope = own.scope()
    const cells = scope.buffer(64)
    launch(own, cells, 1, 2)
    expect((await own.readInts(cells, 1))[0]).toBe(1)
    scope.free(cells)
    own.close()
  })

  it('for the staging of a read is told, and the next read works', async () => {
    const own = await Device.open()
    const plan = allocations(own)
    using scope = own.scope()
    const cells = scope.upload(Uint32Array.of(1, 2, 3, 4))
    plan.failAt(0)
    await expect(own.read(cells)).rejects.toMatchObject(noRoom)
    plan.failAt(-1)
    await own.recover()
    expect(await own.readInts(cells, 4)).toEqual(Uint32Array.of(1, 2, 3, 4))
    scope.free(cells)
    own.close()
  })

  it('for what the device itself needs keeps it from opening', async () => {
    const { gpu } = await Device.open()
    allocations({ gpu }).failAt(0)
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockResolvedValueOnce(gpu)
    await expect(Device.open()).rejects.toMatchObject(noRoom)
    await gpu.lost
  })

  it('while compiling is forgotten with the kernel that it broke', async () => {
    const own = await Device.open()
    const real = own.gpu.createComputePipeline.bind(own.gpu)
    vi.spyOn(own.gpu, 'createComputePipeline').mockImplementationOnce(plan =>
      real({ ...plan, compute: { ...plan.compute, entryPoint: 'none' } }),
    )
    using scope = own.scope()
    const cells = scope.buffer(16)
    launch(own, cells)
    await expect(own.finish()).rejects.toMatchObject(refused)
    await own.recover()
    launch(own, cells, 1, 2)
    expect((await own.readInts(cells, 1))[0]).toBe(1)
    // What compiled stays compiled when there was no fault.
    const compile = vi.spyOn(own.gpu, 'createComputePipeline').mockClear()
    await own.recover()
    launch(own, cells)
    await own.finish()
    expect(compile).not.toHaveBeenCalled()
    scope.free(cells)
    own.close()
  })
})

describe('a loss', () => {
  it.each<[string, (own: Device, cells: GPUBuffer) => Promise<unknown>]>([
    ['a read', (own, cells) => own.read(cells)],
    ['a wait', own => own.finish()],
    ['a recovery', own => own.recover().then(() => own.finish())],
  ])('during %s ends it at once, and the device knows that it is lost', async (_, wait) => {
    const own = await Device.open()
    using scope = own.scope()
    const cells = scope.buffer(2 ** 20)
    for (let i = 0; i < 10; i++) launch(own, cells, 64, 1000)
    const waiting = wait(own, cells)
    own.gpu.destroy()
    const seen = await waiting.then(
      () => undefined,
      (error: unknown) => ({ error, known: own.isLost }),
    )
    expect(seen).toMatchObject({ error: lost, known: true })
  })

  it('that rejects a read before it tells itself is told as a loss', async () => {
    const own = await Device.open()
    using scope = own.scope()
    const cells = scope.buffer(16)
    vi.spyOn(GPUBuffer.prototype, 'mapAsync').mockImplementationOnce(() => {
      setTimeout(() => own.gpu.destroy(), 20)
      return Promise.reject(new Error('unmapped'))
    })
    await expect(own.read(cells)).rejects.toMatchObject(lost)
  })

  it('keeps a device from opening by name', async () => {
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockRejectedValueOnce(new Error('adapter is gone'))
    await expect(Device.open()).rejects.toMatchObject({
      code: 'adapter',
      message: 'The GPU does not open: adapter is gone.',
    })
  })

  it('is asked for once, not by every wait: what waits had read would be kept', async () => {
    const asked = vi.spyOn(device.gpu.lost, 'then')
    using scope = device.scope()
    for (let i = 0; i < 5; i++) await device.read(scope.buffer(16))
    expect(asked).not.toHaveBeenCalled()
  })
})
