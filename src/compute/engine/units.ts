import { LatheError } from '../../shared/errors'
import { numericKinds } from '../../shared/frame'
import { codeCells, numberCells } from '../frame/cells'
import { type Column, columnNamed, type Frame } from '../frame/frame'
import { componentNames, namesByColumn } from '../frame/components'
import type { FeatureSchema } from '../frame/schema'
import type { Step } from '../frame/step'
import { applyModel } from './estimate'
import { type Context, type NodeTypes, typeNamed } from './node'

/** How the values of a feature are read in the units of the data: shift + factor · value. */
export interface Origin {
  shift: number
  factor: number
  /** A numeric column of the data itself; else a step made it, or changed it past undoing, and its units are the step's. */
  own: boolean
}

/** Of each feature that a model learned from, how it is read in the units it had before the preparation steps. */
export async function originsOf(
  types: NodeTypes,
  steps: readonly Step[],
  features: readonly string[],
): Promise<Origin[]> {
  const bodies = await Promise.all(steps.map(step => typeNamed(types, step.type).load()))
  const numbers = steps.map(({ inputs }) => new Set(numbersIn(inputs)))
  return features.map(feature => {
    const origin: Origin = { shift: 0, factor: 1, own: true }
    for (const [i, { state, params }] of [...steps.entries()].reverse()) {
      const undone = bodies[i].transformer?.undo?.(state, params, feature)
      if (!numbers[i].has(feature) || undone === null) return { ...origin, own: false }
      if (!undone) continue
      origin.shift = undone.shift + undone.factor * origin.shift
      origin.factor *= undone.factor
    }
    return origin
  })
}

/** What is called a number among features: their columns of numbers, and the components of wide ones. */
const numbersIn = (inputs: readonly FeatureSchema[]): string[] =>
  namesByColumn(inputs).flatMap((names, i) => (inputs[i].content || isNumber(inputs[i].kind) ? names : []))

const isNumber = (kind: string): boolean => (numericKinds as readonly string[]).includes(kind)

/**
 * What the preparation steps make of n rows that differ in a few columns of the data only: n doubles for each feature, or undefined
 * where the steps need columns that `rows` and `typical` do not give.
 *
 * @param rows Columns of the data over which the rows differ.
 * @param typical What every row has in the other numeric columns.
 */
export async function prepare(
  context: Context,
  steps: readonly Step[],
  features: readonly string[],
  rows: ReadonlyMap<string, Float64Array>,
  typical: ReadonlyMap<string, number>,
): Promise<Float64Array[] | undefined> {
  const n = [...rows.values()][0].length
  const inputs: readonly FeatureSchema[] = steps[0]?.inputs ?? features.map(name => ({ name, kind: 'number' }))
  if (inputs.some(({ name, kind }) => isNumber(kind) && !rows.has(name) && !typical.has(name))) return undefined
  const columns = inputs.map(({ name, kind }): Column => {
    const common = { name, kind, role: 'feature' as const, missing: 0 }
    if (isNumber(kind))
      return { ...common, cells: numberCells(n, rows.get(name) ?? new Float64Array(n).fill(typical.get(name)!)) }
    return { ...common, cells: codeCells(n, { codes: new Int32Array(n), categories: [someCategory(steps, name)] }) }
  })
  const silent: Context = { ...context, progress: () => undefined, warn: () => undefined, show: () => undefined }
  try {
    let frame: Frame = { rows: n, columns, steps: [] }
    for (const step of steps) frame = await applied(silent, frame, step)
    return await Promise.all(
      features.map(async name => {
        const { cells } = columnNamed(frame, name)
        return cells.form === 'numbers' ? cells.numbers() : new Float64Array(n)
      }),
    )
  } catch (error) {
    // Rows of our own making may be past what a step takes; a chart does without them.
    if (LatheError.from(error).code === 'cancelled') throw error
    return undefined
  }
}

async function applied(context: Context, frame: Frame, step: Step): Promise<Frame> {
  const { type, version, params, state, inputs } = step
  const { transformer, estimator } = await typeNamed(context.types, type).load()
  if (transformer) return transformer.apply(context, frame, state, params)
  const model = {
    type,
    version,
    params,
    state,
    features: componentNames(inputs),
    columns: inputs,
    inputs,
    node: context.node,
    task: 'decomposition' as const,
    steps: [],
  }
  return applyModel(context, estimator!, model, frame)
}

/** A category that the steps learned: rows of one category are alike in what is made of it. */
function someCategory(steps: readonly Step[], name: string): string {
  for (const { state } of steps) {
    const learned = (state['categories'] as Record<string, readonly string[]> | undefined)?.[name]
    if (learned?.[0] !== undefined) return learned[0]
  }
  return 'none'
}
