import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readPipeline } from '../../shared/pipeline/document'
import { Device } from '../device/device'
import { DeviceHolder } from '../device/holder'
import { provide } from '../device/provider'
import type { Frame } from '../frame/frame'
import { createNodeGpu } from '../host/node'
import { frameOf, testNumbers } from '../testing/frames'
import { memoryHost } from '../testing/host'
import { runType } from '../testing/run'
import { nodeTypes } from '../nodes/registry'
import { Engine, type RunOptions } from './engine'
import { type Iterations, type RunControls, watchedIterations } from './iterations'

const n = 120
const [a, b] = [testNumbers(n, 1), testNumbers(n, 2)]
const table = {
  a,
  b,
  y: Array.from(a, (x, i) => 2 * x - b[i]),
  colour: Array.from(a, (x, i) => (x + 0.3 * b[i] > 0 ? 'red' : 'blue')),
}

const descent = { solver: 'gradientDescent', maxIter: 400, tol: 1e-12 }

/** Every way of learning that goes step by step. */
const stepwise: [name: string, type: string, target: string | undefined, params: Record<string, unknown>][] = [
  ['gradient descent', 'model.logisticRegression', 'colour', { solver: 'gradientDescent', maxIter: 30, tol: 1e-12 }],
  ['L-BFGS', 'model.logisticRegression', 'colour', { solver: 'lbfgs' }],
  ['Newton', 'model.logisticRegression', 'colour', { solver: 'newton' }],
  ['k-means', 'model.kMeans', undefined, { nClusters: 4, nInit: 2, tol: 0 }],
  ['least squares', 'model.linearRegression', 'y', { solver: 'gradientDescent', maxIter: 30, tol: 1e-12 }],
]

const frame = (target: string | undefined): Frame => {
  const { y, colour, ...features } = table
  const own = target === 'y' ? { ...features, y } : target ? { ...features, colour } : features
  return frameOf(own, target ? { roles: { [target]: 'target' } } : {})
}

let device: Device
let engines: Engine[] = []

beforeAll(async () => {
  const node = await createNodeGpu()
  provide({ gpu: () => Promise.resolve(node.gpu), wait: node.wait })
  device = await Device.open()
})

afterAll(async () => {
  for (const engine of engines) await engine.close()
  engines = []
  device.close()
})

const watching = (controls: RunControls, told: (number | null)[] = []): Iterations =>
  watchedIterations('train', controls, new AbortController().signal, done => void told.push(done))

