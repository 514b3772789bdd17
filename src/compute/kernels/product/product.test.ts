import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { product } from './product'
import { type CodedColumn, productTwin } from './twin'

const device = await testDevice()

interface Case {
  a: CodedColumn
  b: CodedColumn
}

const column = (n: number, code: (i: number) => number, shift: number, scale: number): CodedColumn => ({
  codes: Float64Array.from({ length: n }, (_, i) => Math.fround(code(i))),
  shift,
  scale,
})

/** Distance of the farthest value from the product of the shifts: what codes of the result are in relation to. */
const reach = ({ a, b }: Case): number =>
  productTwin(a, b).reduce((most, x) => Math.max(most, Math.abs(x - a.shift * b.shift)), 0)

agreesWithTwin<Case>('product, also far from zero', {
  device,
  random: (random, round) => {
    const n = 1 + random.integer(2500)
    const code = (): number => 2 * random.uniform() - 1
    return {
      a: column(n, code, round % 2 ? 1e6 : 0, 10 ** (random.integer(5) - 2)),
      b: column(n, code, round % 3 ? random.normal() : 0, 10 ** (random.integer(5) - 2)),
    }
  },
  degenerate: {
    'one row': { a: column(1, () => 0.5, 1, 2), b: column(1, () => -1, 3, 1) },
    'a constant times 0': { a: column(9, () => 0, 0, 1), b: column(9, () => 1, 5, 1) },
    'huge by tiny': { a: column(5, i => i / 4, 0, 1e30), b: column(5, i => 1 - i / 4, 0, 1e-30) },
  },
  run: async (scope, { a, b }) => {
    const image = ({ codes, shift, scale }: CodedColumn) => ({
      buffer: scope.upload(Float32Array.from(codes)),
      shift,
      scale,
    })
    const n = a.codes.length
    const made = product(device, image(a), image(b), scope.buffer(n * 4), n)
    return Float64Array.from(await device.readFloats(made.buffer, n), u => made.shift + made.scale * u)
  },
  twin: ({ a, b }) => productTwin(a, b),
  scale: reach,
})
