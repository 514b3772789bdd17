import { designRow, productHead, productLines, sizeOf, sumOf, type Weighted } from '../../../engine/features'
import { tex } from '../../../engine/tex'
import { type Example, type Finished, type WorkedStep } from '../../../engine/worked'
import { classifierExample, costStep, sharesStep } from '../../../learning/classExample'
import { sharesOf } from '../../../learning/classes'
import { layerIn, throughLayers } from '../../../learning/networkLayers'
import { largestOf } from '../../../learning/numbers'
import { regressorExample, residualStep } from '../../../learning/valueExample'
import type { Learned } from './fit'
import { layersOf, type Params } from './perceptron'

const classes = classifierExample({
  async steps(at, judged) {
    const { names, chosen } = judged
    const { scores, size, steps } = await toAnswer(at, chosen, `The score of ${names[chosen]}`)
    const words = {
      title: 'From scores to probabilities',
      sentence: 'The exponential makes every score positive, and dividing by the sum makes them add up to 1.',
      formula: 'p_k = \\frac{e^{s_k}}{\\sum_l e^{s_l}}',
      score: 'score $s$',
      symbol: 's',
    }
    return [...steps, sharesStep(judged, scores, words), ...costStep(judged, sharesOf(scores), 1 + size)]
  },
  again(at, rows) {
    const { says } = networkOf(at)
    return rows.map(row => sharesOf(says(row).scores))
  },
})

const numbers = regressorExample({
  async steps(at, predicted) {
    const { shift, scale } = networkOf(at).target!
    const { scores, size, steps } = await toAnswer(at, 0, 'The answer')
    const again = shift + scale * scores[0]
    const unit = Math.abs(shift) + scale * (1 + size)
    const back: WorkedStep = {
      title: 'In units of the target',
      sentence: 'The network learned numbers with mean 0 and deviation 1. This takes its answer back.',
      formula: '\\hat y = \\bar y + s_y \\cdot a',
      filled: `${tex(shift)} + ${tex(scale)} \\cdot ${tex(scores[0], true)} = ${tex(predicted.said)}`,
      head: ['', '$a$', '$\\hat y$'],
      lines: [{ name: 'prediction', cells: [scores[0]], value: predicted.said, again, unit, total: true }],
    }
    const why = 'Training makes the squares of all residuals together small.'
    return [...steps, back, ...residualStep(predicted, again, unit, why)]
  },
  again(at, rows) {
    const { says, target } = networkOf(at)
    return rows.map(row => target!.shift + target!.scale * says(row).scores[0])
  },
})

const exampleOf = (at: Finished): Example => (at.model!.task === 'classification' ? classes : numbers)

/** One row on its way: a neuron that counts, the answer that it adds to, and what that means. */
export const example: Example = {
  suggest: at => exampleOf(at).suggest!(at),
  steps: at => exampleOf(at).steps(at),
  whatIf: at => exampleOf(at).whatIf!(at),
}

/** The network in double precision: what it says of a row as the model sees it. */
function networkOf(at: Finished) {
  const { layers: sizes, weights, coding } = at.state as unknown as Learned
  const { shift, scale } = coding.features
  const layers = layersOf(sizes).map(name => layerIn(weights, name))
  const { activation } = at.params as unknown as Params
  const says = (row: readonly number[]) =>
    throughLayers(
      layers,
      row.map((x, j) => (x - shift[j]) / scale[j]),
      activation,
    )
  return { layers, says, target: coding.target }
}

/** A neuron of the first hidden layer, where there is one, and output `chosen`. `size`: of the terms of its sum. */
async function toAnswer(at: Finished, chosen: number, title: string) {
  const names = at.model!.features
  const { layers, says } = networkOf(at)
  const { values, scores } = says(await designRow(at))
  const last = layers.length - 1
  /** Neuron k of a layer as a weighted sum of what goes into it. */
  const sum = (i: number, k: number): Weighted => {
    const features = values[i].map((x, j) => ({ name: i === 0 ? names[j] : `neuron ${j + 1}`, x, raw: x }))
    const [held, bias] = [layers[i].weights.map(w => w[k]), layers[i].biases[k]]
    return { features, shown: held, held, intercept: { shown: bias, held: bias } }
  }
  const answer = sum(last, chosen)
  const steps: WorkedStep[] = []
  if (last > 0) {
    // With one hidden layer the neuron that adds most to this answer; with several the one that fires most.
    const k = largestOf(values[1].map((h, j) => Math.abs(last === 1 ? h * answer.held[j] : h)))
    steps.push({
      ...sumStep(`Neuron ${k + 1} of hidden layer 1`, sum(0, k)),
      sentence:
        'Each standardised feature times its weight. The activation bends the sum, which goes to the next layer.',
      formula: 'h = f\\Bigl(b + \\sum_j w_j x_j\\Bigr)',
      filled: `f(${tex(sumOf(sum(0, k)))}) = ${tex(values[1][k])}`,
    })
  }
  steps.push({
    ...sumStep(title, answer),
    sentence:
      last > 1 ? 'The layers between work alike; this is the sum over the last one.' : 'The sum over all of them.',
    formula: 's = b + \\sum_j w_j h_j',
    filled: `s = ${tex(scores[chosen])}`,
  })
  return { scores, steps, size: sizeOf(answer) }
}

function sumStep(title: string, weighted: Weighted): Pick<WorkedStep, 'title' | 'head' | 'lines'> {
  const [value, unit] = [sumOf(weighted), Math.max(sizeOf(weighted), Number.MIN_VALUE)]
  const total = { name: 'sum', cells: [null, null], value, again: value, unit, total: true }
  return { title, head: productHead(weighted), lines: [...productLines(weighted), total] }
}
