import { afterAll, describe, expect, it } from 'vitest'
import { testDevice } from '../testing/device'
import { Device } from './device'
import { kernel } from './kernel'

const device = await testDevice()

/** Adds a number to one cell; the text of a shader that an adapter refuses. */
const source = (body: string): string => `
  @group(0) @binding(0) var<storage, read_write> cells: array<u32>;
  struct Parameters { at: u32, more: u32 }
  @group(0) @binding(1) var<uniform> p: Parameters;
  @compute @workgroup_size(1) fn main() { ${body} }`
const shape = { bindings: { cells: 'write' }, uniforms: { at: 'u32', more: 'u32' } } as const
const adds = kernel({ name: 'adds', source: source('cells[p.at] += p.more;'), ...shape })
const slow = kernel({
  name: 'slow',
  source: source('var x = p.more; for (var i = 0u; i < 2000000u; i++) { x = x * 3u + i % 7u; } cells[p.at] = x;'),
  ...shape,
})
const wrong = kernel({ name: 'wrong', source: source('cells[p.at] = nothing;'), ...shape })

const launch = (on: Device, cells: GPUBuffer, at: number, more: number, work = 1, what = adds): void =>
  on.run(what, { bindings: { cells }, uniforms: { at, more }, groups: [1], work })

describe('a device', () => {
  it('gives every launch its own numbers, however many are collected', async () => {
    using scope = device.scope()
    const cells = scope.buffer(4 * 1000)
    for (let i = 0; i < 2000; i++) launch(device, cells, i % 1000, i)
    expect([...(await device.readInts(cells, 1000))]).toEqual(Array.from({ length: 1000 }, (_, i) => 2 * i + 1000))
  })

  it('keeps uploads, launches, copies and fills in order', async () => {
    using scope = device.scope()
    const [a, b] = [scope.buffer(16), scope.buffer(16)]
    launch(device, a, 0, 5)
    device.copy(a, 0, b, 4, 4)
    device.write(a, Uint32Array.of(7))
    launch(device, a, 0, 1)
    device.copy(a, 0, b, 8, 4)
    device.clear(a)
    launch(device, a, 3, 2)
    expect([...(await device.readInts(a, 4))]).toEqual([0, 0, 0, 2])
    expect([...(await device.readInts(b, 4))]).toEqual([0, 5, 8, 0])
  })

  it('collects small work and submits large work at once', async () => {
    using scope = device.scope()
    const cells = scope.buffer(16)
    await device.finish()
    const counts = device.counter.since()
    for (let i = 0; i < 100; i++) launch(device, cells, 0, 1)
    expect(counts().submits).toBe(0)
    for (let i = 0; i < 10; i++) launch(device, cells, 0, 1, 1e12)
    expect(counts().submits).toBe(10)
    await device.finish()
    expect((await device.readInts(cells, 1))[0]).toBe(110)
  })

  it('cuts what a slow kernel does into short submissions, beside a quick one, whatever work they tell', async () => {
    using scope = device.scope()
    const cells = scope.buffer(16)
    const launches = async (count: number, what: typeof adds, work: number) => {
      const counts = device.counter.since()
      const started = performance.now()
      for (let i = 0; i < count; i++) launch(device, cells, 0, 1, work, what)
      await device.finish()
      return { submits: counts().submits, elapsed: performance.now() - started }
    }
    let one = 0
    for (let i = 0; i < 3; i++) one = (await launches(10, slow, 1000)).elapsed / 10
    for (let i = 0; i < 10; i++) await launches(20, adds, 1e6)
    const { submits, elapsed } = await launches(Math.ceil(1000 / one), slow, 1000)
    expect(submits).toBeGreaterThan(2)
    expect(elapsed / submits).toBeLessThan(400)
    expect((await launches(20, adds, 1e6)).submits).toBe(1)
  })

  it('tells a refused command at the next wait, and is whole after it has recovered', async () => {
    using scope = device.scope()
    const cells = scope.buffer(16)
    launch(device, cells, 0, 1, 1, wrong)
    await expect(device.readInts(cells, 1)).rejects.toMatchObject({ code: 'device' })
    await device.recover()
    const fresh = scope.buffer(16)
    launch(device, fresh, 0, 3)
    expect((await device.readInts(fresh, 1))[0]).toBe(3)
  })

  it('keeps pace with what is under way, and stops for a signal', async () => {
    using scope = device.scope()
    const cells = scope.buffer(16)
    await device.finish()
    await device.pace()
    launch(device, cells, 0, 1, 1e12)
    await device.pace()
    await expect(device.pace(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a lost device', async () => {
  const lost = await Device.open()
  const scope = lost.scope()
  const cells = scope.buffer(16)
  lost.gpu.destroy()
  await lost.gpu.lost
  afterAll(() => lost.close())

  it.each<[string, () => unknown]>([
    ['a launch', () => launch(lost, cells, 0, 1)],
    ['an upload', () => lost.write(cells, Uint32Array.of(1))],
    ['a copy', () => lost.copy(cells, 0, cells, 4, 4)],
    ['a buffer', () => lost.scope().buffer(16)],
    ['a read', () => lost.read(cells)],
    ['a wait', () => lost.finish()],
  ])('refuses %s by name', async (_, act) => {
    await expect((async () => act())()).rejects.toMatchObject({
      code: 'device',
      message: expect.stringContaining('The GPU was lost') as string,
    })
  })

  it('takes its buffers back without a word', async () => {
    expect(lost.isLost).toBe(true)
    scope[Symbol.dispose]()
    lost.memory.trim()
    await lost.recover()
    expect([lost.counter.buffers, lost.counter.live]).toEqual([0, 0])
  })
})
