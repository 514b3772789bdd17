import { describe, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { elementwise } from '../kernels/elementwise/elementwise'
import { readTensor, tensorOf, zeros } from '../tensor/tensor'
import { testDevice } from '../testing/device'

const mebibyte = 2 ** 20
const device = await testDevice({ budget: 8 * mebibyte })

describe('memory', () => {
  it('gives a released buffer to the next of its size, with zeros unless it is scratch', async () => {
    device.memory.trim()
    let first: GPUBuffer
    {
      using scope = device.scope()
      first = scope.upload(Float32Array.of(1, 2, 3, 4))
    }
    expect(device.memory.kept).toBe(16)
    using scope = device.scope()
    expect(scope.scratch(16)).toBe(first)
    expect(await device.readFloats(first, 4)).toEqual(Float32Array.of(1, 2, 3, 4))
    scope.free(first)
    expect(scope.buffer(16)).toBe(first)
    expect(await device.readFloats(first, 4)).toEqual(new Float32Array(4))
  })

  it('keeps within its budget: free buffers go, the longest unused first', () => {
    device.memory.trim()
    {
      using scope = device.scope()
      for (const size of [3, 2, 1]) scope.free(scope.buffer(size * mebibyte))
    }
    expect(device.memory.kept).toBe(6 * mebibyte)
    using scope = device.scope()
    scope.buffer(4 * mebibyte)
    expect(device.memory.kept).toBe(3 * mebibyte)
    expect(device.counter.live).toBe(4 * mebibyte)
  })

  it('asks caches for what they can do without, then refuses with a remedy', () => {
    device.memory.trim()
    using cached = device.scope()
    const buffers = [cached.buffer(3 * mebibyte), cached.buffer(3 * mebibyte)]
    const asked: number[] = []
    const done = device.memory.register({
      evict(bytes) {
        asked.push(bytes)
        const buffer = buffers.pop()
        if (buffer) cached.free(buffer)
      },
    })
    using scope = device.scope()
    scope.buffer(4 * mebibyte)
    expect(asked).toEqual([2 * mebibyte])
    expect(device.counter.live).toBe(7 * mebibyte)
    const refused = ((): unknown => {
      try {
        return scope.buffer(6 * mebibyte)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toBeInstanceOf(LatheError)
    expect((refused as LatheError).message).toContain('no room')
    done()
  })

  it('lets launches that were collected run before the buffers they use are destroyed', async () => {
    device.memory.trim()
    using scope = device.scope()
    const out = zeros(scope, [mebibyte / 4])
    {
      using inner = device.scope()
      elementwise(device, 'square', [tensorOf(inner, out.shape, new Float32Array(mebibyte / 4).fill(3))], out)
    }
    scope.buffer(6.5 * mebibyte)
    expect(device.memory.kept).toBe(0)
    expect((await readTensor(device, out))[mebibyte / 4 - 1]).toBe(9)
  })

  it('counts the peak of what was in use', () => {
    device.memory.trim()
    const counts = device.counter.since()
    {
      using scope = device.scope()
      scope.free(scope.buffer(2 * mebibyte))
      scope.buffer(mebibyte)
    }
    expect(counts().peakBytes).toBe(2 * mebibyte)
  })
})
