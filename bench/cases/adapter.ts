import type { Part } from '../bench'
import { kernel } from '../../src/compute/device/kernel'
import { Device } from '../../src/compute/device/device'
import { provider } from '../../src/compute/device/provider'
import { matmul } from '../../src/compute/kernels/matmul/matmul'
import { nameOf, type Variant } from '../../src/compute/kernels/matmul/variants'
import { empty, zeros } from '../../src/compute/tensor/tensor'
import type { Cell } from '../table'
import { stopwatch, type Times, timesOf } from '../timing'
import source from './touch.wgsl?raw'

const touch = kernel({ name: 'touch', source, bindings: { cell: 'write' } })
const mebibyte = 2 ** 20

type Row = Record<string, Cell>

/** What the adapter allows at best, whatever is computed on it. */
export const adapter: Part = async bench => {
  const device = await Device.open()
  try {
    const rows = [
      ...(await small(device, 3 * bench.rounds)),
      ...(await large(device, 3 * bench.rounds)),
      await product(device, bench.rounds),
    ]
    const columns = [
      { key: 'what', title: 'step' },
      { key: 'times', title: 'ms' },
      { key: 'rate', title: 'rate' },
    ]
    return [{ title: 'The adapter by itself', notes: [], columns, rows }]
  } finally {
    device.close()
  }
}

/** What every step costs, however little it does. */
async function small(device: Device, rounds: number): Promise<Row[]> {
  using scope = device.scope()
  const cell = scope.buffer(4)
  const launch = (count = 1): void => {
    for (let i = 0; i < count; i++) device.run(touch, { bindings: { cell }, uniforms: {}, groups: [1], work: 1 })
  }
  const compilation = await stopwatch(() => (launch(), device.finish()))
  const read = await times(rounds, () => device.readInts(cell, 1))
  const launchAndRead = await times(rounds, () => (launch(), device.readInts(cell, 1)))
  const batch = await times(rounds, () => (launch(1000), device.finish()), 1000)
  const submission = await times(
    rounds,
    () => {
      for (let i = 0; i < 100; i++) {
        launch()
        device.submit()
      }
      return device.finish()
    },
    100,
  )
  const buffer = await times(
    rounds,
    () => {
      for (let i = 0; i < 20; i++) {
        using one = device.scope()
        one.buffer(mebibyte)
      }
      return device.finish()
    },
    20,
  )
  return [
    { what: 'first launch of the smallest kernel, with its compilation', times: timesOf([compilation]) },
    { what: 'readback of 4 bytes', times: read },
    { what: 'launch and readback of 4 bytes', times: launchAndRead },
    { what: 'one launch of 1,000 submitted together', times: batch },
    { what: 'one launch of 100, each submitted by itself', times: submission },
    { what: 'a buffer of 1 MiB, made and given back', times: buffer },
  ]
}

async function large(device: Device, rounds: number): Promise<Row[]> {
  using scope = device.scope()
  const size = Math.min(64 * mebibyte, device.bindingLimit)
  const [from, to] = [scope.buffer(size), scope.buffer(size)]
  const data = new Float32Array(size / 4).fill(1)
  const steps: Record<string, () => Promise<unknown>> = {
    upload: () => (device.write(from, data), device.finish()),
    readback: () => device.read(from),
    'copy from buffer to buffer': () => {
      const encoder = device.gpu.createCommandEncoder()
      encoder.copyBufferToBuffer(from, 0, to, 0, size)
      device.gpu.queue.submit([encoder.finish()])
      return provider().wait(device.gpu.queue.onSubmittedWorkDone())
    },
  }
  const rows: Row[] = []
  for (const [what, step] of Object.entries(steps)) {
    const taken = await times(rounds, step)
    rows.push({
      what: `${what} of ${size / mebibyte} MiB`,
      times: taken,
      rate: `${Number((size / 1e6 / taken.median).toPrecision(3))} GB/s`,
    })
  }
  return rows
}

/** Ways to compute a product: those the kernel chooses from, and more to either side of them. */
function variantsOf(device: Device): Variant[] {
  const lanes = [4, 8].includes(device.subgroupSize) ? device.subgroupSize : 0
  const sides =
    lanes === 0 ? [{ rows: 8, columns: 8 }] : [8, 16, 32].flatMap(rows => [4, 8].map(columns => ({ rows, columns })))
  return [
    { kind: 'direct', rows: 8, columns: 4 },
    { kind: 'tiled', rows: 4, columns: 4, depth: 16 },
    { kind: 'tiled', rows: 8, columns: 8, depth: 8 },
    ...sides.map((side): Variant => ({ kind: 'panels', ...side, width: 8, lanes })),
  ]
}

/** The most floating-point operations a second: the best of all variants, found by one look at each. */
async function product(device: Device, rounds: number): Promise<Row> {
  using scope = device.scope()
  const n = 1024
  const [a, b, out] = [zeros(scope, [n, n]), zeros(scope, [n, n]), empty(scope, [n, n])]
  const calls = (variant: Variant, count: number) => () => {
    for (let i = 0; i < count; i++) matmul(device, a, b, out, { variant })
    return device.finish()
  }
  let best: { variant: Variant; median: number } | undefined
  for (const variant of variantsOf(device)) {
    const { median } = await times(1, calls(variant, 1))
    if (!best || median < best.median) best = { variant, median }
  }
  const count = Math.max(1, Math.min(50, Math.round(20 / best!.median)))
  const taken = await times(rounds, calls(best!.variant, count), count)
  const rate = `${Number(((2 * n ** 3) / 1e6 / taken.median).toPrecision(3))} GFLOPS`
  return { what: `product of ${n} × ${n}, the best of all variants: ${nameOf(best!.variant)}`, times: taken, rate }
}

/** Of a step that does the same `repeats` times: the time of one. */
async function times(rounds: number, step: () => Promise<unknown>, repeats = 1): Promise<Times> {
  await step()
  const milliseconds: number[] = []
  for (let i = 0; i < rounds; i++) milliseconds.push((await stopwatch(step)) / repeats)
  return timesOf(milliseconds)
}
