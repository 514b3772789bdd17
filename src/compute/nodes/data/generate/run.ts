import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Block } from '../../../../shared/results/blocks'
import type { Context, Run } from '../../../engine/node'
import { codeCells, numberCells } from '../../../frame/cells'
import type { Column } from '../../../frame/frame'
import { blobs, classification, moons, regression, type Source } from './models'
import type { spec } from './spec'

type Params = Values<(typeof spec)['parameters']>

/** 800 MB of doubles. */
const mostCells = 1e8
const rowsPerPortion = 50_000
const defaultNoise = { blobs: 1, moons: 0.1, classification: 1, regression: 10 }
const sources = { blobs, moons, classification, regression }

/** Rows are made in double precision on the host: they stand for data that comes from outside the device. */
export const run: Run<(typeof spec)['parameters']> = async (context, _inputs, params) => {
  const kind = params.kind
  const noise = params.noise ?? defaultNoise[kind]
  const source = sources[kind](context.random(0), { features: params.features, classes: params.classes, noise })
  if (params.rows * source.names.length > mostCells)
    throw new LatheError({
      code: 'parameter',
      message: `${params.rows} rows of ${source.names.length} features are more than ${mostCells} cells.`,
      remedy: { text: 'Give fewer rows or features.', fix: { set: { parameter: 'rows' } } },
    })
  const { columns, target } = await generate(context, source, params.rows)
  const features = source.names.map((name, j) => numberColumn(name, columns[j], 'feature'))
  const classes = kind === 'moons' ? 2 : params.classes
  const last = kind === 'regression' ? numberColumn('target', target, 'target') : labelColumn(target, classes)
  const chart = scatter(context, params, source, columns, target)
  return {
    frame: { rows: params.rows, columns: [...features, last], steps: [] },
    summary: {
      kind,
      noise,
      centers: source.centers ?? null,
      coefficients: source.coefficients ?? null,
      intercept: source.intercept ?? null,
      informative: source.names.slice(0, source.informative),
    },
    blocks: chart ? [chart] : [],
  }
}

/** All rows, in random order. */
async function generate(
  context: Context,
  source: Source,
  rows: number,
): Promise<{ columns: Float64Array[]; target: Float64Array }> {
  const columns = source.names.map(() => new Float64Array(rows))
  const target = new Float64Array(rows)
  const place = context.random(2).permutation(rows)
  const random = context.random(1)
  const x = new Float64Array(columns.length)
  for (let i = 0; i < rows; i++) {
    if (i % rowsPerPortion === rowsPerPortion - 1) {
      context.progress(i / rows)
      await turn()
      throwIfCancelled(context.signal)
    }
    const row = place[i]
    target[row] = source.row(x, i, rows, random)
    for (let j = 0; j < x.length; j++) columns[j][row] = x[j]!
  }
  return { columns, target }
}

/** Lets messages in, so that cancel is heard. */
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve))

const numberColumn = (name: string, values: Float64Array, role: Column['role']): Column => ({
  name,
  kind: 'number',
  role,
  missing: 0,
  cells: numberCells(values.length, values),
})

function labelColumn(target: Float64Array, classes: number): Column {
  const codes = Int32Array.from(target)
  return {
    name: 'label',
    kind: 'category',
    role: 'target',
    missing: 0,
    cells: codeCells(codes.length, { codes, categories: classNames(classes) }),
  }
}

const classNames = (classes: number): string[] => Array.from({ length: classes }, (_, c) => String.fromCharCode(65 + c))

/** The first two features coloured by class, or the target over the first feature. A single feature with classes has no picture. */
function scatter(
  context: Context,
  { kind, rows, classes }: Params,
  { names }: Source,
  columns: readonly Float64Array[],
  target: Float64Array,
): Block | undefined {
  const vertical = kind === 'regression' ? target : columns[1]
  if (!vertical) return undefined
  const shown = context.random(3).choice(rows, 5000).sort()
  const points = (c?: number): [number, number][] =>
    Array.from(shown)
      .filter(i => c === undefined || target[i] === c)
      .map(i => [columns[0][i], vertical[i]])
  const series =
    kind === 'regression'
      ? [{ name: 'rows', points: points() }]
      : classNames(kind === 'moons' ? 2 : classes).map((name, c) => ({ name, class: c, points: points(c) }))
  return {
    kind: 'chart',
    id: 'scatter',
    title: 'Generated rows',
    ...(shown.length < rows && { caption: `${shown.length} of ${rows} rows, drawn with the seed` }),
    chart: {
      type: 'scatter',
      x: { label: names[0] },
      y: { label: kind === 'regression' ? 'target' : names[1] },
      series,
    },
  }
}
