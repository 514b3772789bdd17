import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { readPipeline } from '../../shared/pipeline/document'
import { Device } from '../device/device'
import { DeviceHolder } from '../device/holder'
import { provide } from '../device/provider'
import type { NumberCells } from '../frame/cells'
import { createNodeGpu } from '../host/node'
import { testNumbers } from '../testing/frames'
import { matmul } from '../kernels/matmul/matmul'
import { zeros } from '../tensor/tensor'
import { memoryHost } from '../testing/host'
import { nodeTypes } from '../nodes/registry'
import { Engine } from './engine'
import type { RunEvent } from './events'
import { pooled } from './folds'

const n = 200
const flowers = {
  a: testNumbers(n, 1),
  b: testNumbers(n, 2),
  colour: Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 'red' : 'blue')),
}

const line = (params: Record<string, Record<string, unknown>> = {}, extra: object[] = [], edges: object[] = []) =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    name: 'test',
    seed: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'columns', type: 'table.columns', params: { target: 'colour', ...params['columns'] } },
      { id: 'split', type: 'prep.split', params: { ...params['split'] } },
      { id: 'scale', type: 'prep.scale', params: { ...params['scale'] } },
      ...extra,
    ],
    edges: [
      { from: 'load', to: 'columns' },
      { from: 'columns', to: 'split' },
      { from: 'split', to: 'scale' },
      ...edges,
    ],
  })

let opened: Device[] = []
let engines: Engine[] = []

function engine(open: () => Promise<Device> = () => Device.open()): Engine {
  const holder = new DeviceHolder(async () => {
    const device = await open()
    opened.push(device)
    return device
  })
  const made = new Engine(nodeTypes, memoryHost({ iris: flowers, 'gone.csv': {} }).host, holder)
  engines.push(made)
  return made
}

beforeAll(async () => {
  const node = await createNodeGpu()
  provide({ gpu: () => Promise.resolve(node.gpu), wait: node.wait })
})

afterAll(async () => {
  for (const e of engines) await e.close()
  engines = []
  opened = []
})

