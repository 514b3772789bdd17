import { join } from 'node:path'
import type { Frame } from '../../src/compute/frame/frame'
import { frameOf } from '../../src/compute/testing/frames'
import type { Bench, Part } from '../bench'
import { features, sample, type Sample, writeSample } from '../data/samples'
import { type NodeRun, NodeRuns } from '../nodeRun'
import { findPython, PythonPeer } from '../peers/python'
import type { Cell, Table } from '../table'
import { interleave, timesOf } from '../timing'
import { type Answer, type Fit, fits } from './fits'

const sizes = [10_000, 100_000]

type Row = Record<string, Cell>

/** Each model beside scikit-learn on the same rows: fits in turn, answers compared, work on the device counted. */
export const models: Part = async bench => {
  const python = findPython('sklearn')
  if (python === undefined) bench.say('No Python with scikit-learn: its columns stay empty, answers are not compared.')
  using peer = python === undefined ? undefined : fitPeer(python, bench)
  const rows: Row[] = []
  for (const n of sizes) {
    const data = sample(n)
    await writeSample(join(bench.cache, `sample-${n}.f64`), data)
    for (const fit of fits.filter(fit => bench.wanted(fit.type))) {
      bench.say(`${fit.type}, ${n} rows`)
      const common = { node: fit.type, rows: n }
      const row = await measured(bench, fit, data, peer).catch((error: Error): Row => ({
        agreement: `failed: ${error.message}`,
      }))
      rows.push({ ...common, ...row })
    }
  }
  const version = await peer?.ask<Record<string, string>>({ case: 'version' })
  return [times(rows, version?.['scikitLearn']), counts(rows)]
}

const fitPeer = (python: string, bench: Bench): PythonPeer =>
  new PythonPeer(python, join(bench.root, 'bench/peers/fit.py'), [bench.cache, String(features)])

async function measured(bench: Bench, fit: Fit, data: Sample, peer: PythonPeer | undefined): Promise<Row> {
  const n = data.y.length
  const frame = frameFor(fit, data)
  using runs = await NodeRuns.open(fit.type, fit.params)
  const first = await runs.run(frame, 0)
  const ours: NodeRun[] = []
  const contenders = new Map<string, () => Promise<number>>()
  contenders.set('lathe', async () => {
    const run = await runs.run(frame, ours.length)
    ours.push(run)
    return run.fit
  })
  if (peer)
    contenders.set('scikit-learn', async () => {
      const answer = await peer.ask<{ milliseconds: number }>({ case: fit.peer, rows: n, seed: ours.length })
      return answer.milliseconds
    })
  const samples = await interleave(contenders, bench.rounds)
  const mine = timesOf(samples.get('lathe')!)
  const theirs = peer ? timesOf(samples.get('scikit-learn')!) : null
  const last = ours.at(-1)!
  const agreement = peer
    ? compared(fit, last, await peer.ask<Answer>({ case: fit.peer, rows: n, seed: 0, answer: true }), data)
    : null
  return {
    peer: theirs,
    fit: mine,
    ratio: theirs && theirs.median / mine.median,
    whole: timesOf(ours.slice(1).map(run => run.whole)),
    first: first.whole,
    agreement,
    ...last.gpu,
    firstUp: first.gpu.bytesUp,
  }
}

function frameFor({ target }: Fit, data: Sample): Frame {
  const columns = Object.fromEntries(data.x.map((values, j) => [`x${j + 1}`, values]))
  if (target === undefined) return frameOf(columns)
  return frameOf({ ...columns, target: data[target] }, { roles: { target: 'target' } })
}

/** Errors: an answer that is not the peer's. */
function compared(fit: Fit, { summary }: NodeRun, answer: Answer, data: Sample): string {
  const differences = fit.differences(summary, answer, data)
  const wrong = differences.find(({ found, allowed }) => !(found <= allowed))
  if (wrong) throw new Error(`${wrong.of} differ by ${wrong.found.toPrecision(2)}; ${wrong.allowed} is allowed`)
  return differences.map(({ of, found }) => `${of} ${found.toPrecision(1)}`).join(', ')
}

function times(rows: readonly Row[], version: string | undefined): Table {
  return {
    title: `Models on ${features} features beside scikit-learn${version ? ` ${version}` : ''}`,
    notes: [
      'Fit: our columns are on the device already, scikit-learn’s in memory as doubles, row after row; both check their input and learn, neither predicts. Ratio: scikit-learn ÷ ours, above 1 ours is faster. Node: our fit, the prediction of every row and the charts. First: the node on a device just opened, with upload and shader compilation, once.',
      ...fits.map(({ type, settings }) => `${type}: ${settings}.`),
    ],
    columns: [
      { key: 'node', title: 'node' },
      { key: 'rows', title: 'rows' },
      { key: 'peer', title: 'scikit-learn, ms' },
      { key: 'fit', title: 'fit, ms' },
      { key: 'ratio', title: 'ratio' },
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
      { key: 'node', title: 'node' },
      { key: 'rows', title: 'rows' },
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
