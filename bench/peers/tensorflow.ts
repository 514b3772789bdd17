// TensorFlow.js on WebGPU, answering for `cases/kernels.ts`.
import { answerQuestions, browserGpu, type Prepared } from './answering'
import {
  binAt,
  bins,
  convolutions,
  gram,
  keys,
  many,
  neighbours,
  perceptron,
  rowSums,
  softmaxRows,
  topCount,
  values,
} from './inputs'
import { dependencies } from './package.json'

interface Tensor {
  data(): Promise<Float32Array>
  dispose(): void
}
type Out = readonly Tensor[]

const { wait, adapter } = await browserGpu()
// The backend looks for WebGPU when it is loaded.
const tf = await import('@tensorflow/tfjs-core')
await import('@tensorflow/tfjs-core/dist/register_all_gradients.js')
await import('@tensorflow/tfjs-backend-webgpu')
await tf.setBackend('webgpu')
await tf.ready()
const [backend, engine] = [tf.backend(), tf.engine()]
engine.startScope()

const input = (shape: readonly number[], seed: number, scale = 1): Tensor =>
  tf.tensor(
    values(
      shape.reduce((a, b) => a * b),
      seed,
      scale,
    ),
    shape,
  )

/** The first numbers of a tensor from `from` on. */
async function read(tensor: Tensor, from = 0, count = 4): Promise<Float32Array> {
  return (await wait(tensor.data())).slice(from, from + count)
}

const one = (call: () => Tensor): Prepared<Out> => ({
  call: () => [call()],
  answer: ([out]) => read(out),
})

const product =
  (n: number, transposed = false) =>
  (): Prepared<Out> => {
    const [a, b] = [input([n, n], 1), input([n, n], 2)]
    return one(() => tf.matMul(a, b, false, transposed))
  }

const convolution = (name: keyof typeof convolutions) => (): Prepared<Out> => {
  const { images, size, channels, outputs } = convolutions[name]
  const [x, w] = [input([images, size, size, channels], 1), input([3, 3, channels, outputs], 2)]
  const at = ((size + 5) * size + 5) * outputs
  return { call: () => [tf.conv2d(x, w, 1, 'same')], answer: ([y]) => read(y, at) }
}

const convolutionBackward = (name: keyof typeof convolutions) => (): Prepared<Out> => {
  const { images, size, channels, outputs } = convolutions[name]
  const [x, w] = [input([images, size, size, channels], 1), input([3, 3, channels, outputs], 2)]
  const dy = tf.ones([images, size, size, outputs])
  const both = tf.valueAndGrads((a: Tensor, b: Tensor) => tf.conv2d(a, b, 1, 'same'))
  return {
    call() {
      const { value, grads } = both([x, w], dy)
      return [value, grads[1], grads[0]]
    },
    async answer([y, dw, dx]) {
      const [first, second] = [((size + 5) * size + 5) * outputs, 4 * channels * outputs]
      const third = ((size + 5) * size + 5) * channels
      return [...(await read(y, first)), ...(await read(dw, second, 1)), ...(await read(dx, third, 1))]
    },
  }
}

function network(): Prepared<Out> {
  const { sizes, batch, learningRate, weightScale, steps } = perceptron
  const layers = sizes.slice(1).map((outputs, i) => ({
    weights: tf.variable(input([sizes[i], outputs], i + 1, weightScale)),
    biases: tf.variable(tf.zeros([outputs])),
  }))
  const variables = layers.flatMap(({ weights, biases }) => [weights, biases])
  const x = input([batch, sizes[0]], 9)
  const labels = Int32Array.from({ length: batch }, (_, i) => i % 10)
  const y = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32')
  const adam = tf.train.adam(learningRate)
  const loss = (): Tensor => {
    const last = layers.length - 1
    const forward = (h: Tensor, { weights, biases }: (typeof layers)[number], i: number): Tensor => {
      const out = tf.add(tf.matMul(h, weights), biases)
      return i < last ? tf.relu(out) : out
    }
    return tf.losses.softmaxCrossEntropy(y, layers.reduce(forward, x))
  }
  return { ...one(() => tf.tidy(() => adam.minimize(loss, true, variables))), repeats: steps }
}

/** Distances through a product, as its users write it, so many queries at once that they fit a binding. */
function nearest(): Prepared<Out> {
  const { queries, points, features, count, atOnce } = neighbours
  const [a, b] = [input([queries, features], 1), input([points, features], 2)]
  const squares = (t: Tensor, axis: number): Tensor => tf.expandDims(tf.sum(tf.square(t), 1), axis)
  const search = (from: number): Tensor => {
    const some = tf.slice(a, [from, 0], [atOnce, features])
    const all = tf.sub(tf.add(squares(some, 1), squares(b, 0)), tf.mul(2, tf.matMul(some, b, false, true)))
    return tf.sqrt(tf.neg(tf.topk(tf.neg(all), count).values))
  }
  const parts = Array.from({ length: queries / atOnce }, (_, i) => i * atOnce)
  return { call: () => parts.map(from => tf.tidy(() => search(from))), answer: ([found]) => read(found, 0, count) }
}

/** Feature by feature: of a table of 20 × 1,000,000, `denseBincount` gave wrong counts on lavapipe. */
function histogram(): Prepared<Out> {
  const { features, rows } = bins
  const columns = Array.from({ length: features }, (_, j) =>
    tf.tensor1d(
      Int32Array.from({ length: rows }, (__, i) => binAt(j * rows + i, 1)),
      'int32',
    ),
  )
  return {
    call: () => columns.map(column => tf.bincount(column, [], bins.bins)),
    answer: ([out]) => read(out),
  }
}

function top(): Prepared<Out> {
  const x = input([keys], 1)
  const call = (): Out => {
    const { values, indices } = tf.topk(x, topCount)
    return [values, indices]
  }
  return { call, answer: ([found]) => read(found, 0, topCount) }
}

const onMany = (op: (x: Tensor) => Tensor) => (): Prepared<Out> => {
  const x = input([many], 1)
  return one(() => op(x))
}

await answerQuestions<Out>({
  version: dependencies['@tensorflow/tfjs-core'],
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
    'add 64 MiB': () => {
      const [a, b] = [input([many], 1), input([many], 2)]
      return one(() => tf.add(a, b))
    },
    'exp 64 MiB': onMany(x => tf.exp(x)),
    'sum 64 MiB': onMany(x => tf.sum(x)),
    'row-sum 16384 × 1024': () => {
      const x = input([rowSums.rows, rowSums.columns], 1)
      return one(() => tf.sum(x, 1))
    },
    softmax: () => {
      const x = input([softmaxRows.rows, softmaxRows.columns], 1)
      return one(() => tf.softmax(x))
    },
    topK: top,
    histogram,
    knn: nearest,
    gram: () => {
      const x = input([gram.rows, gram.columns], 1)
      return one(() => tf.matMul(x, x, true, false))
    },
  },
  finish: () => {
    if (backend.commandEncoder) {
      backend.endComputePassEncoder()
      backend.submitQueue()
    }
    return wait(backend.device.queue.onSubmittedWorkDone())
  },
  drop: out => out.forEach(tensor => tensor.dispose()),
  clear() {
    tf.disposeVariables()
    engine.endScope()
    engine.startScope()
  },
})
