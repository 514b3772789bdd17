import { join } from 'node:path'
import type { Frame } from '../../src/compute/frame/frame'
import { frameOf } from '../../src/compute/testing/frames'
import type { Bench, Part } from '../bench'
import type { Sample } from '../../src/compute/testing/nodeBench'
import { features, sample, writeSample } from '../data/samples'
import { type NodeRun, NodeRuns } from '../nodeRun'
import { FitPeers } from '../peers/fitPeers'
import { adapterOf, goalsOfModel, judged } from '../reach'
import type { Cell, Column, Table } from '../table'
import { interleave, timesOf } from '../timing'
import { type Fit, fits, mustAgree } from './fits'

const sizes = [10_000, 100_000]

type Row = Record<string, Cell>

/** What a row of either table speaks of. */
const subject: readonly Column[] = [
  { key: 'node', title: 'node' },
  { key: 'rows', title: 'rows' },
]

/** Each model beside scikit-learn and ml.js on the same rows: fits in turn, answers compared, work on the device counted. */
export const models: Part = async bench => {
  using peers = await FitPeers.open(bench)
  const rows: Row[] = []
  for (const n of sizes) {
    const data = sample(n)
    await writeSample(join(bench.cache, `sample-${n}.f64`), data)
    for (const fit of fits.filter(fit => bench.wanted(fit.type))) {
      bench.say(`${fit.type}, ${n} rows`)
      const common = { node: fit.type, rows: n }
      const row = await measured(bench, fit, data, peers).catch((error: Error): Row => ({
        agreement: `failed: ${error.message}`,
      }))
      rows.push({ ...common, ...row })
    }
  }
  return [times(rows, peers), counts(rows)]
}

async function measured(bench: Bench, fit: Fit, data: Sample, peers: FitPeers): Promise<Row> {
  const n = data.y.length
  const frame = frameFor(fit, data)
  using runs = await NodeRuns.open(fit.type, fit.params)
  const first = await runs.run(frame, 0)
  const ours: NodeRun[] = []
  const contenders = await peers.contenders(fit, data)
  contenders.set('ours', async () => {
    const run = await runs.run(frame, ours.length)
    ours.push(run)
    return run.fit
  })
  const samples = await interleave(contenders, bench.rounds)
  const timesBy = (name: string) => (samples.has(name) ? timesOf(samples.get(name)!) : null)
  const [mine, sklearn, mljs] = [timesBy('ours')!, timesBy('scikit-learn'), timesBy('ml.js')]
  const [ratio, ratioOfMljs] = [sklearn, mljs].map(theirs => (theirs ? theirs.median / mine.median : null))
  const last = ours.at(-1)!
  const answer = await peers.answer(fit, n)
  const goals = goalsOfModel(fit, n, adapterOf(runs.adapter))
  const ratios = { 'scikit-learn': ratio ?? undefined, 'ml.js': ratioOfMljs ?? undefined }
  return {
    sklearn,
    mljs,
    fit: mine,
    ratio,
    ratioOfMljs,
    ...judged(goals, { milliseconds: mine.median, ratios }),
    whole: timesOf(ours.slice(1).map(run => run.whole)),
    first: first.whole,
    agreement: answer ? mustAgree(fit, last.summary, answer, data) : null,
    ...last.gpu,
    firstUp: first.gpu.bytesUp,
  }
}

function frameFor({ target }: Fit, data: Sample): Frame {
  const columns = Object.fromEntries(data.x.map((values, j) => [`x${j + 1}`, values]))
  if (target === undefined) return frameOf(columns)
  return frameOf({ ...columns, target: data[target] }, { roles: { target: 'target' } })
}

function times(rows: readonly Row[], { version, notes }: FitPeers): Table {
  return {
    title: `Models on ${features} features beside scikit-learn${version ? ` ${version}` : ''} and ml.js`,
    notes: [
      'Fit: our columns are on the device already, scikit-learn’s in memory as doubles, row after row; both check their input and learn, neither predicts; ml.js works on arrays of rows, on one core. Ratios: theirs ÷ ours, above 1 ours is faster. Node: our fit, the prediction of every row and the charts. First: the node on a device just opened, with upload and shader compilation, once.',
      ...fits.map(({ type, settings }) => `${type}: ${settings}.`),
      ...notes,
    ],
    columns: [
      ...subject,
      { key: 'fit', title: 'fit, ms' },
      { key: 'sklearn', title: 'scikit-learn, ms' },
      { key: 'ratio', title: 'ratio' },
      { key: 'mljs', title: 'ml.js, ms' },
      { key: 'ratioOfMljs', title: 'ratio' },
      { key: 'reach', title: 'reach' },
      { key: 'met', title: 'met' },
      { key: 'whole', title: 'node, ms' },
      { key: 'first', title: 'first, ms' },
      { key: 'agreement', title: 'answers apart by' },
    ],
    rows,
  }
}

function counts(rows: readonly Row[]): Table {
  return {
    title: 'Work of one fit',
    notes: [
      'Exact, columns on the device already. The peak has those columns; the last column is what a first fit sends up.',
    ],
    columns: [
      ...subject,
      { key: 'dispatches', title: 'launches' },
      { key: 'submits', title: 'submissions' },
      { key: 'readbacks', title: 'readbacks' },
      { key: 'bytesUp', title: 'up', unit: 'bytes' },
      { key: 'bytesDown', title: 'down', unit: 'bytes' },
      { key: 'peakBytes', title: 'peak', unit: 'bytes' },
      { key: 'firstUp', title: 'first up', unit: 'bytes' },
    ],
    rows,
  }
}
