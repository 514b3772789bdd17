import { LatheError } from '../../shared/errors'
import { numericKinds, type Role, type Task } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues } from '../../shared/params'
import type { Fix } from '../../shared/remedy'
import type { Scope } from '../device/scope'
import { isPart } from '../frame/components'
import { codesOf } from '../frame/contents'
import { type Column, type Frame, rowsOf, select, targetOf } from '../frame/frame'
import type { Images } from '../frame/images'
import { misfit } from '../frame/schema'
import type { Step } from '../frame/step'
import { type Rows, rowsFor } from './design'
import { doubtOf } from './doubts'
import type { Model } from './model'
import { classTarget, numberTarget, type Target, targetLike, taskOf } from './target'
import { neededRoles, usableFeatures, withRole } from './usable'

/** The training rows: those of partition `train` that have a target, where one is needed. */
export interface Training extends Judged {
  /** What is learned: as a parameter `task` says, else as the target is, else as the node's specification says. */
  task: Task
  /** The rows of partition `validation`, their target coded as that of the training rows; absent where there are none. */
  validation?: Judged
  /** A model of the same node to go on from, where one is wired. */
  initial?: Model
  /** What prepared the features. */
  steps: readonly Step[]
}

/** Rows with what is known of them besides their features. */
export interface Judged extends Rows {
  /** Weights of the rows (n), where the frame has a weight column. */
  weights?: Float64Array
  target?: Target
}

/** What gathering takes of a node's context. */
interface Gathering {
  images: Images
  scope: Scope
  warn: (sentence: string, fix?: Fix) => void
}

/**
 * Checks the frame against what the node needs and gathers the training rows. `initial`: a model to go on from. Errors: `data`, each with its
 * remedy.
 */
export async function trainingOf(
  { images, scope, warn }: Gathering,
  frame: Frame,
  spec: NodeSpec,
  params: AnyValues,
  initial?: Model,
): Promise<Training> {
  // Before features: of a table without a target the column to learn is among them, and a remedy for it would prepare the target away.
  const column = targetNeeded(frame, spec)
  const columns = usableFeatures(frame, spec)
  neededRoles(frame, spec)
  if (initial) checkInitial(initial, spec, columns)
  const weight = withRole(frame, 'weight')
  const weighed = spec.needs?.weights ? weight : undefined
  if (weight && !weighed) warn(`${spec.title} does not use weights: ${weight.name} was left out.`)
  const all = await counted(weighed, rowsOf(frame, 'train'))
  if (weighed && all?.length === 0) throw weightless(weighed)
  const made = column && (await learnable(column, all, await askedTask(spec, params, column), initial))
  if (made && made.dropped > 0)
    warn(`${made.dropped} training ${made.dropped === 1 ? 'row has' : 'rows have'} no target and were left out.`)
  const target = made?.target
  const doubt = column && target && doubtOf(column, target, spec)
  if (doubt) warn(doubt.text, doubt.fix)
  const index = made ? made.index : all
  const categories = await categoriesOf(columns, index, initial)
  const known = { categories, role: (role: Role) => withRole(frame, role) }
  const rows = rowsFor(images, scope, columns, index, frame.rows, known)
  if (rows.n === 0)
    throw new LatheError({
      code: 'data',
      message: 'There are no training rows.',
      remedy: {
        text: 'Give prep.split a smaller testSize, or more rows.',
        fix: { set: { node: 'prep.split', parameter: 'testSize' } },
      },
    })
  const validation = await validationOf(rows, frame, column, target, weighed)
  return {
    ...rows,
    ...(weighed && { weights: await weightsOf(weighed, index) }),
    ...(target && { target }),
    ...(validation && { validation }),
    ...(initial && { initial }),
    task: target?.task ?? spec.task ?? 'regression',
    steps: frame.steps,
  }
}

/** The column to learn, where the node learns one. */
function targetNeeded(frame: Frame, { needs, title }: NodeSpec): Column | undefined {
  if (needs?.target === undefined || needs.target === 'optional') return undefined
  const column = targetOf(frame)
  if (column) return column
  throw new LatheError({
    code: 'data',
    message: `${title} needs a target, and no column is one.`,
    remedy: {
      text: 'Name the column to learn in table.columns (target).',
      fix: { set: { node: 'table.columns', parameter: 'target' } },
    },
  })
}

/** As the node's parameter `task` says, else as the node needs it, else as the column is. */
async function askedTask(
  { needs, parameters }: NodeSpec,
  params: AnyValues,
  column: Column,
): Promise<'classification' | 'regression'> {
  if (needs?.target === 'classification' || needs?.target === 'regression') return needs.target
  const asked = Object.hasOwn(parameters, 'task') ? params['task'] : undefined
  return asked === 'classification' || asked === 'regression' ? asked : taskOf(column)
}