describe('Engine', () => {
  it('runs a line, counts the work and gives every buffer back', async () => {
    const { results } = await engine().run(line())
    expect(results.status).toBe('done')
    expect(results.nodes['scale'].gpu!.dispatches).toBeGreaterThan(0)
    expect(results.nodes['load'].gpu!.dispatches).toBe(0)
    expect(results.environment.adapter.software).toBe(true)
    expect(opened.at(-1)!.counter.buffers).toBe(0)
  })

  it('opens a file once a run: what it reads is what the key was made from', async () => {
    const { host } = memoryHost({ iris: flowers })
    let opens = 0
    const open: typeof host.datasets.open = (...given) => (opens++, host.datasets.open(...given))
    const e = new Engine(nodeTypes, { ...host, datasets: { ...host.datasets, open } })
    engines.push(e)
    const [load, ...rest] = line().nodes
    const file = { ...load, type: 'data.file', params: { path: 'iris' } }
    expect((await e.run({ ...line(), nodes: [file, ...rest] })).results.status).toBe('done')
    expect(opens).toBe(1)
  })

  it('takes from the cache what has not changed, and only that', async () => {
    const e = engine()
    await e.run(line())
    const again = (await e.run(line())).results.nodes
    expect(Object.values(again).map(r => r.cached)).toEqual([true, true, true, true])
    const changed = (await e.run(line({ scale: { method: 'minMax' } }))).results.nodes
    expect(Object.entries(changed).map(([id, r]) => [id, r.cached ?? false])).toEqual([
      ['load', true],
      ['columns', true],
      ['split', true],
      ['scale', false],
    ])
    const seeded = (await e.run({ ...line(), seed: 2 })).results.nodes
    expect(seeded['split'].cached).toBeUndefined()
  })

  it('gives bit-equal results for the same seed', async () => {
    const [one, two] = [(await engine().run(line())).results, (await engine().run(line())).results]
    expect(one.nodes['scale'].summary).toEqual(two.nodes['scale'].summary)
  })

  it('lets a failed node stop what follows it and nothing else', async () => {
    const { results } = await engine().run(
      line(
        {},
        [
          { id: 'other', type: 'prep.scale', params: { columns: ['colour'] } },
          { id: 'after', type: 'prep.scale', params: {} },
        ],
        [
          { from: 'split', to: 'other' },
          { from: 'other', to: 'after' },
        ],
      ),
    )
    expect(results.status).toBe('failed')
    expect(results.nodes['scale'].status).toBe('done')
    expect(results.nodes['after'].status).toBe('skipped')
    const { error } = results.nodes['other']
    expect(error).toMatchObject({ code: 'data', where: 'other' })
    expect(error!.remedy).toBeTruthy()
  })

  it('passes a switched-off node by', async () => {
    const document = line()
    document.nodes[3].disabled = true
    const { results, outputs } = await engine().run(document)
    expect(results.nodes['scale'].status).toBe('skipped')
    expect(outputs.get('scale')!.frame).toBe(outputs.get('split')!.frame)
  })

  it('stops when cancelled, and leaves no buffer', async () => {
    const cancel = new AbortController()
    const events: RunEvent[] = []
    const { results } = await engine().run(line(), {
      signal: cancel.signal,
      onEvent: event => {
        events.push(event)
        if (event.type === 'finished' && event.node === 'columns') cancel.abort()
      },
    })
    expect(results.status).toBe('cancelled')
    expect(results.nodes['split'].status).toBe('cancelled')
    expect(opened.at(-1)!.counter.buffers).toBe(0)
    expect(events.at(-1)!.type).toBe('ended')
  })

  it('runs a node again, once, on a new device when the device is lost', async () => {
    const before = opened.length
    const attempts: number[] = []
    const { results } = await engine().run(line(), {
      onEvent: event => {
        if (event.type !== 'node' || event.node !== 'scale') return
        attempts.push(event.attempt)
        if (event.attempt === 1) opened.at(-1)!.gpu.destroy()
      },
    })
    expect(results.status).toBe('done')
    expect(attempts).toEqual([1, 2])
    expect(opened.length - before).toBe(2)
  })

  it('never says done on a device that stays lost', async () => {
    const { results } = await engine().run(line(), {
      onEvent: event => {
        if (event.type === 'node' && event.node === 'scale') opened.at(-1)!.gpu.destroy()
      },
    })
    expect(results.nodes['scale']).toMatchObject({ status: 'failed', error: { code: 'device' } })
  })

  it('replays the line behind a k-fold split', async () => {
    const { outputs } = await engine().run(line({ split: { method: 'kFold', k: 4 } }))
    const frame = outputs.get('scale')!.frame!
    expect(frame.folds).toHaveLength(4)
    const means = await Promise.all(
      frame.folds!.map(async fold => {
        const cells = fold.columns[0].cells
        if (cells.form !== 'numbers') throw new Error('numbers expected')
        const values = await cells.numbers()
        const train = values.filter((_, i) => fold.parts![i] === 0)
        return train.reduce((s, x) => s + x, 0) / train.length
      }),
    )
    // Each fold was scaled by its own training rows.
    for (const mean of means) expect(Math.abs(mean)).toBeLessThan(1e-6)
  })

  it('needs an adapter and says so', async () => {
    const none = new Engine(
      nodeTypes,
      memoryHost({ iris: flowers }).host,
      new DeviceHolder(() =>
        Promise.reject(
          new LatheError({ code: 'adapter', message: 'No WebGPU adapter was found.', remedy: 'Install one.' }),
        ),
      ),
    )
    await expect(none.run(line())).rejects.toMatchObject({ code: 'adapter' })
  })

  it.each([
    [{ columns: { target: 'colur' } }, /There is no column named "colur"/],
    [{ split: { k: 1.5 } }, /k must be a whole number/],
    [{ scale: { methd: 'standard' } }, /no parameter "methd"/],
  ])('refuses %j', async (params, sentence) => {
    const run = engine()
      .run(line(params))
      .then(({ results }) => Promise.reject(new LatheError(Object.values(results.nodes).find(r => r.error)!.error!)))
    await expect(run).rejects.toThrow(sentence)
  })
})

describe('a refused command', () => {
  it('fails its node by name and no other', async () => {
    const e = engine()
    const document = line({}, [{ id: 'again', type: 'prep.scale', params: {} }], [{ from: 'split', to: 'again' }])
    const { results } = await e.run(document, {
      onEvent: event => {
        // A launch beyond the 65,535 groups of a dimension, as a kernel with a wrong plan would ask for.
        if (event.type !== 'node' || event.node !== 'scale') return
        const device = opened.at(-1)!
        const run = device.run.bind(device)
        device.run = (kernel, launch) => {
          device.run = run
          run(kernel, { ...launch, groups: [70_000] })
        }
      },
    })
    expect(results.nodes['scale']).toMatchObject({ status: 'failed', error: { code: 'device' } })
    expect(results.nodes['again'].status).toBe('done')
    expect(opened.at(-1)!.counter.buffers).toBe(0)
  })
})

