import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { testNumbers } from '../../testing/frames'
import { randomUniforms, randomWords } from './random'

const device = await testDevice()

const shapes = Array.from({ length: 50 }, (_, i): [number, number, number] => {
  const [seed, stream, count] = testNumbers(3, i + 1)
  return [Math.floor((seed! + 1) * 2 ** 31), Math.floor((stream! + 1) * 1000), 1 + Math.floor((count! + 1) * 1000)]
})

it('writes the words and uniforms of its twin, bit for bit', async () => {
  for (const [seed, stream, count] of [...shapes, [0, 0, 1], [2 ** 32 - 1, 2 ** 32 - 1, 257]] as const) {
    using scope = device.scope()
    const [words, uniforms] = [scope.buffer(count * 4), scope.buffer(count * 4)]
    randomWords(device, words, { seed, stream, count })
    randomUniforms(device, uniforms, { seed, stream, count })
    const twin = new Random(seed, stream)
    expect(await device.readInts(words, count)).toEqual(Uint32Array.from({ length: count }, () => twin.word()))
    const again = new Random(seed, stream)
    expect(await device.readFloats(uniforms, count)).toEqual(
      Float32Array.from({ length: count }, () => again.uniform()),
    )
  }
})

it('starts anywhere in the stream and writes nothing for no numbers', async () => {
  using scope = device.scope()
  const out = scope.buffer(40)
  randomWords(device, out, { seed: 5, count: 0 })
  expect(Array.from(await device.readInts(out, 10))).toEqual(new Array(10).fill(0))
  randomWords(device, out, { seed: 5, count: 10, skip: 100 })
  const twin = new Random(5)
  for (let i = 0; i < 100; i++) twin.word()
  expect(Array.from(await device.readInts(out, 10))).toEqual(Array.from({ length: 10 }, () => twin.word()))
})
