import { describe, expect, it } from 'vitest'
import { Random } from '../../random/random'
import { empty, readTensor, type Tensor } from '../../tensor/tensor'
import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { type Draw, randomMask, randomNormals, randomPermutation, randomUniforms, randomWords } from './random'
import { permutationTwin } from './twin'

const device = await testDevice()

interface Case extends Draw {
  count: number
}

const ints = async ({ buffer, shape }: Tensor): Promise<Uint32Array> => device.readInts(buffer, shape[0])

const cases = {
  random: (random: Random): Case => ({
    seed: random.word(),
    stream: random.integer(1000),
    count: 1 + random.integer(2000),
    skip: 4 * random.integer(100),
  }),
  degenerate: {
    'no numbers': { seed: 3, count: 0 },
    'one number': { seed: 0, stream: 0, count: 1 },
    'the largest seed and stream': { seed: 2 ** 32 - 1, stream: 2 ** 32 - 1, count: 257 },
  } satisfies Record<string, Case>,
}

/** The host's numbers of the same stream. */
function hosts({ seed, stream, skip = 0, count }: Case, draw: (random: Random) => number): number[] {
  const random = new Random(seed, stream)
  for (let i = 0; i < skip; i++) random.word()
  return Array.from({ length: count }, () => draw(random))
}

type Filling = [fill: (out: Tensor, draw: Draw) => void, host: (random: Random) => number, tolerance?: number]
const fillings: Record<string, Filling> = {
  randomUniforms: [(out, draw) => randomUniforms(device, out, draw), random => random.uniform()],
  randomNormals: [(out, draw) => randomNormals(device, out, draw), random => random.normal(), 1e-6],
  randomMask: [
    (out, draw) => randomMask(device, out, { ...draw, p: 0.8, value: 1.25 }),
    random => (random.uniform() < 0.8 ? 1.25 : 0),
  ],
}

for (const [name, [fill, host, tolerance = 0]] of Object.entries(fillings))
  agreesWithTwin<Case>(name, {
    ...cases,
    device,
    run(scope, draw) {
      const out = empty(scope, [draw.count])
      fill(out, draw)
      return readTensor(device, out)
    },
    twin: draw => hosts(draw, host),
    tolerance,
  })

agreesWithTwin<Case>('randomWords', {
  ...cases,
  device,
  run(scope, draw) {
    const out = empty(scope, [draw.count])
    randomWords(device, out, draw)
    return ints(out)
  },
  twin: draw => hosts(draw, random => random.word()),
  tolerance: 0,
})

agreesWithTwin<Case>('randomPermutation', {
  ...cases,
  device,
  async run(scope, draw) {
    const out = empty(scope, [draw.count])
    randomPermutation(device, out, draw)
    return ints(out)
  },
  twin: draw => permutationTwin(draw.count, draw),
  tolerance: 0,
})

describe('random numbers on the device', () => {
  it('go on over several launches', async () => {
    using scope = device.scope()
    const count = 2 ** 22 + 6
    const out = empty(scope, [count])
    randomWords(device, out, { seed: 5 })
    const tail = await device.read(out.buffer, 24, 2 ** 24)
    expect([...new Uint32Array(tail)]).toEqual(hosts({ seed: 5, skip: 2 ** 22, count: 6 }, random => random.word()))
  })

  it('mask all or none', async () => {
    using scope = device.scope()
    const out = empty(scope, [100])
    randomMask(device, out, { seed: 1, p: 1 })
    expect(new Set(await readTensor(device, out))).toEqual(new Set([1]))
    randomMask(device, out, { seed: 1, p: 0 })
    expect(new Set(await readTensor(device, out))).toEqual(new Set([0]))
  })
})
