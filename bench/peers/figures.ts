import {
  binAt,
  bins,
  type Convolution,
  convolutions,
  gram,
  keys,
  many,
  neighbours,
  perceptron,
  rowSums,
  softmaxRows,
  topCount,
  valueAt,
  values,
} from './inputs'

/** A few numbers that a peer's answer must hold, in double precision, and how far it may be away. */
export interface Figures {
  numbers: readonly number[]
  within: number
}

const first = (count: number, of: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => of(i))

function sum(count: number, term: (i: number) => number): number {
  let total = 0
  for (let i = 0; i < count; i++) total += term(i)
  return total
}

const product =
  (n: number, transposed = false) =>
  (): Figures => ({
    numbers: first(4, j => sum(n, k => valueAt(k, 1) * valueAt(transposed ? j * n + k : k * n + j, 2))),
    within: 1e-5 * n,
  })

/** Channels 0 … 3 of image 1 at (5, 5); with the gradients of a sum: the middle of the filter from channel 0 to 0, and that pixel. */
function convolution({ images, size, channels, outputs }: Convolution, backward: boolean): Figures {
  const pixel = (o: number): number =>
    sum(9 * channels, tap => {
      const [cell, c] = [Math.floor(tap / channels), tap % channels]
      const [row, column] = [4 + Math.floor(cell / 3), 4 + (cell % 3)]
      return valueAt(((size + row) * size + column) * channels + c, 1) * valueAt(tap * outputs + o, 2)
    })
  const filter = (): number => sum(images * size * size, i => valueAt(i * channels, 1))
  const image = (): number =>
    sum(9 * outputs, i => valueAt(Math.floor(i / outputs) * channels * outputs + (i % outputs), 2))
  return { numbers: [...first(4, pixel), ...(backward ? [filter(), image()] : [])], within: 2e-3 }
}

/** The loss before the first step. */
function loss(): Figures {
  const { sizes, batch, weightScale } = perceptron
  const weights = sizes.slice(1).map((outputs, i) => values(sizes[i] * outputs, i + 1, weightScale))
  const x = values(batch * sizes[0], 9)
  const one = (row: number): number => {
    let h: number[] = Array.from(x.subarray(row * sizes[0], (row + 1) * sizes[0]))
    for (const [i, w] of weights.entries()) {
      const outputs = sizes[i + 1]
      const sums = first(outputs, o => sum(h.length, k => h[k] * w[k * outputs + o]))
      h = i < weights.length - 1 ? sums.map(value => Math.max(0, value)) : sums
    }
    return Math.log(sum(h.length, i => Math.exp(h[i]))) - h[row % 10]
  }
  return { numbers: [sum(batch, one) / batch], within: 1e-5 }
}

function nearest(): Figures {
  const { points, features, count } = neighbours
  const distance = (p: number): number =>
    Math.sqrt(sum(features, j => (valueAt(j, 1) - valueAt(p * features + j, 2)) ** 2))
  return { numbers: Array.from(Float64Array.from(first(points, distance)).sort().subarray(0, count)), within: 1e-4 }
}

/** What every task that peers answer must come to. */
export const figures: Readonly<Record<string, () => Figures>> = {
  'matmul 512': product(512),
  'matmul 1024': product(1024),
  'matmul 1024 transposed': product(1024, true),
  'matmul 2048': product(2048),
  perceptron: loss,
  conv1: () => convolution(convolutions.conv1, false),
  conv1backward: () => convolution(convolutions.conv1, true),
  conv2: () => convolution(convolutions.conv2, false),
  conv2backward: () => convolution(convolutions.conv2, true),
  'add 64 MiB': () => ({ numbers: first(4, i => valueAt(i, 1) + valueAt(i, 2)), within: 1e-6 }),
  'exp 64 MiB': () => ({ numbers: first(4, i => Math.exp(valueAt(i, 1))), within: 1e-5 }),
  // 16 M terms of both signs: one after the other in single precision, they come to some 0.1.
  'sum 64 MiB': () => ({ numbers: [sum(many, i => valueAt(i, 1))], within: 1 }),
  'row-sum 16384 × 1024': () => {
    const { columns } = rowSums
    return { numbers: first(4, row => sum(columns, j => valueAt(row * columns + j, 1))), within: 1e-2 }
  },
  softmax: () => {
    const total = sum(softmaxRows.columns, j => Math.exp(valueAt(j, 1)))
    return { numbers: first(4, i => Math.exp(valueAt(i, 1)) / total), within: 1e-7 }
  },
  sort: () => ({ numbers: Array.from(values(keys, 1).sort().subarray(0, 4)), within: 0 }),
  topK: () => ({ numbers: Array.from(values(keys, 1).sort().subarray(-topCount)).reverse(), within: 0 }),
  histogram: () => {
    const counts = new Array<number>(bins.bins).fill(0)
    for (let i = 0; i < bins.rows; i++) counts[binAt(i, 1)]++
    return { numbers: counts.slice(0, 4), within: 0 }
  },
  knn: nearest,
  gram: () => ({
    numbers: first(4, j => sum(gram.rows, i => valueAt(i * gram.columns, 1) * valueAt(i * gram.columns + j, 1))),
    within: 1,
  }),
}

/** Errors: an answer that is not the figures. */
export function mustBeRight(task: string, answer: readonly number[]): void {
  const { numbers, within } = figures[task]()
  numbers.forEach((due, i) => {
    if (!(Math.abs(answer[i] - due) <= within)) throw new Error(`number ${i} is ${answer[i]}, ${due} was due`)
  })
}
