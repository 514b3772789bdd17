import { LatheError } from '../../../../shared/errors'
import { applyModel, withStep } from '../../../engine/estimate'
import type { Model } from '../../../engine/model'
import { encodeState } from '../../../engine/modelFileState'
import { type Context, type NodeType, type NodeTypes, typeNamed } from '../../../engine/node'
import type { Column, Frame } from '../../../frame/frame'
import { componentNames } from '../../../frame/components'
import { gathered } from '../../../frame/gathered'
import { asWords, type FeatureSchema, misfit } from '../../../frame/schema'
import type { Step } from '../../../frame/step'

/** Steps of the model that the frame has not gone through. Errors: `data` when it went through others. */
export function stepsLeft(frame: Frame, model: Model): readonly Step[] {
  const own = model.steps.slice(0, frame.steps.length)
  const strange = frame.steps.find((step, i) => !own[i] || !sameStep(step, own[i]))
  if (!strange) return model.steps.slice(frame.steps.length)
  throw new LatheError({
    code: 'data',
    message: `The rows went through ${strange.type}, and the model ${model.node} learned from rows that did not, or with other values.`,
    remedy: 'Give predict the rows as they were read: the model brings its preparation along.',
  })
}

/** The rows with wide columns whole, where a file holds them component by component. */
export async function wholeColumns(frame: Frame, model: Model, left: readonly Step[]): Promise<Frame> {
  return { ...frame, columns: await gathered(frame.columns, inputsFor(model, left)) }
}

/**
 * The frame as the model's line begins: the columns it knows as features and in the order it learned them, the target where there
 * is one, everything else ignored. Errors: `data` naming the columns that are not there or of another kind.
 */
export function rolesByName(frame: Frame, model: Model, left: readonly Step[]): { frame: Frame; ignored: string[] } {
  const inputs = inputsFor(model, left)
  const byName = new Map(frame.columns.map(c => [c.name, c]))
  const absent = inputs.filter(i => !byName.has(i.name))
  if (absent.length > 0)
    throw new LatheError({
      code: 'data',
      message: `The model ${model.node} needs ${listOf(absent.map(needed))}, and the rows do not have ${absent.length === 1 ? 'it' : 'them'}.`,
      remedy: `The columns are ${listOf(
        frame.columns.map(c => c.name),
        12,
      )}; names must be those that the model learned.`,
    })
  const wrong = inputs.flatMap(i => {
    const why = misfit(byName.get(i.name)!, i)
    return why === undefined ? [] : [`${i.name} as ${asWords(i)} (here ${why})`]
  })
  if (wrong.length > 0)
    throw new LatheError({
      code: 'data',
      message: `The model ${model.node} learned ${listOf(wrong)}.`,
      remedy: {
        text: 'Set the kinds in table.columns (types).',
        fix: { set: { node: 'table.columns', parameter: 'types' } },
      },
    })
  const known = new Set(inputs.map(i => i.name))
  const roles = new Map(model.roles?.map(({ name, role }) => [name, role]))
  const features = inputs.map(({ name, kind }): Column => {
    const column = byName.get(name)!
    return { ...column, role: roles.get(name) ?? 'feature', kind: kind === 'category' ? 'category' : column.kind }
  })
  const others = frame.columns
    .filter(c => !known.has(c.name))
    .map((c): Column => {
      if (c.name === model.target) return { ...c, role: 'target' }
      return c.role === 'feature' || c.role === 'target' ? { ...c, role: 'ignored' } : c
    })
  const ignored = others.filter(c => c.role === 'ignored').map(c => c.name)
  return { frame: { ...frame, columns: [...features, ...others] }, ignored }
}

/** The frame after the model's preparation steps. */
export async function prepared(context: Context, frame: Frame, model: Model, left: readonly Step[]): Promise<Frame> {
  let current = frame
  for (const [i, step] of left.entries()) {
    const { transformer, estimator } = await knownType(context.types, step.type, step.version).load()
    const before = current
    if (transformer) current = await transformer.apply(context, current, step.state, step.params)
    else if (estimator) current = await applyModel(context, estimator, modelOfStep(step, model), current)
    else
      throw new LatheError({
        code: 'format',
        message: `${step.type} is not a preparation step.`,
        remedy: 'Train and save the model again.',
      })
    current = { ...current, steps: [...before.steps, step] }
    context.progress((i + 1) / (left.length + 1))
  }
  return current
}

/** The model's word on prepared rows. */
export async function applied(context: Context, frame: Frame, model: Model): Promise<Frame> {
  const { spec, load } = knownType(context.types, model.type, model.version)
  const { estimator } = await load()
  if (!estimator)
    throw new LatheError({
      code: 'format',
      message: `${model.type} is not a model.`,
      remedy: 'Wire the model of a node that learns one.',
    })
  const said = await applyModel(context, estimator, model, frame)
  return model.task === 'decomposition' ? withStep(said, spec, model.params, model.state, frame) : said
}

/** Errors: `format` for a node type that is newer than this program knows, naming both versions. */
function knownType(types: NodeTypes, type: string, version: number): NodeType {
  const found = typeNamed(types, type)
  if (version <= found.spec.version) return found
  throw new LatheError({
    code: 'format',
    message: `The model uses version ${version} of ${type}; this program knows version ${found.spec.version}.`,
    remedy: 'Open it with a newer Lathe.',
  })
}

/** A decomposition on the way to the model, which replaces the features by components. */
const modelOfStep = (step: Step, { node }: Model): Model => ({
  type: step.type,
  version: step.version,
  params: step.params,
  node,
  task: 'decomposition',
  state: step.state,
  features: componentNames(step.inputs),
  columns: step.inputs,
  steps: [],
  inputs: step.inputs,
})

function inputsFor(model: Model, left: readonly Step[]): readonly FeatureSchema[] {
  const features = left.length === model.steps.length ? model.inputs : (left[0]?.inputs ?? model.columns)
  const names = new Set(features.map(f => f.name))
  return [...features, ...(model.roles ?? []).filter(c => !names.has(c.name))]
}

/** An input by name; what a wide one may be instead. */
function needed(input: FeatureSchema): string {
  if (!input.content || input.content.form === 'terms') return input.name
  const parts = componentNames([input])
  return `${input.name} (${asWords(input)}, or columns ${parts[0]} to ${parts.at(-1)})`
}

const sameStep = (a: Step, b: Step): boolean => a === b || printOf(a) === printOf(b)

const printOf = ({ type, version, params, state }: Step): string =>
  JSON.stringify([type, version, params, encodeState(state, new Map())])

function listOf(names: readonly string[], most = 5): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ')
}
