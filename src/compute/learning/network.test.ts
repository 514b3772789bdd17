import { describe, expect, it } from 'vitest'
import { add, affine } from '../autograd/arithmetic'
import { meanLoss } from '../autograd/losses'
import { LatheError } from '../../shared/errors'
import type { Block, LineChart } from '../../shared/results/blocks'
import { type Iterations, watchedIterations, type RunControls } from '../engine/iterations'
import { Random } from '../random/random'
import { tensorOf, zeros } from '../tensor/tensor'
import { testDevice } from '../testing/device'
import { rings, trainingContext } from '../testing/rings'
import { fitNetwork, type NetworkOptions, type Trained } from './network'
import { type Network, saidBy, type Weights } from './networkPass'

const device = await testDevice()

/** Trains on the rings, with another number of epochs, another seed … */
async function learn(changes: Partial<NetworkOptions> = {}, rest = {}): Promise<Trained> {
  using made = rings(device)
  return await fitNetwork(trainingContext(device, rest), made.data, made.network, { ...made.options, ...changes })
}

/** Trains with validation rows from the same rings. */
async function learnJudged(changes: Partial<NetworkOptions>, rest = {}): Promise<Trained> {
  using made = rings(device)
  using other = rings(device, 70, 9)
  const data = { training: made.data.training, validation: other.data.training }
  return await fitNetwork(trainingContext(device, rest), data, made.network, { ...made.options, ...changes })
}

const series = (blocks: readonly Block[], id: string): LineChart['series'] => {
  const block = blocks.find(b => b.id === id)
  return block?.kind === 'chart' ? (block.chart as LineChart).series : []
}

