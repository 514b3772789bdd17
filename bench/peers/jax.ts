// jax-js on WebGPU, answering for `cases/kernels.ts`. Arrays are counted: an operation takes what it is given, `ref` keeps it.
import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad, vjp } from '@jax-js/jax'
import { answerQuestions, browserGpu, type Prepared } from './answering'
import { convolutions, gram, keys, many, perceptron, rowSums, softmaxRows, topCount, values } from './inputs'
import { dependencies } from './package.json'

type Array_ = ReturnType<typeof np.zeros>
type Out = readonly Array_[]

const { wait, adapter } = await browserGpu()
await init('webgpu')
defaultDevice('webgpu')

/** Inputs of the current task. */
const held = new Set<Array_>()

function hold(array: Array_): Array_ {
  held.add(array)
  return array
}

const input = (shape: readonly number[], seed: number, scale = 1): Array_ =>
  hold(
    np
      .array(
        values(
          shape.reduce((a, b) => a * b),
          seed,
          scale,
        ),
      )
      .reshape(shape),
  )

/** An input with its axes in another order: convolutions want channels first. */
const turned = (shape: readonly number[], seed: number, axes: readonly number[]): Array_ =>
  hold(
    np.transpose(
      np
        .array(
          values(
            shape.reduce((a, b) => a * b),
            seed,
          ),
        )
        .reshape(shape),
      axes,
    ),
  )

async function read(array: Array_, count = 4): Promise<Float32Array> {
  return (await wait<Float32Array>(array.ref.data())).slice(0, count)
}

/** A compiled function of the inputs. */
function one(f: (...inputs: Array_[]) => Array_, ...inputs: Array_[]): Prepared<Out> {
  const compiled = jit(f)
  return { call: () => [compiled(...inputs.map(x => x.ref))], answer: ([out]) => read(out) }
}

const product =
  (n: number, transposed = false) =>
  (): Prepared<Out> => {
    const f = (a: Array_, b: Array_): Array_ => np.matmul(a, transposed ? np.transpose(b) : b)
    return one(f, input([n, n], 1), input([n, n], 2))
  }

interface Layers {
  x: Array_
  w: Array_
  /** Channels 0 … 3 of image 1 at (5, 5), or all there are. */
  pixel: (y: Array_) => Promise<number[]>
}

function layers(name: keyof typeof convolutions): Layers {
  const { images, size, channels, outputs } = convolutions[name]
  return {
    x: turned([images, size, size, channels], 1, [0, 3, 1, 2]),
    w: turned([3, 3, channels, outputs], 2, [3, 2, 0, 1]),
    pixel: async y => {
      const count = y.shape[1]
      const all = await read(y, Infinity)
      return Array.from({ length: Math.min(4, count) }, (_, c) => all[((count + c) * size + 5) * size + 5])
    },
  }
}

const convolve = (x: Array_, w: Array_): Array_ => lax.conv(x, w, [1, 1], 'SAME')

const convolution = (name: keyof typeof convolutions) => (): Prepared<Out> => {
  const { x, w, pixel } = layers(name)
  return { ...one(convolve, x, w), answer: ([y]) => pixel(y) }
}

const convolutionBackward = (name: keyof typeof convolutions) => (): Prepared<Out> => {
  const { x, w, pixel } = layers(name)
  const { images, size, outputs } = convolutions[name]
  const ones = hold(np.ones([images, outputs, size, size]))
  const compiled = jit((a: Array_, b: Array_, dy: Array_) => {
    const [y, back] = vjp(convolve, [a, b])
    const [dx, dw] = back(dy)
    back.dispose()
    return [y, dw, dx]
  })
  return {
    call: () => compiled(x.ref, w.ref, ones.ref),
    async answer([y, dw, dx]) {
      return [...(await pixel(y)), (await read(dw, 5))[4], (await pixel(dx))[0]]
    },
  }
}