describe("a person's columns", () => {
  const clash = {
    prediction: testNumbers(n, 5),
    cluster: testNumbers(n, 6),
    'probability:red': testNumbers(n, 7),
    constructor: testNumbers(n, 8),
    ['__proto__']: Array.from({ length: n }, (_, i) => (i % 9 ? i : null)),
    colour: flowers.colour,
  }
  const run = async (target: string, model: object) => {
    const made = new Engine(nodeTypes, memoryHost({ iris: clash }).host)
    engines.push(made)
    const nodes = [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      {
        id: 'columns',
        type: 'table.columns',
        params: {
          target,
          features: ['prediction', 'cluster', 'probability:red', 'constructor', '__proto__'].filter(c => c !== target),
        },
      },
      { id: 'impute', type: 'prep.impute' },
      { id: 'train', ...model },
      { id: 'evaluate', type: 'evaluate' },
    ]
    const edges = nodes.slice(1).map((node, i) => ({ from: nodes[i].id, to: node.id }))
    return made.run(readPipeline({ format: 'lathe/pipeline', version: 1, nodes, edges }))
  }

  it.each([
    ['prediction', { type: 'model.linearRegression' }],
    ['colour', { type: 'model.logisticRegression' }],
    ['colour', { type: 'model.kMeans', params: { nClusters: 2, nInit: 1 } }],
  ])('keep their names and cells beside what a model says: target %s, %j', async (target, model) => {
    const { results, outputs } = await run(target, model)
    expect(results.status, JSON.stringify(Object.values(results.nodes).map(r => r.error))).toBe('done')
    const frame = outputs.get('train')!.frame!
    for (const [name, cells] of Object.entries(clash)) {
      const column = frame.columns.find(c => c.name === name && c.role !== 'prediction')
      expect(column, name).toBeDefined()
      if (column!.cells.form === 'numbers' && name !== '__proto__')
        expect([...(await column!.cells.numbers())]).toEqual([...(cells as Float64Array)])
    }
    expect(new Set(frame.columns.map(c => c.name)).size).toBe(frame.columns.length)
    const test = (results.nodes['evaluate'].summary!['models'] as Record<string, Record<string, { r2?: number }>>)[
      'train'
    ]
    // The features are noise: a model that was compared with itself would explain everything.
    if (target === 'prediction') expect(test['all'].r2).toBeLessThan(0.3)
  })
})

describe('folds', () => {
  it('never take a held-out probability from the model of all rows', async () => {
    const rare = Array.from({ length: 60 }, (_, i) => (i === 10 ? 'rare' : i % 2 ? 'p' : 'q'))
    const made = new Engine(nodeTypes, memoryHost({ iris: { a: testNumbers(60, 1), kind: rare } }).host)
    engines.push(made)
    const nodes = [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'columns', type: 'table.columns', params: { target: 'kind' } },
      { id: 'split', type: 'prep.split', params: { method: 'kFold', k: 5 } },
      { id: 'train', type: 'model.logisticRegression' },
    ]
    const edges = nodes.slice(1).map((node, i) => ({ from: nodes[i].id, to: node.id }))
    const { outputs } = await made.run(readPipeline({ format: 'lathe/pipeline', version: 1, nodes, edges }))
    const { columns } = await pooled(outputs.get('train')!.frame!)
    const chances = columns.filter(c => c.name.startsWith('probability:'))
    const values = await Promise.all(chances.map(c => (c.cells as NumberCells).numbers()))
    expect(chances.map(c => c.name)).toEqual(['probability:p', 'probability:q', 'probability:rare'])
    for (let i = 0; i < 60; i++) expect(values.reduce((sum, v) => sum + v[i], 0)).toBeCloseTo(1, 5)
    expect(values[2][10]).toBe(0)
  })

  it('measures kernels when it is told to, keeps what it learned, and knows it the next time', async () => {
    let kept = 'not what a tuner writes'
    const write = (text: string): Promise<void> => Promise.resolve(void (kept = text))
    const host = { ...memoryHost({}).host, tuning: { read: () => Promise.resolve(kept), write } }
    const [first, second] = [new Engine(nodeTypes, host), new Engine(nodeTypes, host)]
    engines.push(first, second)
    await first.tune(new AbortController().signal)
    const device = await first.devices.get()
    {
      using scope = device.scope()
      matmul(device, zeros(scope, [60, 60]), zeros(scope, [60, 60]), zeros(scope, [60, 60]))
    }
    await first.tune(AbortSignal.abort())
    expect(kept).toBe('not what a tuner writes')
    await first.tune(new AbortController().signal)
    expect(device.counter.buffers).toBe(0)
    const next = await second.devices.get()
    expect(next.tuning.text()).toBe(kept)
    expect(kept).toContain('"matmul 64×64×64"')
  })
})
