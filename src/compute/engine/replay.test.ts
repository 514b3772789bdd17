import { expect, it } from 'vitest'
import { defineNode, frameIn, frameOut } from '../../shared/node'
import { readPipeline } from '../../shared/pipeline/document'
import { DeviceHolder } from '../device/holder'
import { nodeTypes } from '../nodes/registry'
import { testDevice } from '../testing/device'
import { testNumbers } from '../testing/frames'
import { memoryHost } from '../testing/host'
import { Engine } from './engine'
import type { NodeType, Replay } from './node'

const device = await testDevice()

/** A node that replays its line as a test wants, and says what came of it. */
function replaying(act: (replay: Replay) => Promise<unknown>): NodeType {
  const spec = defineNode({
    type: 'test.replay',
    version: 1,
    title: 'Replay',
    summary: 'Runs its line again.',
    group: 'result',
    icon: 'box',
    inputs: frameIn,
    outputs: frameOut,
    parameters: {},
    folds: 'together',
    attributes: {},
    blocks: {},
  })
  return {
    spec,
    load: () => Promise.resolve({ run: async (_c, { replay }) => ({ summary: { said: await act(replay) } }) }),
  }
}

async function said(act: (replay: Replay) => Promise<unknown>) {
  const { host, wrote } = memoryHost({ iris: { a: testNumbers(60, 1), b: testNumbers(60, 2) } })
  const types = new Map([...nodeTypes, ['test.replay', replaying(act)]])
  const engine = new Engine(types, host, new DeviceHolder(() => Promise.resolve(device)))
  const document = readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    name: 'test',
    seed: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'groups', type: 'model.kMeans', params: { nClusters: 3, nInit: 1 } },
      { id: 'again', type: 'test.replay', params: {} },
      { id: 'after', type: 'prep.scale', params: {} },
    ],
    edges: [
      { from: 'load', to: 'groups' },
      { from: 'groups.frame', to: 'again' },
      { from: 'load', to: 'after' },
    ],
  })
  const { results } = await engine.run(document)
  return { node: results.nodes['again'], wrote, results }
}

const sizesWith = async (replay: Replay, nClusters: number): Promise<number> =>
  ((await replay({ groups: { nClusters } }, 'groups')).summary['sizes'] as number[]).length

it('runs the line again with other parameters, and takes from the cache what does not change', async () => {
  const dispatches: number[] = []
  const { node, wrote, results } = await said(async replay => {
    const found: number[] = []
    for (const k of [3, 2, 2, 5]) {
      const before = device.counter.dispatches
      found.push(await sizesWith(replay, k))
      dispatches.push(device.counter.dispatches - before)
    }
    return found
  })
  expect(node.summary?.['said']).toEqual([3, 2, 2, 5])
  expect(dispatches.map(d => d > 0)).toEqual([false, true, false, true])
  expect(wrote.reads).toBe(1)
  expect(results.nodes['groups'].summary?.['sizes']).toHaveLength(3)
})

it('gives the errors of the line, and changes nothing that it does not take from', async () => {
  expect((await said(replay => sizesWith(replay, 0))).node.error).toMatchObject({ code: 'parameter' })
  expect((await said(replay => sizesWith(replay, 61))).node.error).toMatchObject({ code: 'data' })
  expect((await said(replay => replay({}, 'after'))).node.error?.message).toBe('again does not take from after.')
})
