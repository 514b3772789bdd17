import { LatheError } from '../../shared/errors'
import type { PredictionSchema } from '../../shared/frame'
import { tasks } from '../../shared/tasks/tasks'
import { codeCells, imageCells, numberCells, textCells, vectorCells } from '../frame/cells'
import { addColumns, type Column, featuresOf, type Frame } from '../frame/frame'
import type { Model } from './model'

/** What a model says of n rows. The kind says how it stands in a frame; what it is for is the model's task. */
export type Prediction =
  /** One array of n per class, in the order of `classes`. */
  | { kind: 'classes'; probabilities: Float64Array[] }
  | { kind: 'values'; values: Float64Array }
  /** Cluster of each row, −1 for noise; one array of n per cluster where rows belong to several in part. */
  | { kind: 'clusters'; labels: Int32Array; memberships?: Float64Array[] }
  /** Columns beside the features: places on a map. */
  | { kind: 'columns'; columns: Named[] }
  /** Columns that take the features' place. */
  | { kind: 'features'; columns: Named[] }
  /** For each row names in order, the best first: what to recommend. */
  | { kind: 'lists'; lists: readonly (readonly string[])[] }
  /** n × height × width × channels bytes: masks, samples. */
  | { kind: 'images'; height: number; width: number; channels: number; bytes: Uint8Array }
  /** n × steps numbers: what comes after each row. */
  | { kind: 'series'; steps: number; values: Float64Array }

interface Named {
  name: string
  values: Float64Array
}

/** What was said of parts of n rows, as one prediction of all. Each part is given with the rows it is about; all are of one kind. */
export function joined(n: number, parts: readonly (readonly [Uint32Array, Prediction])[]): Prediction {
  const [[, first]] = parts
  /** `width` numbers a row from each part into one array of all rows. */
  function all<T extends Float64Array | Int32Array | Uint8Array>(out: T, width: number, of: (p: Prediction) => T): T {
    for (const [rows, prediction] of parts) {
      const from = of(prediction)
      for (const [i, row] of rows.entries()) for (let j = 0; j < width; j++) out[row * width + j] = from[i * width + j]
    }
    return out
  }
  /** Each part as the kind of the first: a fault of ours where it is another. */
  const as = <K extends Prediction['kind']>(p: Prediction, kind: K): Extract<Prediction, { kind: K }> => {
    if (p.kind === kind) return p as Extract<Prediction, { kind: K }>
    throw new Error(`Of the same rows one part is ${kind} and another ${p.kind}.`)
  }
  const numbers = (of: (p: Prediction) => Float64Array): Float64Array => all(new Float64Array(n), 1, of)
  switch (first.kind) {
    case 'values':
      return { kind: 'values', values: numbers(p => as(p, 'values').values) }
    case 'classes':
      return {
        kind: 'classes',
        probabilities: first.probabilities.map((_, k) => numbers(p => as(p, 'classes').probabilities[k])),
      }
    case 'clusters':
      return {
        kind: 'clusters',
        labels: all(new Int32Array(n), 1, p => as(p, 'clusters').labels),
        ...(first.memberships && {
          memberships: first.memberships.map((_, k) => numbers(p => as(p, 'clusters').memberships![k])),
        }),
      }
    case 'columns':
    case 'features': {
      const { kind } = first
      return {
        kind,
        columns: first.columns.map(({ name }, k) => ({ name, values: numbers(p => as(p, kind).columns[k].values) })),
      }
    }
    case 'lists': {
      const lists = Array<readonly string[]>(n).fill([])
      for (const [rows, p] of parts) rows.forEach((row, i) => (lists[row] = as(p, 'lists').lists[i]))
      return { kind: 'lists', lists }
    }
    case 'images': {
      const width = first.height * first.width * first.channels
      return { ...first, bytes: all(new Uint8Array(n * width), width, p => as(p, 'images').bytes) }
    }
    case 'series':
      return { ...first, values: all(new Float64Array(n * first.steps), first.steps, p => as(p, 'series').values) }
  }
}

/** The frame with the model's word on every row written into it. Errors: `data` where a person's own column has the name of a feature. */
export function withPrediction(frame: Frame, model: Model, prediction: Prediction): Frame {
  const n = frame.rows
  const said = (name: string, kind: Column['kind'], cells: Column['cells']): Column => ({
    name,
    kind,
    role: 'prediction',
    missing: 0,
    cells,
  })
  const numbers = ({ name, values }: Named): Column => said(name, 'number', numberCells(n, values))
  // What an earlier model on the line said may be replaced; a person's own columns keep their names and their cells.
  const own = new Set(frame.columns.filter(c => c.role !== 'prediction').map(c => c.name))
  const free = (name: string): string => {
    let made = name
    for (let i = 2; own.has(made); i++) made = `${name}_${i}`
    return made
  }
  const column = free(tasks[model.task].column)
  const written = (columns: readonly Column[], more: Partial<PredictionSchema> = {}): Frame => ({
    ...addColumns(frame, columns),
    prediction: {
      node: model.node,
      model: { type: model.type, params: model.params },
      task: model.task,
      column: columns[0].name,
      nFeatures: model.features.length,
      ...(model.target !== undefined && { target: model.target }),
      ...more,
    },
  })
  switch (prediction.kind) {
    case 'values':
      return written([numbers({ name: column, values: prediction.values })])
    case 'classes': {
      const classes = model.classes!
      const probabilities = classes.map(c => free(`probability:${String(c)}`))
      return written(
        [
          { ...classColumn(classes, largest(prediction.probabilities, n)), name: column },
          ...probabilities.map((name, k) => numbers({ name, values: prediction.probabilities[k] })),
        ],
        { classes, probabilities },
      )
    }
    case 'clusters': {
      const beside = (prediction.memberships ?? []).map((values, k) => ({ name: free(`membership:${k}`), values }))
      return written(
        [said(column, 'integer', numberCells(n, new Float64Array(prediction.labels))), ...beside.map(numbers)],
        { features: model.columns.map(c => c.name), ...(beside.length > 0 && { beside: beside.map(b => b.name) }) },
      )
    }
    case 'columns': {
      const columns = prediction.columns.map(c => numbers({ ...c, name: free(c.name) }))
      return written(columns, { beside: columns.slice(1).map(c => c.name) })
    }
    case 'lists':
      return written([
        said(
          column,
          'text',
          textCells(
            n,
            prediction.lists.map(list => list.join(', ')),
          ),
        ),
      ])
    case 'images':
      return written([said(column, 'image', imageCells(n, prediction, prediction.bytes))])
    case 'series': {
      const shape = { width: prediction.steps, shape: [prediction.steps, 1] as const }
      return written([said(column, 'vector', vectorCells(n, shape, prediction.values))])
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
      const columns = prediction.columns.map(c => ({ ...numbers(c), role: 'feature' as const }))
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
