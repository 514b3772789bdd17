import { LatheError } from '../../shared/errors'
import { numericKinds } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { Scope } from '../device/scope'
import { formNames } from '../frame/contents'
import {
  type Column,
  featuresOf,
  type Frame,
  isCoded,
  isNumeric,
  type NumberColumn,
  rowsOf,
  select,
  targetOf,
} from '../frame/frame'
import type { Step } from '../frame/step'
import { moments } from '../kernels/moments/moments'
import type { Images } from '../frame/images'
import type { Matrix } from '../tensor/matrix'
import { matrixOf } from '../frame/matrix'
import { recode } from '../kernels/recode/recode'
import { classTarget, numberTarget, type Target, taskOf } from './target'

/** Rows and features as an estimator sees them. */
export interface Rows {
  /** Number of rows. */
  n: number
  /** Feature columns over the whole frame, in the order the model learned them. */
  columns: readonly NumberColumn[]
  names: readonly string[]
  /** Indices into the frame; undefined means all rows in order. */
  index: Uint32Array | undefined
  /** n × p on the device, in the images' coding, or in one that is asked for. */
  matrix(coding?: { shift: Float64Array; scale: Float64Array }): Promise<Matrix>
  /** n × p on the device with mean 0 and variance 1 (population) over these rows; constant columns have scale 1. */
  standardized(): Promise<Matrix>
  /** n doubles: feature j over these rows. */
  numbers(j: number): Promise<Float64Array>
}

/** The training rows: those of partition `train` that have a target, where one is needed. */
export interface Training extends Rows {
  /** Weights of the rows (n), where the frame has a weight column. */
  weights?: Float64Array
  target?: Target
  /** What prepared the features. */
  steps: readonly Step[]
}

/** The rows `index` of a frame, as a model sees them. */
export function rowsFor(
  images: Images,
  scope: Scope,
  columns: readonly NumberColumn[],
  index: Uint32Array | undefined,
  total: number,
): Rows {
  const cells = columns.map(c => c.cells)
  const n = index ? index.length : total
  const matrix: Rows['matrix'] = coding => matrixOf(images, scope, cells, index, coding)
  return {
    n,
    columns,
    names: columns.map(c => c.name),
    index,
    matrix,
    async standardized() {
      const made = await matrix()
      const { mean, variance } = await moments(images.device, made)
      const scale = variance.map(v => (v > 0 ? Math.sqrt(v) : 1))
      recode(images.device, scope, made, { shift: mean, scale })
      return made
    },
    async numbers(j) {
      return select(await cells[j].numbers(), index)
    },
  }
}

/** Checks the frame against what the node needs and gathers the training rows. Errors: `data`, each with its remedy. */
export async function trainingOf(
  images: Images,
  scope: Scope,
  frame: Frame,
  spec: NodeSpec,
  warn: (sentence: string) => void,
): Promise<Training> {
  const columns = usableFeatures(frame, spec)
  const weightColumn = spec.needs?.weights ? frame.columns.find(c => c.role === 'weight') : undefined
  let index = await weighted(weightColumn, rowsOf(frame, 'train'))
  let target: Target | undefined
  const wanted = spec.needs?.target
  const targetColumn = targetOf(frame)
  if (wanted && wanted !== 'optional') {
    if (!targetColumn)
      throw new LatheError({
        code: 'data',
        message: `${spec.title} needs a target, and no column is one.`,
        remedy: {
          text: 'Name the column to learn in table.columns (target).',
          fix: { set: { node: 'table.columns', parameter: 'target' } },
        },
      })
    const task = wanted === 'any' ? await taskOf(targetColumn) : wanted
    const made =
      task === 'classification' ? await classTarget(targetColumn, index) : await numberTarget(targetColumn, index)
    if (made.dropped > 0)
      warn(`${made.dropped} training ${made.dropped === 1 ? 'row has' : 'rows have'} no target and were left out.`)
    index = made.index
    target = made.target
  }
  const rows = rowsFor(images, scope, columns, index, frame.rows)
  if (rows.n === 0)
    throw new LatheError({
      code: 'data',
      message: 'There are no training rows.',
      remedy: {
        text: 'Give prep.split a smaller testSize, or more rows.',
        fix: { set: { node: 'prep.split', parameter: 'testSize' } },
      },
    })
  const unused = spec.needs?.weights ? undefined : frame.columns.find(c => c.role === 'weight')
  if (unused) warn(`${spec.title} does not use weights: ${unused.name} was left out.`)
  return {
    ...rows,
    steps: frame.steps,
    ...(weightColumn && { weights: await weightsOf(weightColumn, index) }),
    ...(target && { target }),
  }
}

/** The features a model can use, or the error that says what to put before it. */
export function usableFeatures(frame: Frame, spec: NodeSpec): NumberColumn[] {
  const features = featuresOf(frame)
  if (features.length === 0)
    throw new LatheError({
      code: 'data',
      message: `${spec.title} needs features, and the frame has none.`,
      remedy: {
        text: 'Text is never a feature by itself; name features in table.columns, or encode categories.',
        fix: { set: { node: 'table.columns', parameter: 'features' } },
      },
    })
  const strange = features.find(c => !isNumeric(c) && !isCoded(c))
  if (strange)
    throw new LatheError({
      code: 'data',
      message: `${spec.title} cannot take ${strange.name}, which holds ${formNames[strange.cells.form]}.`,
      remedy: 'Ignore it in table.columns.',
    })
  const categories = features.filter(isCoded)
  if (categories.length > 0)
    throw new LatheError({
      code: 'data',
      message: `${spec.title} needs numbers, and ${namesOf(categories)} ${categories.length === 1 ? 'is a category' : 'are categories'}.`,
      remedy: { text: 'Put prep.encode before it, or ignore them in table.columns.', fix: { insert: 'prep.encode' } },
    })
  const gaps = features.filter(c => c.missing > 0)
  if (gaps.length > 0 && spec.needs?.missing !== 'allow')
    throw new LatheError({
      code: 'data',
      message: `${spec.title} cannot take missing cells, and ${namesOf(gaps)} ${gaps.length === 1 ? 'has' : 'have'} ${gaps.reduce((s, c) => s + c.missing, 0)}.`,
      remedy: { text: 'Put prep.impute before it.', fix: { insert: 'prep.impute' } },
    })
  return features.filter(isNumeric)
}

export function namesOf(columns: readonly Column[]): string {
  const names = columns.slice(0, 3).map(c => c.name)
  return columns.length > 3 ? `${names.join(', ')} and ${columns.length - 3} more` : names.join(' and ')
}

/** The rows that count: a weight of 0 is a row left out. */
async function weighted(column: Column | undefined, rows: Uint32Array | undefined): Promise<Uint32Array | undefined> {
  if (column?.cells.form !== 'numbers') return rows
  const weights = await column.cells.numbers()
  if (!weights.includes(0)) return rows
  const kept = (rows ?? new Uint32Array(weights.length).map((_, i) => i)).filter(i => weights[i] !== 0)
  if (kept.length > 0) return kept
  throw new LatheError({
    code: 'data',
    message: `Every training row has weight 0 in ${column.name}.`,
    remedy: {
      text: 'Give at least one row a weight above 0.',
      fix: { set: { node: 'table.columns', parameter: 'weight' } },
    },
  })
}

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
