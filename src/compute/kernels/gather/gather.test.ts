import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { randomColumns } from '../../testing/matrix'
import { gather } from './gather'
import { gatherTwin } from './twin'

const device = await testDevice()

interface Case {
  cells: Float64Array
  rows?: Uint32Array
  start: number
  count: number
  offset: number
  alpha: number
  beta: number
}

const plain = { start: 0, offset: 0, alpha: 1, beta: 0 }
/** Stands around what is written, to see that nothing else is. */
const border = 7

agreesWithTwin<Case>('gather, with its neighbours left alone', {
  device,
  random: (random, round) => {
    const n = 1 + random.integer(3000)
    const [cells] = randomColumns(random, n, 1)
    const start = 4 * random.integer(Math.ceil(n / 4))
    return {
      cells: cells,
      ...(round % 2 && { rows: Uint32Array.from({ length: n }, () => random.integer(n)) }),
      start,
      count: 1 + random.integer(n - start),
      offset: 4 * random.integer(50),
      alpha: Math.fround(random.normal()),
      beta: Math.fround(random.normal()),
    }
  },
  degenerate: {
    'one cell': { ...plain, cells: Float64Array.of(5), count: 1 },
    'one row many times': { ...plain, cells: Float64Array.of(1, 2, 3), rows: new Uint32Array(9).fill(2), count: 9 },
  },
  run: async (scope, { cells, rows, ...plan }) => {
    const end = plan.offset + Math.ceil(plan.count / 4) * 4
    const out = scope.upload(new Float32Array(end + 8).fill(border))
    gather(device, scope.upload(Float32Array.from(cells)), out, { ...plan, ...(rows && { rows: scope.upload(rows) }) })
    return device.readFloats(out, end + 8)
  },
  twin: ({ cells, ...plan }) => {
    const padding = Math.ceil(plan.count / 4) * 4 - plan.count
    const before = new Array<number>(plan.offset).fill(border)
    const after = [...new Array<number>(padding).fill(0), ...new Array<number>(8).fill(border)]
    return [...before, ...gatherTwin(cells, plan), ...after]
  },
  scale: ({ beta }) => Math.abs(beta),
})