describe('a training', () => {
  it('learns, and reads back once an epoch, then its weights and their figures', async () => {
    using made = rings(device)
    const counts = device.counter.since()
    const { training, blocks, epochs, kept } = await fitNetwork(
      trainingContext(device),
      made.data,
      made.network,
      made.options,
    )
    expect(counts().readbacks).toBe(62)
    expect([epochs, kept]).toEqual([60, 60])
    const [{ points }] = series(blocks, 'loss')
    expect(points).toHaveLength(60)
    expect(points[0][1]).toBeGreaterThan(0.4)
    expect(training.losses[0]).toBeLessThan(0.1)
    const more = device.counter.since()
    await fitNetwork(trainingContext(device), made.data, made.network, { ...made.options, epochs: 2 })
    // Weights at the start go up, and nothing else.
    expect(more().bytesUp).toBe(4 * 64 * 4)
  })

  it('takes every row once an epoch, in an order of its own', async () => {
    using made = rings(device)
    using scope = device.scope()
    const rows = 150
    const places = tensorOf(
      scope,
      [rows],
      Uint32Array.from({ length: rows }, (_, i) => i),
    )
    const seen = scope.buffer(4 * rows * 3)
    let at = 0
    const network: Network = {
      ...made.network,
      forward(pass, batch) {
        const { buffer, offset, shape } = batch['places']
        if (pass.training) device.copy(buffer, offset, seen, 4 * at, 4 * shape[0])
        if (pass.training) at += shape[0]
        return made.network.forward(pass, batch)
      },
    }
    const data = { training: { ...made.data.training, places } }
    await fitNetwork(trainingContext(device), data, network, { ...made.options, epochs: 2 })
    const order = [...(await device.readInts(seen, 2 * rows))]
    const [first, second] = [order.slice(0, rows), order.slice(rows)]
    const all = Array.from({ length: rows }, (_, i) => i)
    for (const epoch of [first, second]) expect(epoch.toSorted((a, b) => a - b)).toEqual(all)
    expect(first).not.toEqual(second)
    expect(first).not.toEqual(all)
  })

  it('is the same bit by bit for one seed, held, stepped, watched or free, and another for another', async () => {
    const free = await learn({ epochs: 4 })
    const controls: RunControls = { pace: 'watch', pause: 'train' }
    const stands: number[] = []
    const shown: Block[] = []
    const iterations: Iterations = watchedIterations(
      'train',
      controls,
      new AbortController().signal,
      (done, _, still) => {
        if (!still) return
        stands.push(done!)
        if (done! < 3) controls.steps = (controls.steps ?? 0) + 1
        else controls.pause = null
      },
    )
    const held = await learn({ epochs: 4 }, { iterations, show: (block: Block) => shown.push(block) })
    expect(held).toEqual(free)
    expect(stands).toEqual([1, 2, 3])
    expect(shown.filter(b => b.id === 'loss')).toHaveLength(4)
    const other = await learn({ epochs: 4 }, { random: (stream = 0) => new Random(4, stream) })
    expect(other.weights).not.toEqual(free.weights)
  })

  it('tells the mean loss of all rows, whatever the batches', async () => {
    const still = { epochs: 1, optimizer: { method: 'sgd', learningRate: 0 } } as const
    const parts = await learn(still)
    const whole = await learn({ ...still, batchSize: 1000 })
    // Nothing was learned: the mean of batches of 64, 64 and 22, weighted by rows, is that of one batch, and that of the model.
    for (const { blocks, training } of [parts, whole]) {
      expect(Math.abs(series(blocks, 'loss')[0].points[0][1]! - training.losses[0])).toBeLessThan(1e-6)
      expect(Math.abs(training.losses[0] - whole.training.losses[0])).toBeLessThan(1e-6)
    }
  })

  it('ends between two steps when the signal comes, with all memory given back', async () => {
    const live = device.counter.buffers
    const abort = new AbortController()
    const told: number[] = []
    const progress = (share: number): void => {
      told.push(share)
      if (told.length === 5) abort.abort()
    }
    const cancelled = learn({ epochs: 100 }, { signal: abort.signal, progress })
    await expect(cancelled).rejects.toSatisfy(error => error instanceof LatheError && error.code === 'cancelled')
    expect(told.at(-1)).toBeLessThan(0.02)
    expect(device.counter.buffers).toBe(live)
  })

  it('leaves nothing when what it calls fails', async () => {
    for (const at of ['forward', 'loss'] as const) {
      const live = device.counter.buffers
      const failed = async (): Promise<unknown> => {
        using made = rings(device)
        const fail = (): never => {
          throw new Error(`no ${at}`)
        }
        return await fitNetwork(trainingContext(device), made.data, { ...made.network, [at]: fail }, made.options)
      }
      await expect(failed()).rejects.toThrow(`no ${at}`)
      expect(device.counter.buffers).toBe(live)
    }
  })

  it('is finished by hand as it is', async () => {
    const controls: RunControls = { pace: 'full' }
    const iterations = watchedIterations('train', controls, new AbortController().signal, () => undefined)
    const show = (): void => void (controls.finish = 'train')
    const { epochs, ended, weights } = await learn({}, { iterations, show })
    expect([epochs, ended, iterations.early]).toEqual([1, 'finished', { iteration: 1, at: 'epoch 1' }])
    expect(weights).toEqual((await learn({ epochs: 1 })).weights)
  })

  it('says so when the loss leaves the range of numbers, with a rate that may keep it', async () => {
    const optimizer = { method: 'sgd', learningRate: 1e38 } as const
    await expect(learn({ optimizer })).rejects.toMatchObject({
      code: 'numeric',
      message: expect.stringMatching(/^The loss left the range of numbers in epoch \d+/) as string,
      remedy: { fix: { set: { parameter: 'learningRate', value: 1e37 } } },
    })
  })
})