describe('pace', () => {
  it.each(stepwise)(
    '%s: who watches sees frames, and the same numbers come of it',
    async (_name, type, target, params) => {
      const run = (iterations: Iterations) => runType(device, type, frame(target), params, { iterations })
      const told: (number | null)[] = []
      const full = await run(watching({ pace: 'full' }))
      const watched = await run(watching({ pace: 'watch' }, told))
      expect(watched.summary).toEqual(full.summary)
      expect(watched.blocks).toEqual(full.blocks)
      expect(watched.warnings).toEqual(full.warnings)
      const steps = full.summary['nIterations'] as number
      expect(watched.shown.length).toBeGreaterThanOrEqual(Math.min(10, steps))
      expect(told[0]).toBe(1)
      expect(told.at(-1)).toBeNull()
    },
  )

  it('grows by a twentieth, and waits a fifteenth of a second between two looks', async () => {
    const controls: RunControls = { pace: 'watch' }
    const steps = watching(controls)
    expect([0, 1, 20, 21, 100, 10_000].map(done => steps.batch(done, 256))).toEqual([1, 1, 1, 2, 5, 256])
    await steps.after(1)
    const started = performance.now()
    for (let i = 2; i < 5; i++) await steps.after(i)
    expect(performance.now() - started).toBeGreaterThan(180)
    controls.pace = 'full'
    expect([steps.watched, steps.batch(1, 256)]).toEqual([false, 256])
    const later = performance.now()
    for (let i = 5; i < 100; i++) await steps.after(i)
    expect(performance.now() - later).toBeLessThan(50)
  })

  it('ends a wait with the run', async () => {
    const stop = new AbortController()
    const steps = watchedIterations('train', { pace: 'watch' }, stop.signal, () => undefined)
    await steps.after(1)
    stop.abort()
    await expect(steps.after(2)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

/** Iterations held at once; each time they stand still, `then` says what the person does. */
function holding(then: (done: number, controls: RunControls) => void): { iterations: Iterations; stands: number[] } {
  const controls: RunControls = { pace: 'full', pause: 'train' }
  const stands: number[] = []
  const iterations = watchedIterations(
    'train',
    controls,
    new AbortController().signal,
    (done, _perSecond, standing) => {
      if (!standing) return
      stands.push(done!)
      then(done!, controls)
    },
  )
  return { iterations, stands }
}

describe('a training that is held', () => {
  it.each(stepwise)('%s: stands after every step, and gives the same', async (_name, type, target, params) => {
    const free = await runType(device, type, frame(target), params, { iterations: watching({ pace: 'full' }) })
    const { iterations, stands } = holding((done, controls) => {
      if (done < 3) controls.steps = (controls.steps ?? 0) + 1
      else controls.pause = null
    })
    const held = await runType(device, type, frame(target), params, { iterations })
    expect(held.summary).toEqual(free.summary)
    expect(held.blocks).toEqual(free.blocks)
    expect(stands).toEqual([1, 2, 3])
    expect(held.shown.length).toBeGreaterThanOrEqual(3)
  })

  it('can be finished as it stands', async () => {
    const { iterations, stands } = holding((_done, controls) => (controls.finish = 'train'))
    const { summary } = await runType(device, 'model.logisticRegression', frame('colour'), descent, { iterations })
    expect([summary['nIterations'], stands, iterations.early]).toEqual([1, [1], { iteration: 1, at: 'iteration 1' }])
  })

  it('ends with the run', async () => {
    const stop = new AbortController()
    const steps = watchedIterations('train', { pace: 'full', pause: 'train' }, stop.signal, () => stop.abort())
    await expect(steps.after(1)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('goes on to where it stood when it is repeated after the device was lost', async () => {
    const { iterations, stands } = holding((done, controls) => {
      if (done < 5) controls.steps = (controls.steps ?? 0) + 1
      else controls.pause = null
    })
    for (let done = 1; done <= 4; done++) await iterations.after(done)
    expect([iterations.batch(0, 3), iterations.batch(3, 3)]).toEqual([3, 1])
    for (let done = 1; done <= 5; done++) await iterations.after(done)
    expect(stands).toEqual([1, 2, 3, 4, 4, 5])
    expect([iterations.held, iterations.batch(5, 256)]).toEqual([false, 256])
  })

  it('tells how long it stood', async () => {
    vi.useFakeTimers()
    try {
      const { iterations } = holding((_done, controls) => setTimeout(() => (controls.pause = null), 60))
      const over = iterations.after(1)
      await vi.advanceTimersByTimeAsync(60)
      await over
      expect(iterations.stood).toBe(60)
    } finally {
      vi.useRealTimers()
    }
  })
})

/** A line from a table to figures, its model trained as given. */
const line = (type: string, params: object, split: object = {}) =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    name: 'test',
    seed: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: { name: 'iris' } },
      { id: 'columns', type: 'table.columns', params: { target: 'colour', ignore: ['y'] } },
      { id: 'split', type: 'prep.split', params: split },
      { id: 'train', type, params },
      { id: 'evaluate', type: 'evaluate', params: {} },
    ],
    edges: ['columns', 'split', 'train', 'evaluate'].map((to, i) => ({
      from: ['load', 'columns', 'split', 'train'][i],
      to,
    })),
  })

function engine(): Engine {
  const made = new Engine(nodeTypes, memoryHost({ iris: table }).host, new DeviceHolder(() => Device.open()))
  engines.push(made)
  return made
}

/** Ends the training once it has come so far. */
function finishing(at: number): RunOptions {
  const controls: RunControls = { pace: 'watch' }
  return {
    controls,
    onEvent(event) {
      if (event.type === 'iteration' && (event.iteration ?? 0) >= at) controls.finish = event.node
    },
  }
}

describe('a training that is finished by hand', () => {
  it.each([
    ['model.logisticRegression', descent, 4],
    ['model.logisticRegression', { solver: 'lbfgs', penalty: 'none', tol: 1e-12 }, 2],
    ['model.logisticRegression', { solver: 'newton' }, 1],
  ])('%s %j: goes on with the model as it is, and says so', async (type, params, at) => {
    const e = engine()
    const { results } = await e.run(line(type, params), finishing(at))
    const { train, evaluate } = results.nodes
    expect(evaluate.status).toBe('done')
    const reached = train.summary!['nIterations'] as number
    expect(reached).toBeGreaterThanOrEqual(at)
    expect(train.finishedEarly).toBe(`iteration ${reached}`)
    expect(train.summary!['converged']).toBe(false)
    expect(train.warnings).toEqual([
      `Finished by hand at iteration ${reached}: the model is as it was then. Run again to train it to the end.`,
    ])

    const again = (await e.run(line(type, params))).results.nodes
    expect(again['split'].cached).toBe(true)
    for (const id of ['train', 'evaluate']) expect(again[id].cached, id).toBeUndefined()
    expect(again['train'].finishedEarly).toBeUndefined()
    expect(again['train'].summary!['nIterations']).toBeGreaterThan(reached)
    const kept = (await e.run(line(type, params))).results.nodes
    expect(kept['train'].cached).toBe(true)
  })

  it('is the model of so many iterations', async () => {
    const { nodes } = (await engine().run(line('model.logisticRegression', descent), finishing(5))).results
    const reached = nodes['train'].summary!['nIterations'] as number
    const short = { ...descent, maxIter: reached }
    const same = (await engine().run(line('model.logisticRegression', short))).results.nodes
    for (const key of ['coefficients', 'intercept', 'logLikelihood'])
      expect(nodes['train'].summary![key], key).toEqual(same['train'].summary![key])
    expect(nodes['evaluate'].summary).toEqual(same['evaluate'].summary)
  })

  it('in k folds: those end at the same iteration', async () => {
    const folds = { method: 'kFold', k: 3 }
    const { nodes } = (await engine().run(line('model.logisticRegression', descent, folds), finishing(5))).results
    const reached = nodes['train'].summary!['nIterations'] as number
    const short = { ...descent, maxIter: reached }
    const same = (await engine().run(line('model.logisticRegression', short, folds))).results.nodes
    expect(nodes['evaluate'].summary).toEqual(same['evaluate'].summary)
  })

  it('k-means takes the best start so far', async () => {
    const params = { nClusters: 4, nInit: 10, tol: 0, searchK: [2, 3] }
    const { nodes } = (await engine().run(line('model.kMeans', params), finishing(3))).results
    const { finishedEarly, summary, warnings } = nodes['train']
    expect(finishedEarly).toMatch(/^iteration \d+ of start 1$/)
    expect(summary!['searchK']).toBeNull()
    expect(warnings).toContain('Numbers of clusters were not compared: the training was finished by hand.')
    expect((summary!['sizes'] as number[]).reduce((s, x) => s + x, 0)).toBeGreaterThan(0)
  })

  it('another node’s name ends nothing', async () => {
    const controls: RunControls = { pace: 'full', finish: 'evaluate' }
    const { nodes } = (await engine().run(line('model.logisticRegression', { solver: 'newton' }), { controls })).results
    expect([nodes['train'].finishedEarly, nodes['evaluate'].status]).toEqual([undefined, 'done'])
  })
})
