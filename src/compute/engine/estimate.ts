import { isFeatureKind } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import { type Column, columnNamed, featuresOf, type Frame } from '../frame/frame'
import { type FeatureSchema, asWords, featureSchema, misfit } from '../frame/schema'
import type { State } from '../frame/state'
import type { Context, Estimator, Fitted, Output } from './node'
import { LatheError } from '../../shared/errors'
import { rowsFor } from './design'
import { warnOfLeftOut } from './leftOut'
import type { Model } from './model'
import { joined, type Prediction, withPrediction } from './prediction'
import { type Training, trainingOf } from './training'
import { neededRoles, withRole } from './usable'

export interface EstimatorOptions {
  /** A model to go on from. */
  initial?: Model
  /** False for the model of a fold: it learns and predicts, and nobody looks at it. */
  draws: boolean
}

/** Fits an estimator on a frame's training rows and says what it thinks of all rows. */
export async function runEstimator(
  context: Context,
  spec: NodeSpec,
  estimator: Estimator,
  frame: Frame,
  params: AnyValues,
  { initial, draws }: EstimatorOptions,
): Promise<Output> {
  const data = await trainingOf(context, frame, spec, params, initial)
  warnOfLeftOut(context.warn, frame, spec)
  const fitted = await estimator.fit(context, data, params)
  checkFinite(fitted, spec)
  const model = modelOf(context, spec, frame, params, data, fitted.state)
  if (spec.task !== 'decomposition' && frame.prediction && frame.prediction.node !== context.node)
    context.warn(
      `What ${frame.prediction.node} predicted makes room for this model's word; to compare the two, wire both into one evaluate.`,
    )
  const applied = withPrediction(frame, model, await everyRow(context, estimator, model, frame, data, fitted.said))
  const predicted = spec.task === 'decomposition' ? withStep(applied, spec, params, fitted.state, frame) : applied
  return {
    frame: predicted,
    model,
    summary: {
      ...(model.classes && { classes: model.classes }),
      features: data.names,
      rows: data.n,
      ...fitted.summary,
    },
    ...(fitted.headline && { headline: fitted.headline }),
    blocks: draws ? await drawn(context, estimator, fitted, data, predicted, params) : [],
  }
}

function modelOf(
  { node }: Context,
  spec: NodeSpec,
  frame: Frame,
  params: AnyValues,
  data: Training,
  state: State,
): Model {
  const { target, task, categories } = data
  const roles = neededRoles(frame, spec)
  return {
    type: spec.type,
    version: spec.version,
    params,
    node,
    task,
    state,
    features: data.names,
    columns: data.columns.map(column => {
      const known = categories.get(column.name)
      return { ...featureSchema(column), ...(known && { categories: known }) }
    }),
    ...(spec.needs?.missing === 'allow' && { gaps: true as const }),
    ...(roles.length > 0 && { roles: roles.map(c => ({ ...featureSchema(c), role: c.role })) }),
    ...(target && { target: target.name }),
    ...(target?.task === 'classification' && { classes: target.classes }),
    steps: frame.steps,
    inputs: rawInputs(frame),
  }
}

/** What the fit knows of the training rows already, and the model's word on the others; on all where it knows nothing. */
async function everyRow(
  context: Context,
  estimator: Estimator,
  model: Model,
  frame: Frame,
  data: Training,
  said: Prediction | undefined,
): Promise<Prediction> {
  const word = (index: Uint32Array | undefined): Promise<Prediction> =>
    estimator.predict(context, model.state, data.at(index), model.params)
  if (!said) return word(undefined)
  if (!data.index) return said
  const known = new Uint8Array(frame.rows)
  for (const i of data.index) known[i] = 1
  const others = Uint32Array.from(known.keys()).filter(i => known[i] === 0)
  if (others.length === 0) return joined(frame.rows, [[data.index, said]])
  return joined(frame.rows, [
    [data.index, said],
    [others, await word(others)],
  ])
}

async function drawn(
  context: Context,
  estimator: Estimator,
  fitted: Fitted,
  data: Training,
  frame: Frame,
  params: AnyValues,
): Promise<NonNullable<Output['blocks']>> {
  const own = typeof fitted.blocks === 'function' ? await fitted.blocks() : fitted.blocks
  return [...own, ...((await estimator.explain?.(context, fitted, data, frame, params)) ?? [])]
}

/** The frame with a fitted step written on it; `before` is the frame the step was fitted on, `reads` what it took besides features. */
export function withStep(
  frame: Frame,
  spec: NodeSpec,
  params: AnyValues,
  state: State,
  before: Frame,
  reads: readonly string[] = [],
): Frame {
  const inputs = [...inputsOf(before), ...reads.map(name => featureSchema(columnNamed(before, name)))]
  return { ...frame, steps: [...before.steps, { type: spec.type, version: spec.version, params, state, inputs }] }
}

/** The frame with the model's word on every row added. The frame must already have gone through the model's steps. */
export async function applyModel(context: Context, estimator: Estimator, model: Model, frame: Frame): Promise<Frame> {
  const columns = model.columns.map(learned => featureNamed(frame, learned, model))
  const categories = new Map(model.columns.flatMap(c => (c.categories ? [[c.name, c.categories] as const] : [])))
  const known = { categories, role: (role: Column['role']) => withRole(frame, role) }
  const rows = rowsFor(context.images, context.scope, columns, undefined, frame.rows, known)
  const prediction = await estimator.predict(context, model.state, rows, model.params)
  return withPrediction(frame, model, prediction)
}

/** The features of a frame as a step or model remembers them. */
export function inputsOf(frame: Frame): FeatureSchema[] {
  return featuresOf(frame).map(featureSchema)
}

/** What raw rows must bring: the features of the first step, and what later ones read besides features. */
function rawInputs(frame: Frame): readonly FeatureSchema[] {
  const [first, ...later] = frame.steps
  if (!first) return inputsOf(frame)
  const read = later.flatMap(step => step.inputs.filter(i => !isFeatureKind(i.kind)))
  const names = new Set(first.inputs.map(i => i.name))
  return [...first.inputs, ...read.filter(({ name }) => !names.has(name) && names.add(name))]
}

function featureNamed(frame: Frame, learned: FeatureSchema, { node, type, gaps }: Model): Column {
  const column = columnNamed(frame, learned.name)
  const why = misfit(column, learned)
  if (why !== undefined)
    throw new LatheError({
      code: 'data',
      message: `The model ${node} learned ${learned.name} as ${asWords(learned)}, and here ${why}.`,
      remedy: 'Give it rows with the columns it learned from.',
    })
  if (column.missing > 0 && !gaps)
    throw new LatheError({
      code: 'data',
      message: `${learned.name} has ${column.missing} missing cells, and the model ${node} cannot take them.`,
      remedy: {
        text: 'Put prep.impute before the model, so that the model takes the step along.',
        fix: { insert: 'prep.impute', before: type },
      },
    })
  return column
}

/** A model with numbers that do not exist is never passed on. */
function checkFinite(fitted: Fitted, spec: NodeSpec): void {
  for (const [key, value] of Object.entries(fitted.state))
    if ((value instanceof Float64Array || value instanceof Float32Array) && !value.every(Number.isFinite))
      throw new LatheError({
        code: 'numeric',
        message: `${spec.title} left the range of numbers (${key} is not finite).`,
        remedy: { text: 'Put prep.scale before it, or lower the learning rate.', fix: { insert: 'prep.scale' } },
      })
}
