import type { Block } from '../../../../shared/results/blocks'
import type { Context, Estimator, Fitted } from '../../../engine/node'
import type { Rows } from '../../../engine/design'
import type { Training } from '../../../engine/training'
import { boundaryBlocks, boundaryOver } from '../../../learning/boundary'
import { fromScores } from '../../../learning/classes'
import { middleOf } from '../../../learning/middle'
import { fitNetwork } from '../../../learning/network'
import { inputsOf, type TableCoding, tableExamples } from '../../../learning/networkData'
import { layerIn } from '../../../learning/networkLayers'
import { trainingOptions } from '../../../learning/networkParameters'
import { saidBy, type Weights } from '../../../learning/networkPass'
import { networkFigures, networkHeadline, networkSummary } from '../../../learning/networkSummary'
import { weightPictures } from '../../../learning/pictures'
import { hasPlane, type Plane, planeOf } from '../../../learning/plane'
import { pointsOf, trainingPointsOf } from '../../../learning/points'
import { residualBlocks, residualsOf } from '../../../learning/residuals'
import { surfaceBlocks } from '../../../learning/surface'
import { layersOf, type Params, perceptron, startOf } from './perceptron'
import type { spec } from './spec'

/** What the model holds. */
export interface Learned {
  /** Inputs, neurons of each hidden layer, outputs. */
  layers: readonly number[]
  weights: Weights
  coding: TableCoding
}

export const estimator: Estimator<(typeof spec)['parameters']> = { fit, predict, explain }

async function fit(context: Context, data: Training, params: Params): Promise<Fitted> {
  const target = data.target!
  const outputs = target.task === 'classification' ? target.classes.length : 1
  const sizes = [data.names.length, ...params.hiddenLayers, outputs]
  const before = data.initial?.state as unknown as Learned | undefined
  const examples = await tableExamples(context, data, { judged: params.earlyStopping, coding: before?.coding })
  const scale = examples.coding.target?.scale
  const parameters = startOf(sizes, params, context.random())
  const learned = (weights: Weights): Learned => ({ layers: sizes, weights, coding: examples.coding })
  const draw = target.task === 'classification' && hasPlane(data) ? livePicture(context, data, params) : undefined
  const network = perceptron(sizes, params, scale)
  const trained = await fitNetwork(
    context,
    examples,
    { ...network, parameters },
    {
      ...trainingOptions(params, layersOf(sizes), before?.weights),
      loss: scale === undefined ? 'Cross-entropy' : 'Squared error ÷ variance',
      ...(draw && { picture: weights => draw(learned(weights)) }),
    },
  )
  const summary = networkSummary(trained, examples, parameters, (scale ?? 1) ** 2)
  return {
    state: learned(trained.weights) as unknown as Fitted['state'],
    summary: { ...summary, layers: sizes },
    headline: networkHeadline(trained, network.metric!),
    blocks: [networkFigures(summary, examples), ...trained.blocks, ...neuronPictures(data, trained.weights, sizes)],
  }
}

/** What the neurons of the first layer weigh, where the rows are pictures; of a network without hidden layers its outputs. */
function neuronPictures(data: Training, weights: Weights, sizes: readonly number[]): Block[] {
  const { weights: layer } = layerIn(weights, layersOf(sizes)[0])
  const neurons = Array.from({ length: sizes[1] }, (_, k) => k)
  const byNeuron = Float64Array.from(neurons.flatMap(k => layer.map(w => w[k])))
  const names = neurons.map(k => `neuron ${k + 1}`)
  return weightPictures(data, byNeuron, names, {
    id: 'pictures',
    title: 'Neurons as pictures',
    caption: 'Weight of each standardised pixel in the neurons of the first layer.',
  })
}

async function predict(
  context: Context,
  state: Fitted['state'],
  rows: Rows,
  params: Params,
): ReturnType<Estimator['predict']> {
  using scope = context.device.scope()
  const { layers, weights, coding } = state as unknown as Learned
  const { x } = await inputsOf({ ...context, scope }, rows, coding.features)
  const { target } = coding
  const said = await saidBy(context, weights, perceptron(layers, params, target?.scale), { x })
  if (target) return { kind: 'values', values: Float64Array.from(said, v => target.shift + target.scale * v) }
  const classes = layers.at(-1)!
  const column = (k: number): Float64Array => Float64Array.from({ length: rows.n }, (_, i) => said[i * classes + k])
  return fromScores(Array.from({ length: classes }, (_, k) => column(k)))
}

/** The decision boundary of weights on the way, over the two columns and the rows that it began with. */
function livePicture(context: Context, data: Training, params: Params): (learned: Learned) => Promise<Block> {
  const points = trainingPointsOf(context, data, 800)
  let plane: Plane | undefined
  return async learned => {
    plane ??= await planeOf(context, data, await middleOf(data, points), points.rows, [40, 30], 'matter most')
    const state = learned as unknown as Fitted['state']
    return boundaryOver(context, data, plane, points, rows => predict(context, state, rows, params))
  }
}

async function explain(
  context: Context,
  fitted: Fitted,
  data: Training,
  frame: Parameters<NonNullable<Estimator['explain']>>[3],
  params: Params,
): Promise<Block[]> {
  const { layers } = fitted.state as unknown as Learned
  const drawn = {
    decide: (rows: Rows) => predict(context, fitted.state, rows, params),
    work: layers.slice(1).reduce((sum, outputs, i) => sum + layers[i] * outputs, 0),
  }
  if (data.target?.task === 'classification')
    return boundaryBlocks(context, data, await pointsOf(context, data, frame), drawn)
  return [...(await surfaceBlocks(context, data, drawn)), ...residualBlocks(await residualsOf(context, data, frame))]
}