async function learnable(
  column: Column,
  rows: Uint32Array | undefined,
  task: 'classification' | 'regression',
  initial: Model | undefined,
): ReturnType<typeof numberTarget> {
  if (task === 'regression') return numberTarget(column, rows)
  const own = await classTarget(column, rows)
  if (!initial?.classes || own.target.task !== 'classification') return own
  const strange = own.target.classes.find(c => !initial.classes!.includes(c))
  if (strange === undefined) return targetLike(column, rows, { ...own.target, classes: initial.classes })
  throw new LatheError({
    code: 'data',
    message: `The training rows hold the class ${String(strange)}, which the model to go on from never met.`,
    remedy: 'Train it anew, or leave those rows out.',
  })
}

/** Errors: `data` where the model wired is of another node, or learned from other features. */
function checkInitial(model: Model, spec: NodeSpec, columns: readonly Column[]): void {
  const other = model.type !== spec.type && `it is of ${model.type}`
  const names = columns.map(c => c.name)
  const same = model.columns.length === names.length && model.columns.every((f, j) => f.name === names[j])
  const apart = same ? columns.findIndex((c, j) => misfit(c, model.columns[j]) !== undefined) : -1
  const why =
    other ||
    (!same &&
      `it learned from ${model.columns.map(f => f.name).join(', ')}, and here the features are ${names.join(', ')}`) ||
    (apart >= 0 && `of ${names[apart]} it learned something else`)
  if (why)
    throw new LatheError({
      code: 'data',
      message: `${spec.title} cannot go on from the model of ${model.node}: ${why}.`,
      remedy: 'Wire a model that the same node learned from the same features, or none.',
    })
}

/** Of each category feature the categories that occur in the training rows, or those a model to go on from knows. */
async function categoriesOf(
  columns: readonly Column[],
  index: Uint32Array | undefined,
  initial: Model | undefined,
): Promise<Rows['categories']> {
  const made = new Map<string, readonly string[]>()
  for (const [j, column] of columns.entries()) {
    if (isPart(column.cells)) continue
    const learned = initial?.columns[j].categories
    const { codes, categories } = await codesOf(column)
    const seen = new Set(select(codes, index))
    made.set(column.name, learned ?? categories.filter((_, code) => seen.has(code)))
  }
  return made
}

async function validationOf(
  rows: Rows,
  frame: Frame,
  column: Column | undefined,
  target: Target | undefined,
  weighed: Column | undefined,
): Promise<Judged | undefined> {
  const all = await counted(weighed, rowsOf(frame, 'validation'))
  if (!all || all.length === 0) return undefined
  const made = column && target && (await targetLike(column, all, target))
  const index = made?.index ?? all
  if (index.length === 0) return undefined
  return {
    ...rows.at(index),
    ...(weighed && { weights: await weightsOf(weighed, index) }),
    ...(made && { target: made.target }),
  }
}

/** The rows that count: a weight of 0 is a row left out. */
async function counted(column: Column | undefined, rows: Uint32Array | undefined): Promise<Uint32Array | undefined> {
  if (column?.cells.form !== 'numbers') return rows
  const weights = await column.cells.numbers()
  if (!weights.includes(0)) return rows
  return (rows ?? new Uint32Array(weights.length).map((_, i) => i)).filter(i => weights[i] !== 0)
}

const weightless = ({ name }: Column): LatheError =>
  new LatheError({
    code: 'data',
    message: `Every training row has weight 0 in ${name}.`,
    remedy: {
      text: 'Give at least one row a weight above 0.',
      fix: { set: { node: 'table.columns', parameter: 'weight' } },
    },
  })

async function weightsOf(column: Column, index: Uint32Array | undefined): Promise<Float64Array> {
  if (column.cells.form !== 'numbers' || !numericKinds.includes(column.kind))
    throw new LatheError({
      code: 'data',
      message: `The weight column ${column.name} is not numeric.`,
      remedy: {
        text: 'Choose a numeric column as weight.',
        fix: { set: { node: 'table.columns', parameter: 'weight' } },
      },
    })
  const weights = select(await column.cells.numbers(), index)
  if (!weights.every(w => w >= 0 && Number.isFinite(w)) || !weights.some(w => w > 0))
    throw new LatheError({
      code: 'data',
      message: `The weight column ${column.name} has missing, negative or only zero weights.`,
      remedy: {
        text: 'Weights must be numbers of at least 0, and one above 0.',
        fix: { set: { node: 'table.columns', parameter: 'weight' } },
      },
    })
  return weights
}
