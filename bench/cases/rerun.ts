import { join } from 'node:path'
import { Engine, nodeTypes } from '../../src/compute'
import { openSession } from '../../src/main/cli/session'
import { importDefaults } from '../../src/shared/contracts/datasets'
import type { Pipeline, PipelineNode } from '../../src/shared/pipeline/document'
import type { Bench, Part } from '../bench'
import { mixedCsv } from '../data/mixedCsv'
import { type Times, stopwatch, timesOf } from '../timing'

/** A line of 20 nodes over the diamonds: load, choose, split, impute, encode, 13 times scale, learn, judge. */
function document(path: string): Pipeline {
  const scale = Array.from({ length: 13 }, (_, i): PipelineNode => {
    const params = { method: i % 2 === 0 ? 'minMax' : 'standard' }
    return { id: `scale${i + 1}`, type: 'prep.scale', params }
  })
  const nodes: PipelineNode[] = [
    { id: 'load', type: 'data.file', params: { path } },
    { id: 'columns', type: 'table.columns', params: { target: 'price' } },
    { id: 'split', type: 'prep.split', params: {} },
    { id: 'impute', type: 'prep.impute', params: {} },
    { id: 'encode', type: 'prep.encode', params: { drop: 'first' } },
    ...scale,
    { id: 'learn', type: 'model.linearRegression', params: {} },
    { id: 'judge', type: 'evaluate', params: {} },
  ]
  const edges = nodes.slice(1).map((node, i) => ({ from: nodes[i].id, to: node.id }))
  return { format: 'lathe/pipeline', version: 1, name: 'Twenty nodes', seed: 42, nodes, edges }
}

/** A second run in which nothing has changed. */
export const rerun: Part = async bench => {
  await using session = await openSession(join(bench.root, 'resources/samples'))
  const engine = new Engine(nodeTypes, session.host)
  const pipeline = document('diamonds.csv')
  let first = 0
  const again: number[] = []
  try {
    for (let round = 0; round <= bench.rounds; round++) {
      const started = performance.now()
      const { results } = await engine.run(pipeline)
      const milliseconds = performance.now() - started
      const nodes = Object.entries(results.nodes)
      const fault = nodes.find(([, node]) => node.status !== 'done')
      if (fault) throw new Error(`${fault[0]}: ${fault[1].error?.message ?? fault[1].status}`)
      if (round === 0) first = milliseconds
      else if (nodes.every(([, node]) => node.cached)) again.push(milliseconds)
      else throw new Error('A node that had not changed ran again.')
    }
  } finally {
    await engine.close()
  }
  return [
    {
      title: `A pipeline of ${pipeline.nodes.length} nodes, run again`,
      notes: [
        '53,940 rows of the diamonds sample. A file is read for its fingerprint again when its size or times have changed.',
      ],
      columns: [
        { key: 'what', title: 'run' },
        { key: 'times', title: 'ms' },
      ],
      rows: [
        { what: 'first, with import, shader compilation and fit', times: timesOf([first]) },
        { what: 'again, nothing changed', times: timesOf(again) },
        { what: 'a file of 87 MB opened again, unchanged', times: await reopened(bench) },
      ],
    },
  ]
}

async function reopened(bench: Bench): Promise<Times> {
  const file = join(bench.cache, 'mixed-1000000.csv')
  await mixedCsv(file, 1_000_000)
  await using session = await openSession(bench.cache)
  const { datasets } = session.host
  await datasets.open(file, importDefaults)
  const milliseconds: number[] = []
  for (let round = 0; round < bench.rounds; round++)
    milliseconds.push(await stopwatch(() => datasets.open(file, importDefaults)))
  return timesOf(milliseconds)
}
