import { expect, it } from 'vitest'
import { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { gather } from './gather'

const device = await testDevice()

it('agrees with its twin on 50 random shapes, with and without an index, and leaves its neighbours alone', async () => {
  const random = new Random(5)
  for (let round = 0; round < 50; round++) {
    using scope = device.scope()
    const n = 1 + random.integer(3000)
    const start = 4 * random.integer(Math.ceil(n / 4))
    const count = 1 + random.integer(n - start)
    const offset = 4 * random.integer(50)
    const [alpha, beta] = [random.normal(), random.normal()].map(Math.fround) as [number, number]
    const cells = Float32Array.from({ length: n }, () => random.normal())
    const rows = round % 2 ? Uint32Array.from({ length: n }, () => random.integer(n)) : undefined
    const end = offset + Math.ceil(count / 4) * 4
    const out = scope.upload(new Float32Array(end + 8).fill(7))
    gather(device, scope.upload(cells), out, {
      ...(rows && { rows: scope.upload(rows) }),
      start,
      count,
      offset,
      alpha,
      beta,
    })
    const got = await device.readFloats(out, end + 8)
    for (let i = 0; i < got.length; i++) {
      const j = i - offset
      const want = j < 0 || i >= end ? 7 : j >= count ? 0 : alpha * cells[rows ? rows[start + j]! : start + j]! + beta
      expect(Math.abs(got[i]! - want)).toBeLessThan(1e-6 * (1 + Math.abs(want)))
    }
  }
})
