import { expect, it } from 'vitest'
import { testDevice } from '../testing/device'
import { numberCells } from './cells'
import { scaled } from './derived'
import { Images } from './images'

// Room for three columns of 1,024 rows.
const device = await testDevice({ budget: 3 * 4096 })
const column = (from: number) =>
  numberCells(
    1024,
    new Float64Array(1024).map((_, i) => from + i),
  )

it('evicts what the node at work has not asked for, and makes it again when asked', async () => {
  using scope = device.scope()
  const images = new Images(device, scope)
  const done = device.memory.register(images)
  const [a, b, c, d] = [column(0), column(1), column(2), column(3)]
  for (const cells of [a, b, c]) await images.of(cells)
  images.nextNode()
  const before = device.counter.bytesUp
  await images.of(c)
  const image = await images.of(d)
  expect(device.counter.bytesUp - before).toBe(4096)
  expect(device.counter.live).toBe(3 * 4096)
  await images.of(b)
  expect(device.counter.bytesUp - before).toBe(4096)
  const again = await images.of(a).catch((error: Error) => error)
  expect(again).toMatchObject({ code: 'device' })
  images.nextNode()
  await images.of(a)
  expect(device.counter.bytesUp - before).toBe(2 * 4096)
  expect(await device.readFloats((await images.of(a)).buffer, 1)).toEqual(Float32Array.of(-1))
  expect(image.shift).toBe(514.5)
  done()
})

it('keeps a buffer that another image in use shares', async () => {
  using scope = device.scope()
  const images = new Images(device, scope)
  const inner = column(0)
  const image = await images.of(inner)
  images.nextNode()
  const shared = await images.of(scaled(inner, 1, 2))
  expect(shared.buffer).toBe(image.buffer)
  images.nextNode()
  await images.of(scaled(inner, 3, 2))
  images.evict(1)
  expect(device.counter.buffers).toBe(1)
  images.nextNode()
  images.evict(1)
  expect(device.counter.buffers).toBe(0)
})