describe('validation rows', () => {
  it('end a training that gets no better, and its best weights are kept', async () => {
    // Steps so large that the loss goes up and down.
    const wild = { optimizer: { method: 'sgd', learningRate: 6 }, epochs: 60 } as const
    const all = await learnJudged(wild)
    const losses = series(all.blocks, 'loss')[1].points.map(p => p[1]!)
    const patience = 4
    let best = 0
    let end = 1
    while (end < 60 && end - best <= patience) {
      if (losses[end] < losses[best]) best = end
      end++
    }
    const early = await learnJudged({ ...wild, patience })
    expect([early.kept, early.epochs, early.ended]).toEqual([best + 1, best + 1 + patience, 'arrived'])
    expect(early.epochs).toBeLessThan(60)
    expect(early.validation!.losses[0]).toBe(losses[best])
    expect(early.weights).toEqual((await learnJudged({ ...wild, epochs: best + 1 })).weights)
    const loss = early.blocks.find(b => b.id === 'loss')!
    expect(loss.caption).toContain(`Lowest for the validation rows at epoch ${best + 1}.`)
    expect(loss.kind === 'chart' && (loss.chart as LineChart).marks).toEqual([{ at: [best + 1, losses[best]] }])
  })

  it('keep the best weights of a training that is finished by hand, and say so', async () => {
    const controls: RunControls = { pace: 'full' }
    const iterations = watchedIterations('train', controls, new AbortController().signal, () => undefined)
    const warnings: string[] = []
    let [least, worse] = [Infinity, false]
    const show = (block: Block): void => {
      const loss = block.id === 'loss' ? series([block], 'loss')[1].points.at(-1)![1]! : Infinity
      if (loss < least) least = loss
      else if (block.id === 'loss') worse = true
      if (worse) controls.finish = 'train'
    }
    const warn = (sentence: string): void => void warnings.push(sentence)
    controls.pace = 'watch'
    const wild = { optimizer: { method: 'sgd', learningRate: 6 }, patience: 50 } as const
    const { kept, epochs, validation } = await learnJudged(wild, { iterations, show, warn })
    expect(kept).toBe(epochs - 1)
    expect(validation!.losses[0]).toBe(least)
    expect(warnings).toEqual([`Early stopping keeps the weights of epoch ${kept}, the best until then.`])
  })

  it('change nothing that is learned', async () => {
    expect((await learnJudged({ epochs: 3 })).weights).toEqual((await learn({ epochs: 3 })).weights)
  })
})

describe('a training that goes on from weights', () => {
  it('has the loss that they had, and leaves frozen layers as they are', async () => {
    const before = await learn({ epochs: 5 })
    const frozen = (name: string): boolean => name.startsWith('first')
    const after = await learn({ epochs: 5, initial: before.weights, frozen })
    for (const [name, { values }] of Object.entries(after.weights)) {
      if (frozen(name)) expect(values).toEqual(before.weights[name].values)
      else expect(values).not.toEqual(before.weights[name].values)
    }
    const still = { method: 'sgd', learningRate: 0 } as const
    const again = await learn({ epochs: 1, initial: before.weights, optimizer: still })
    expect(again.training).toEqual(before.training)
  })

  it('says which parts start anew, and refuses weights of which none fits', async () => {
    const before = await learn({ epochs: 1 })
    const warnings: string[] = []
    const warn = (sentence: string): void => void warnings.push(sentence)
    const other: Weights = { ...before.weights, 'second.weights': { shape: [16, 3], values: new Float32Array(48) } }
    await learn({ epochs: 1, initial: other }, { warn })
    expect(warnings).toEqual(['second.weights start anew: the saved model has none of that name and size.'])
    await expect(learn({ initial: {} })).rejects.toMatchObject({ code: 'data' })
  })
})

describe('figures beside the loss', () => {
  it('are metrics by epoch and the length of each layer’s gradient', async () => {
    using made = rings(device)
    const network: Network = { ...made.network, metric: { label: 'Perplexity', better: 'low', shown: Math.exp } }
    const trained = await fitNetwork(trainingContext(device), made.data, network, {
      ...made.options,
      epochs: 3,
    })
    const [loss] = series(trained.blocks, 'loss')
    series(trained.blocks, 'metric')[0].points.forEach(([epoch, value], i) => {
      expect([epoch, value]).toEqual([i + 1, Math.exp(loss.points[i][1]!)])
    })
    const gradients = series(trained.blocks, 'gradients')
    expect(gradients.map(s => s.name)).toEqual(['first', 'second'])
    for (const { points } of gradients) for (const [, length] of points) expect(length).toBeGreaterThan(0)
  })

  it('of gradients are those of the loss: that of a mean of squares', async () => {
    using scope = device.scope()
    const x = tensorOf(scope, [4, 1], Float32Array.of(1, 2, 3, 4))
    const network: Network = {
      parameters: ['a.left', 'a.right'].map(name => ({
        name,
        shape: [4, 1],
        start: new Float32Array(4),
        decay: false,
      })),
      forward: pass => add(pass.tape, pass.parameter('a.left'), affine(pass.tape, pass.parameter('a.right'), 2)),
      loss: (pass, output, batch) => meanLoss(pass.tape, 'squared', output, batch['x']),
    }
    const { blocks } = await fitNetwork(trainingContext(device), { training: { x } }, network, {
      epochs: 1,
      batchSize: 4,
      optimizer: { method: 'sgd', learningRate: 0 },
      loss: 'Squared error',
    })
    // ∂ mean (l + 2 r − x)² = 2 (l + 2 r − x) ÷ 4 at 0, half of x, and twice that: their squares add up.
    expect(series(blocks, 'gradients')[0].points[0][1]).toBeCloseTo(Math.sqrt((5 * (1 + 4 + 9 + 16)) / 4), 5)
  })
})

