import type { PredictionSchema } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import { LatheError } from '../../shared/errors'
import { codeCells, numberCells } from '../frame/cells'
import {
  addColumns,
  type Column,
  columnNamed,
  featuresOf,
  type Frame,
  isNumeric,
  type NumberColumn,
} from '../frame/frame'
import type { Step } from '../frame/step'
import type { State } from '../frame/state'
import type { Context, Estimator, Fitted, Output, Prediction } from './node'
import type { Model } from './model'
import { rowsFor, trainingOf } from './training'

/** Fits an estimator on a frame's training rows and says what it thinks of all rows. */
export async function runEstimator(
  context: Context,
  spec: NodeSpec,
  estimator: Estimator,
  frame: Frame,
  params: AnyValues,
): Promise<Output> {
  const data = await trainingOf(context.images, context.scope, frame, spec, context.warn)
  const fitted = await estimator.fit(context, data, params)
  checkFinite(fitted, spec)
  const target = data.target
  const model: Model = {
    type: spec.type,
    version: spec.version,
    params,
    node: context.node,
    task: target?.task ?? spec.task ?? 'regression',
    state: fitted.state,
    features: data.names,
    ...(target && { target: target.name }),
    ...(target?.task === 'classification' && { classes: target.classes }),
    steps: frame.steps,
    inputs: frame.steps[0]?.inputs ?? inputsOf(frame),
  }
  if (spec.task !== 'decomposition' && frame.prediction && frame.prediction.node !== context.node)
    context.warn(
      `What ${frame.prediction.node} predicted makes room for this model's word; to compare the two, wire both into one evaluate.`,
    )
  const applied = await applyModel(context, estimator, model, frame)
  const predicted = spec.task === 'decomposition' ? withStep(applied, spec, params, fitted.state, frame) : applied
  const drawn = typeof fitted.blocks === 'function' ? await fitted.blocks() : fitted.blocks
  const blocks = [...drawn, ...((await estimator.explain?.(context, fitted, data, predicted, params)) ?? [])]
  const summary = {
    ...(model.classes && { classes: model.classes }),
    features: data.names,
    rows: data.n,
    ...fitted.summary,
  }
  return { frame: predicted, model, summary, blocks }
}

/** The frame with a fitted step written on it; `before` is the frame the step was fitted on. */
export function withStep(frame: Frame, spec: NodeSpec, params: AnyValues, state: State, before: Frame): Frame {
  const step: Step = { type: spec.type, version: spec.version, params, state, inputs: inputsOf(before) }
  return { ...frame, steps: [...before.steps, step] }
}

/** The frame with the model's word on every row added. The frame must already have gone through the model's steps. */
export async function applyModel(context: Context, estimator: Estimator, model: Model, frame: Frame): Promise<Frame> {
  const columns = model.features.map(name => featureNamed(frame, name, model))
  const rows = rowsFor(context.images, context.scope, columns, undefined, frame.rows)
  const prediction = await estimator.predict(context, model.state, rows, model.params)
  return withPrediction(frame, model, prediction)
}

/** The features of a frame as a step or model remembers them. */
export function inputsOf(frame: Frame): { name: string; kind: string }[] {
  return featuresOf(frame).map(({ name, kind }) => ({ name, kind }))
}

function featureNamed(frame: Frame, name: string, model: Model): NumberColumn {
  const column = columnNamed(frame, name)
  if (!isNumeric(column))
    throw new LatheError({
      code: 'data',
      message: `The model ${model.node} learned ${name} as numbers, and here it is ${column.kind}.`,
      remedy: 'Give it rows with the columns it learned from.',
    })
  if (column.missing > 0)
    throw new LatheError({
      code: 'data',
      message: `${name} has ${column.missing} missing cells, and the model ${model.node} cannot take them.`,
      remedy: {
        text: 'Put prep.impute before the model, so that the model takes the step along.',
        fix: { insert: 'prep.impute', before: model.type },
      },
    })
  return column
}

function withPrediction(frame: Frame, model: Model, prediction: Prediction): Frame {
  const n = frame.rows
  const added = (name: string, kind: Column['kind'], values: Float64Array): Column => ({
    name,
    kind,
    role: 'prediction',
    missing: 0,
    cells: numberCells(n, values),
  })
  // What an earlier model on the line said may be replaced; a person's own columns keep their names and their cells.
  const own = new Set(frame.columns.filter(c => c.role !== 'prediction').map(c => c.name))
  const free = (name: string): string => {
    let made = name
    for (let i = 2; own.has(made); i++) made = `${name}_${i}`
    return made
  }
  const schema = (rest: Partial<PredictionSchema>): PredictionSchema => ({
    node: model.node,
    model: { type: model.type, params: model.params },
    task: 'regression',
    column: free('prediction'),
    nFeatures: model.features.length,
    ...(model.target !== undefined && { target: model.target }),
    ...rest,
  })
  switch (prediction.kind) {
    case 'values':
      return { ...addColumns(frame, [added(free('prediction'), 'number', prediction.values)]), prediction: schema({}) }
    case 'classes': {
      const classes = model.classes!
      const probabilities = classes.map(c => free(`probability:${String(c)}`))
      const columns = [
        { ...classColumn(classes, largest(prediction.probabilities, n)), name: free('prediction') },
        ...probabilities.map((name, k) => added(name, 'number', prediction.probabilities[k])),
      ]
      return {
        ...addColumns(frame, columns),
        prediction: schema({ task: 'classification', classes, probabilities }),
      }
    }
    case 'clusters':
      return {
        ...addColumns(frame, [added(free('cluster'), 'integer', new Float64Array(prediction.labels))]),
        prediction: schema({ task: 'clustering', column: free('cluster'), features: model.features }),
      }
    case 'features': {
      const gone = new Set(featuresOf(frame).map(c => c.name))
      const taken = prediction.columns.find(c => own.has(c.name) && !gone.has(c.name))
      if (taken)
        throw new LatheError({
          code: 'data',
          message: `The table already has a column named ${taken.name}.`,
          remedy: {
            text: 'Give it another name in table.columns (rename).',
            fix: { set: { node: 'table.columns', parameter: 'rename' } },
          },
        })
      const columns = prediction.columns.map(c => ({ ...added(c.name, 'number', c.values), role: 'feature' as const }))
      return addColumns({ ...frame, columns: frame.columns.filter(c => !gone.has(c.name)) }, columns)
    }
  }
}

/** Index of the most probable class of each row; the first of equals. */
function largest(probabilities: readonly Float64Array[], n: number): Int32Array {
  const codes = new Int32Array(n)
  for (let k = 1; k < probabilities.length; k++) {
    const p = probabilities[k]
    for (let i = 0; i < n; i++) if (p[i] > probabilities[codes[i]][i]) codes[i] = k
  }
  return codes
}

/** The predicted class as a column of the target's own kind. */
function classColumn(classes: readonly (string | number | boolean)[], codes: Int32Array): Column {
  const common = { name: 'prediction', role: 'prediction' as const, missing: 0 }
  if (typeof classes[0] === 'string')
    return {
      ...common,
      kind: 'category',
      cells: codeCells(codes.length, { codes, categories: classes as readonly string[] }),
    }
  const numbers = classes.map(Number)
  const values = new Float64Array(codes).map(c => numbers[c])
  return {
    ...common,
    kind: typeof classes[0] === 'boolean' ? 'boolean' : 'number',
    cells: numberCells(codes.length, values),
  }
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
