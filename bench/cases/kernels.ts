import { Device } from '../../src/compute/device/device'
import type { KernelBench, KernelCase } from '../../src/compute/testing/bench'
import type { Part } from '../bench'
import type { Cell } from '../table'
import { interleave, stopwatch, type Times, timesOf } from '../timing'

const benches = import.meta.glob<KernelBench>('../../src/compute/kernels/*/*.bench.ts', {
  eager: true,
  import: 'bench',
})

type Row = Record<string, Cell>

/** Launches for one time: so many that a sample takes about this long, so that the wait at its end weighs little. */
const sampleMilliseconds = 20

/** Every kernel by itself: what a call takes on data that is there, and the rate that comes to. */
export const kernels: Part = async bench => {
  const device = await Device.open()
  try {
    const rows: Row[] = []
    for (const { name, cases } of Object.values(benches).filter(({ name }) => bench.wanted(name))) {
      bench.say(name)
      for (const one of cases)
        rows.push({ kernel: name, case: one.title, ...(await measured(device, one, bench.rounds)) })
    }
    return [
      {
        title: 'Kernels',
        notes: ['First: with compilation. Rate: floating-point operations, bytes moved or items handled a second.'],
        columns: [
          { key: 'kernel', title: 'kernel' },
          { key: 'case', title: 'case' },
          { key: 'times', title: 'ms' },
          { key: 'rate', title: 'rate' },
          { key: 'launches', title: 'launches' },
          { key: 'first', title: 'first, ms' },
        ],
        rows,
      },
    ]
  } finally {
    device.close()
  }
}

export async function measured(device: Device, one: KernelCase, rounds: number): Promise<Row> {
  using scope = device.scope()
  const run = one.prepare(device, scope)
  const launched = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await run()
    await device.finish()
  }
  await device.finish()
  const before = device.counter.dispatches
  const first = await stopwatch(() => launched(1))
  const launches = device.counter.dispatches - before
  const again = await stopwatch(() => launched(1))
  const repeats = Math.max(1, Math.min(50, Math.round(sampleMilliseconds / again)))
  const sample = async (): Promise<number> => (await stopwatch(() => launched(repeats))) / repeats
  const times = timesOf((await interleave(new Map([['lathe', sample]]), rounds)).get('lathe')!)
  return { times, rate: rateOf(one, times), launches, first }
}

function rateOf({ work }: KernelCase, { median }: Times): string {
  const [amount, unit] =
    'flops' in work ? [work.flops, 'GFLOPS'] : 'bytes' in work ? [work.bytes, 'GB/s'] : [work.items, 'G/s']
  return `${Number((amount / median / 1e6).toPrecision(3))} ${unit}`
}