it('takes steps at the rates of a schedule', async () => {
  using scope = device.scope()
  const x = tensorOf(scope, [1], Float32Array.of(0))
  const network: Network = {
    parameters: [{ name: 'a', shape: [1], start: Float32Array.of(1), decay: false }],
    forward: pass => pass.parameter('a'),
    loss: (pass, output, batch) => meanLoss(pass.tape, 'squared', output, batch['x']),
  }
  const optimizer = { method: 'sgd', learningRate: 0.1 } as const
  const options = { epochs: 10, batchSize: 1, optimizer, schedule: 'exponential', loss: 'Squared error' } as const
  const { weights } = await fitNetwork(trainingContext(device), { training: { x } }, network, options)
  let a = 1
  for (let step = 0; step < 10; step++) a -= 0.1 * 0.01 ** (step / 10) * 2 * a
  expect(weights['a'].values[0]).toBeCloseTo(a, 6)
})

describe('several networks', () => {
  const number = (name: string, start: number) => ({ name, shape: [1], start: Float32Array.of(start), decay: false })
  const options: NetworkOptions = {
    epochs: 200,
    batchSize: 1,
    optimizer: { method: 'sgd', learningRate: 0.05 },
    loss: 'Loss',
  }

  it('learn in turn, each with its own loss and optimizer, the others standing still', async () => {
    using scope = device.scope()
    const data = { training: { x: tensorOf(scope, [1, 1], Float32Array.of(0)) } }
    // Adversaries: a takes (a − b)² down, b follows a + 1 by steps of its own; in double precision on the host beside it.
    const networks: Network[] = [
      {
        name: 'a',
        parameters: [number('a', 3)],
        forward: pass => pass.parameter('a'),
        loss: (pass, output) => meanLoss(pass.tape, 'squared', output, pass.parameter('b').value),
      },
      {
        name: 'b',
        parameters: [number('b', -1)],
        forward: pass => pass.parameter('b'),
        loss: (pass, output) =>
          meanLoss(pass.tape, 'squared', output, affine(pass.tape, pass.parameter('a'), 1, 1).value),
        optimizer: { method: 'momentum', learningRate: 0.01 },
      },
    ]
    const { weights, blocks, training } = await fitNetwork(trainingContext(device), data, networks, options)
    let [a, b, velocity] = [3, -1, 0]
    for (let step = 0; step < 200; step++) {
      a -= 0.05 * 2 * (a - b)
      velocity = 0.9 * velocity + 2 * (b - a - 1)
      b -= 0.01 * velocity
    }
    expect(Math.abs(weights['a'].values[0] - a)).toBeLessThan(1e-4)
    expect(Math.abs(weights['b'].values[0] - b)).toBeLessThan(1e-4)
    expect(training.losses).toHaveLength(2)
    expect(series(blocks, 'loss').map(s => s.name)).toEqual(['a', 'b'])
  })
})

describe('what a network says', () => {
  it('is the same of many rows as of few', async () => {
    using made = rings(device, 5000)
    const { weights } = await learn({ epochs: 1 })
    const { x } = made.data.training
    const all = await saidBy(trainingContext(device), weights, made.network, { x })
    expect(all).toHaveLength(10_000)
    const some = { x: { ...x, offset: 4096 * 8, shape: [904, 2] } }
    expect(await saidBy(trainingContext(device), weights, made.network, some)).toEqual(all.slice(8192))
    using scope = device.scope()
    expect(await saidBy(trainingContext(device), weights, made.network, { x: zeros(scope, [0, 2]) })).toHaveLength(0)
  })
})