function network(): Prepared<Out> {
  const { sizes, batch, learningRate, weightScale, steps } = perceptron
  const shapes = sizes.slice(1).flatMap((outputs, i) => [[sizes[i], outputs], [outputs]])
  let weights = shapes.map((shape, i): Array_ =>
    i % 2 === 0 ? np.array(values(shape[0] * shape[1], i / 2 + 1, weightScale)).reshape(shape) : np.zeros(shape),
  )
  let [means, squares] = [
    shapes.map((shape): Array_ => np.zeros(shape)),
    shapes.map((shape): Array_ => np.zeros(shape)),
  ]
  const x = input([batch, sizes[0]], 9)
  const y = hold(
    np
      .array(Float32Array.from({ length: batch * 10 }, (_, i) => (i % 10 === Math.floor(i / 10) % 10 ? 1 : 0)))
      .reshape([batch, 10]),
  )
  const loss = (p: Array_[], rows: Array_, target: Array_): Array_ => {
    let h = rows
    for (let i = 0; i < p.length; i += 2) {
      h = np.matmul(h, p[i]).add(p[i + 1])
      if (i + 2 < p.length) h = nn.relu(h)
    }
    return nn
      .logSoftmax(h, -1)
      .mul(target)
      .sum()
      .mul(-1 / batch)
  }
  /** Adam (Kingma and Ba, 2015); `rate` has the corrections of the step. */
  const step = jit((p: Array_[], m: Array_[], v: Array_[], rate: Array_, rows: Array_, target: Array_) => {
    const kept = p.map(a => a.ref)
    const [value, gradients] = valueAndGrad(loss)(p, rows, target)
    const next = gradients.map((g: Array_, i: number) => {
      const mean = m[i].mul(0.9).add(g.ref.mul(0.1))
      const square = v[i].mul(0.999).add(g.ref.mul(g).mul(0.001))
      const change = mean.ref.div(np.sqrt(square.ref).add(1e-8)).mul(rate.ref)
      return [kept[i].sub(change), mean, square]
    })
    rate.dispose()
    return [value, ...[0, 1, 2].map(part => next.map((one: Array_[]) => one[part]))]
  })
  let taken = 0
  const call = (): Out => {
    taken++
    const rate = (learningRate * Math.sqrt(1 - 0.999 ** taken)) / (1 - 0.9 ** taken)
    const [value, ...state] = step(
      weights,
      means,
      squares,
      np.array(new Float32Array([rate])).reshape([]),
      x.ref,
      y.ref,
    )
    ;[weights, means, squares] = state
    return [value]
  }
  return { call, answer: ([value]) => read(value, 1), repeats: steps }
}

/** Its only way is a sort of all: 4 s for a million on lavapipe, so there is no search for neighbours. */
function top(): Prepared<Out> {
  const x = input([keys], 1)
  const compiled = jit((a: Array_) => lax.topK(a, topCount))
  return { call: () => compiled(x.ref), answer: ([found]) => read(found, topCount) }
}

await answerQuestions<Out>({
  version: dependencies['@jax-js/jax'],
  adapter,
  tasks: {
    'matmul 512': product(512),
    'matmul 1024': product(1024),
    'matmul 1024 transposed': product(1024, true),
    'matmul 2048': product(2048),
    perceptron: network,
    conv1: convolution('conv1'),
    conv1backward: convolutionBackward('conv1'),
    conv2: convolution('conv2'),
    conv2backward: convolutionBackward('conv2'),
    'add 64 MiB': () => one((a, b) => a.add(b), input([many], 1), input([many], 2)),
    'exp 64 MiB': () => one(x => np.exp(x), input([many], 1)),
    'sum 64 MiB': () => one(x => x.sum(), input([many], 1)),
    'row-sum 16384 × 1024': () => one(x => x.sum(1), input([rowSums.rows, rowSums.columns], 1)),
    softmax: () => one(x => nn.softmax(x, -1), input([softmaxRows.rows, softmaxRows.columns], 1)),
    sort: () => one(x => np.sort(x), input([keys], 1)),
    topK: top,
    gram: () => one(x => np.matmul(np.transpose(x.ref), x), input([gram.rows, gram.columns], 1)),
  },
  finish: outs => wait(blockUntilReady(outs.flat())),
  drop: out => out.forEach(array => array.dispose()),
  clear() {
    held.forEach(array => array.dispose())
    held.clear()
  },
})
