import type { Random } from '../../random/random'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { randomColumns } from '../../testing/matrix'
import { fill, missingFlags } from './fill'
import { fillTwin } from './twin'

const device = await testDevice()

interface Case {
  cells: Float64Array
  missing: boolean[]
}

const bitsOf = (missing: readonly boolean[]): Uint32Array => {
  const bits = new Uint32Array(Math.ceil(missing.length / 32))
  missing.forEach((m, i) => m && (bits[i >>> 5] |= 1 << (i & 31)))
  return bits
}

const all = (missing: boolean, n: number): Case => ({
  cells: new Float64Array(n).map((_, i) => i),
  missing: Array.from({ length: n }, () => missing),
})

const plan = {
  device,
  random: (random: Random): Case => {
    const [cells] = randomColumns(random, 1 + random.integer(3000), 1)
    return { cells: cells, missing: Array.from(cells, () => random.uniform() < 0.3) }
  },
  degenerate: { 'one cell': all(true, 1), 'nothing missing': all(false, 33), 'everything missing': all(true, 64) },
  tolerance: 0,
}

agreesWithTwin<Case>('fill', {
  ...plan,
  run: async (scope, { cells, missing }) => {
    const out = scope.buffer(cells.length * 4)
    fill(device, scope.upload(Float32Array.from(cells)), scope.upload(bitsOf(missing)), out, cells.length, 0.25)
    return device.readFloats(out, cells.length)
  },
  twin: ({ cells, missing }) => fillTwin(cells, missing, 0.25),
})

agreesWithTwin<Case>('missingFlags', {
  ...plan,
  run: async (scope, { missing }) => {
    const out = scope.buffer(missing.length * 4)
    missingFlags(device, scope.upload(bitsOf(missing)), out, missing.length)
    return device.readFloats(out, missing.length)
  },
  twin: ({ missing }) => missing.map(Number),
})
