import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Transformer } from '../../../engine/node'
import { vectorGaps } from '../../../engine/usable'
import type { State } from '../../../frame/state'
import { type ImageCells, type NumberCells, numberCells, type VectorCells, vectorCells } from '../../../frame/cells'
import { columnsApart, namesByColumn } from '../../../frame/components'
import { scaled } from '../../../frame/derived'
import { type Column, featuresOf, type Frame, isNumeric, replaceColumns, rowsOf, select } from '../../../frame/frame'
import { moments } from '../../../kernels/moments/moments'
import { rowNormalize } from '../../../kernels/rowNormalize/rowNormalize'
import { matrixOf, plainMatrix } from '../../../frame/matrix'
import { type Matrix, readMatrix } from '../../../tensor/matrix'
import { spreadOf } from '../../../statistics/spread'
import { quantiles } from '../../../frame/quantiles'
import { featureSchema } from '../../../frame/schema'
import { chosen } from '../columns'
import type { spec } from './spec'

type P = (typeof spec)['parameters']
type Method = Exclude<Values<P>['method'], 'normalize'>
/** Wide ones are scaled component by component. */
type Scalable = Column & { readonly cells: NumberCells | VectorCells | ImageCells }

/** Lines of the table of what was learned. */
const mostLines = 256

export const transformer: Transformer<P> = {
  async fit(context, frame, params): ReturnType<Transformer['fit']> {
    const columns = scalable(frame, params.columns)
    const names = columns.map(c => c.name)
    const features = componentsOf(frame, columns).flat()
    if (params.method === 'normalize') {
      const [zeros, ones] = [features.map(() => 0), features.map(() => 1)]
      return {
        state: { columns: names, features },
        summary: { features, mean: zeros, scale: ones, constant: [] },
        blocks: [],
      }
    }
    const { centre, reach } = await learn(context, columns, rowsOf(frame, 'train'), params.method)
    const constant = features.filter((_, j) => !(reach[j] > 0))
    if (constant.length > 0)
      context.warn(
        `${constant.slice(0, 3).join(', ')}${constant.length > 3 ? ` and ${constant.length - 3} more` : ''} ${constant.length === 1 ? 'has' : 'have'} ${params.method === 'robust' ? 'equal quartiles' : 'one value'} in the training rows: only centred, not scaled.`,
      )
    const scale = reach.map(r => (r > 0 ? r : 1))
    return {
      state: { columns: names, features, centre, scale } satisfies State,
      summary: { features, mean: [...centre], scale: [...scale], constant },
      blocks: [
        {
          kind: 'table',
          id: 'scales',
          title: 'What was learned',
          caption: `From the training rows: (x − taken off) ÷ divided by.${features.length > mostLines ? ` The first ${mostLines} of ${features.length}.` : ''}`,
          columns: [
            { name: 'Column' },
            { name: 'Taken off', format: 'significant', align: 'right' },
            { name: 'Divided by', format: 'significant', align: 'right' },
          ],
          rows: features.slice(0, mostLines).map((name, j) => [name, centre[j], scale[j]]),
        },
      ],
    }
  },

  undo(state, { method }, feature) {
    const j = (state['features'] as readonly string[]).indexOf(feature)
    if (j < 0) return undefined
    if (method === 'normalize') return null
    return { shift: (state['centre'] as Float64Array)[j], factor: (state['scale'] as Float64Array)[j] }
  },

  async apply(context, frame, state, params) {
    // Steps of earlier versions knew columns of numbers only.
    const columns = scalable(frame, (state['columns'] ?? state['features']) as readonly string[])
    if (params.method === 'normalize') return normalized(context, frame, columns, params.norm)
    const centre = state['centre'] as Float64Array
    const scale = state['scale'] as Float64Array
    return rescaled(frame, columns, (cells, names, first) => {
      if (cells.form === 'numbers') return scaled(cells, centre[first], scale[first])
      return vectorLike(cells, names, async () => {
        const values = cells.form === 'vector' ? await cells.values() : await cells.bytes()
        const place = (at: number): number => first + (at % names.length)
        return Float64Array.from(values, (x, at) => (x - centre[place(at)]) / scale[place(at)])
      })
    })
  },
}

const isScalable = (c: Column): c is Scalable => isNumeric(c) || c.cells.form === 'vector' || c.cells.form === 'image'

function scalable(frame: Frame, names: readonly string[] | null): Scalable[] {
  const columns = chosen(frame, names, isScalable, 'numbers')
  const gap = columns.find(c => c.missing > 0)
  if (gap)
    throw new LatheError({
      code: 'data',
      message: `The column ${gap.name} has ${gap.missing} missing cells.`,
      remedy: isNumeric(gap)
        ? { text: 'Put prep.impute before prep.scale.', fix: { insert: 'prep.impute', before: 'prep.scale' } }
        : vectorGaps,
    })
  return columns
}

