import { Device } from '../../src/compute/device/device'
import type { KernelBench, KernelCase } from '../../src/compute/testing/bench'
import type { Bench, Part } from '../bench'
import { KernelPeers } from '../peers/kernelPeers'
import { perceptron as sizesOfPerceptron } from '../peers/inputs'
import { type Adapter, adapterOf, goalsOfKernel, judged } from '../reach'
import type { Cell, Table } from '../table'
import { interleave, stopwatch, type Times, timesOf } from '../timing'
import { bench as perceptron } from './perceptron'

const benches = import.meta.glob<KernelBench>('../../src/compute/kernels/*/*.bench.ts', {
  eager: true,
  import: 'bench',
})

type Row = Record<string, Cell>

/** Launches for one time: so many that a sample takes about this long, so that the wait at its end weighs little. */
const sampleMilliseconds = 20
const mostRepeats = 50

/** Every kernel by itself: what a call takes on data that is there, the rate that comes to, and the same task by others. */
export const kernels: Part = async bench => {
  const device = await Device.open()
  try {
    const wanted = [...Object.values(benches), perceptron].flatMap(({ name, cases }) =>
      cases.filter(({ title }) => bench.wanted(`${name} ${title}`)).map(one => ({ name, one })),
    )
    const beside = wanted.some(({ one }) => one.peer !== undefined)
    using peers = beside ? await KernelPeers.open(bench, device.info) : undefined
    const rows: Row[] = []
    for (const { name, one } of wanted) {
      bench.say(`${name}: ${one.title}`)
      rows.push({ kernel: name, case: one.title, ...(await measured(device, one, bench, peers)) })
    }
    return [...(peers ? [besidePeers(rows, peers)] : []), everyKernel(rows)]
  } finally {
    device.close()
  }
}

async function measured(device: Device, one: KernelCase, bench: Bench, peers?: KernelPeers): Promise<Row> {
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
  await device.tuning.measure(new AbortController().signal)
  await launched(1)
  const again = await stopwatch(() => launched(1))
  const least = one.peer === 'perceptron' ? sizesOfPerceptron.steps : 1
  const repeats = Math.max(least, Math.min(mostRepeats, Math.round(sampleMilliseconds / again)))
  const adapter = adapterOf(device.info)
  const others = one.peer === undefined ? undefined : await peers?.contenders(one.peer)
  const contenders = new Map(others)
  contenders.set('ours', async () => (await stopwatch(() => launched(repeats))) / repeats)
  const samples = await interleave(contenders, bench.rounds)
  const times = timesOf(samples.get('ours')!)
  samples.delete('ours')
  const theirs = new Map(
    [...samples].filter(([, all]) => !all.some(Number.isNaN)).map(([key, all]) => [key, timesOf(all)]),
  )
  const row = { times, rate: rateOf(one, times), launches, first, ...Object.fromEntries(theirs) }
  return one.peer === undefined ? row : { ...row, task: one.peer, ...compared(one, times, theirs, adapter, peers) }
}

function compared(
  one: KernelCase,
  ours: Times,
  theirs: ReadonlyMap<string, Times>,
  adapter: Adapter | undefined,
  peers: KernelPeers | undefined,
): Row {
  const members = peers?.members.filter(({ key }) => theirs.has(key)) ?? []
  const ratioOf = (chosen: typeof members): number | undefined =>
    chosen.length === 0 ? undefined : Math.min(...chosen.map(({ key }) => theirs.get(key)!.median)) / ours.median
  const ratio = ratioOf(members.filter(({ webgpu }) => webgpu))
  const cuda = ratioOf(members.filter(({ title }) => title.endsWith('cuda')))
  const reached = {
    milliseconds: ours.median,
    rate: amountOf(one)[0] / ours.median / 1e6,
    ratios: { WebGPU: ratio, CUDA: cuda },
  }
  return { ratio: ratio ?? null, ...judged(goalsOfKernel(one.peer!, adapter), reached) }
}

function amountOf({ work }: KernelCase): [number, string] {
  if ('flops' in work) return [work.flops, 'GFLOPS']
  return 'bytes' in work ? [work.bytes, 'GB/s'] : [work.items, 'G/s']
}

function rateOf(one: KernelCase, { median }: Times): string {
  const [amount, unit] = amountOf(one)
  return `${Number((amount / median / 1e6).toPrecision(3))} ${unit}`
}

function besidePeers(rows: readonly Row[], { members, notes }: KernelPeers): Table {
  return {
    title: 'Kernels beside others',
    notes: [
      'One call on data that is there, all contenders in turn within a round, as many calls a time as take some 20 ms and one wait. Ratio: the faster of the peers on WebGPU, which run on the same adapter, ÷ ours; above 1 ours is faster. numpy and PyTorch use the processor with the threads they choose, or CUDA where that is said; nearest neighbours in numpy’s column are scikit-learn’s. Reach: the design’s figure for this adapter. On SwiftShader those on WebGPU are not asked for what takes them up to minutes.',
      ...notes,
    ],
    columns: [
      { key: 'task', title: 'task' },
      { key: 'case', title: 'case' },
      { key: 'times', title: 'ours, ms' },
      { key: 'rate', title: 'rate' },
      ...members.map(({ key, title }) => ({ key, title: `${title}, ms` })),
      { key: 'ratio', title: 'ratio' },
      { key: 'reach', title: 'reach' },
      { key: 'met', title: 'met' },
    ],
    rows: rows.filter(row => row['task'] !== undefined),
  }
}

function everyKernel(rows: readonly Row[]): Table {
  return {
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
  }
}
