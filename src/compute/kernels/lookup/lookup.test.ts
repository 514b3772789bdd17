import { testDevice } from '../../testing/device'
import { agreesWithTwin } from '../../testing/kernel'
import { lookup } from './lookup'
import { lookupTwin } from './twin'

const device = await testDevice()

interface Case {
  codes: Int32Array
  table: Float32Array
}

agreesWithTwin<Case>('lookup', {
  device,
  random: random => {
    const table = Float32Array.from({ length: 1 + random.integer(9) }, () => random.normal())
    const codes = Int32Array.from({ length: 1 + random.integer(3000) }, () => random.integer(table.length + 1) - 1)
    return { codes, table }
  },
  degenerate: {
    'one missing code': { codes: Int32Array.of(-1), table: Float32Array.of(3) },
    'a table of one': { codes: new Int32Array(65), table: Float32Array.of(-0.5) },
    '10,000 categories': {
      codes: Int32Array.from({ length: 10_000 }, (_, i) => 9_999 - i),
      table: Float32Array.from({ length: 10_000 }, (_, i) => i),
    },
  },
  run: async (scope, { codes, table }) => {
    const out = scope.buffer(codes.length * 4)
    lookup(device, scope.upload(codes), scope.upload(table), out, { count: codes.length, other: -5 })
    return device.readFloats(out, codes.length)
  },
  twin: ({ codes, table }) => lookupTwin(codes, table, -5),
  tolerance: 0,
})