/** What the components of each column are called among all features, as models call them. */
function componentsOf(frame: Frame, columns: readonly Scalable[]): string[][] {
  const among = [...new Set<Column>([...featuresOf(frame), ...columns])]
  const names = namesByColumn(among.map(featureSchema))
  return columns.map(c => names[among.indexOf(c)])
}

/** The frame with new cells for the columns; `first`: place of the column's first component among those of all. */
function rescaled(
  frame: Frame,
  columns: readonly Scalable[],
  made: (cells: Scalable['cells'], names: readonly string[], first: number) => NumberCells | VectorCells,
): Frame {
  const names = componentsOf(frame, columns)
  let first = 0
  const by = columns.map((c, i): [string, Column[]] => {
    const cells = made(c.cells, names[i], first)
    first += names[i].length
    return [c.name, [{ ...c, kind: cells.form === 'numbers' ? 'number' : 'vector', cells }]]
  })
  return replaceColumns(frame, new Map(by))
}

/** A vector in place of wide cells, its components named as theirs. */
function vectorLike(
  cells: VectorCells | ImageCells,
  names: readonly string[],
  values: () => Promise<Float64Array>,
): VectorCells {
  const shape = cells.form === 'vector' ? cells.shape : undefined
  return vectorCells(cells.rows, { width: names.length, names, ...(shape && { shape }) }, values)
}

/** What to take off and to divide by, per column; a reach of 0 marks a constant column. */
async function learn(
  context: Context,
  columns: readonly Scalable[],
  rows: Uint32Array | undefined,
  method: Method,
): Promise<{ centre: Float64Array; reach: Float64Array }> {
  using scope = context.device.scope()
  const parts = columns.map(c => c.cells)
  const cells = await columnsApart(parts)
  if (method === 'robust') {
    const quartiles = await quantiles(context.images, scope, cells, rows, [0.25, 0.5, 0.75])
    return { centre: Float64Array.from(quartiles, q => q[1]), reach: Float64Array.from(quartiles, q => q[2] - q[0]) }
  }
  if (method === 'standard') return standard(context, await matrixOf(context.images, scope, parts, rows), cells, rows)
  // Ends as they stand in the table: those of an image are rounded, and the smallest would not become 0.
  const centre = new Float64Array(cells.length)
  const reach = new Float64Array(cells.length)
  for (const [j, column] of cells.entries()) {
    let [low, high] = [Infinity, -Infinity]
    for (const x of select(await column.numbers(), rows)) {
      if (x < low) low = x
      if (x > high) high = x
    }
    throwIfCancelled(context.signal)
    if (method === 'minMax') [centre[j], reach[j]] = [low, high - low]
    else reach[j] = Math.max(Math.abs(high), Math.abs(low))
  }
  return { centre, reach }
}

/** Means and deviations by the device; by the host where a far value, of these rows or others, leaves the rest no digits of the image, or squares leave the range. */
async function standard(
  context: Context,
  matrix: Matrix,
  cells: readonly NumberCells[],
  rows: Uint32Array | undefined,
): Promise<{ centre: Float64Array; reach: Float64Array }> {
  const { mean: centre, variance } = await moments(context.device, matrix)
  const reach = variance.map(Math.sqrt)
  for (const [j, column] of cells.entries()) {
    if (reach[j] > 1e-3 * matrix.scale[j] && Number.isFinite(reach[j])) continue
    const spread = spreadOf(select(await column.numbers(), rows))
    centre[j] = spread.centre
    reach[j] = spread.constant ? 0 : spread.scale
    throwIfCancelled(context.signal)
  }
  return { centre, reach }
}

/** Every row divided by its length; a row of zeros stays. */
async function normalized(
  context: Context,
  frame: Frame,
  columns: readonly Scalable[],
  norm: 'l2' | 'l1' | 'max',
): Promise<Frame> {
  using scope = context.device.scope()
  const matrix = await plainMatrix(scope, await columnsApart(columns.map(c => c.cells)))
  rowNormalize(context.device, scope, matrix, norm)
  const read = await readMatrix(context.device, matrix)
  return rescaled(frame, columns, (cells, names, first) => {
    if (cells.form === 'numbers') return numberCells(frame.rows, new Float64Array(read[first]))
    const width = names.length
    const values = new Float64Array(frame.rows * width)
    for (let k = 0; k < width; k++) for (let i = 0; i < frame.rows; i++) values[i * width + k] = read[first + k][i]
    return vectorLike(cells, names, () => Promise.resolve(values))
  })
}
