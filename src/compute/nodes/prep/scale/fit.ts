import { LatheError, throwIfCancelled } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Transformer } from '../../../engine/node'
import type { State } from '../../../frame/state'
import { type NumberCells, numberCells } from '../../../frame/cells'
import { scaled } from '../../../frame/derived'
import {
  type Column,
  type Frame,
  isNumeric,
  type NumberColumn,
  replaceColumns,
  rowsOf,
  select,
} from '../../../frame/frame'
import { moments } from '../../../kernels/moments/moments'
import { rowNormalize } from '../../../kernels/rowNormalize/rowNormalize'
import { matrixOf, plainMatrix } from '../../../frame/matrix'
import { type Matrix, readMatrix } from '../../../tensor/matrix'
import { spreadOf } from '../../../statistics/spread'
import { quantiles } from '../../../frame/quantiles'
import { chosen } from '../columns'
import type { spec } from './spec'

type P = (typeof spec)['parameters']
type Method = Exclude<Values<P>['method'], 'normalize'>

export const transformer: Transformer<P> = {
  async fit(context, frame, params): ReturnType<Transformer['fit']> {
    const columns = scalable(frame, params.columns)
    const features = columns.map(c => c.name)
    if (params.method === 'normalize') {
      const [zeros, ones] = [columns.map(() => 0), columns.map(() => 1)]
      return { state: { features }, summary: { features, mean: zeros, scale: ones, constant: [] }, blocks: [] }
    }
    const { centre, reach } = await learn(context, columns, rowsOf(frame, 'train'), params.method)
    const constant = features.filter((_, j) => !(reach[j] > 0))
    if (constant.length > 0)
      context.warn(
        `${constant.slice(0, 3).join(', ')}${constant.length > 3 ? ` and ${constant.length - 3} more` : ''} ${constant.length === 1 ? 'has' : 'have'} ${params.method === 'robust' ? 'equal quartiles' : 'one value'} in the training rows: only centred, not scaled.`,
      )
    const scale = reach.map(r => (r > 0 ? r : 1))
    return {
      state: { features, centre, scale } satisfies State,
      summary: { features, mean: [...centre], scale: [...scale], constant },
      blocks: [
        {
          kind: 'table',
          id: 'scales',
          title: 'What was learned',
          caption: 'From the training rows: (x − taken off) ÷ divided by.',
          columns: [
            { name: 'Column' },
            { name: 'Taken off', format: 'significant', align: 'right' },
            { name: 'Divided by', format: 'significant', align: 'right' },
          ],
          rows: features.map((name, j) => [name, centre[j], scale[j]]),
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
    const features = state['features'] as readonly string[]
    const columns = scalable(frame, features)
    if (params.method === 'normalize') return normalized(context, frame, columns, params.norm)
    const centre = state['centre'] as Float64Array
    const scale = state['scale'] as Float64Array
    const made = columns.map((c, j): Column => ({ ...c, kind: 'number', cells: scaled(c.cells, centre[j], scale[j]) }))
    return replaceColumns(frame, new Map(made.map(c => [c.name, [c]])))
  },
}

function scalable(frame: Frame, names: readonly string[] | null): NumberColumn[] {
  const columns = chosen(frame, names, isNumeric, 'numbers')
  const gap = columns.find(c => c.missing > 0)
  if (gap)
    throw new LatheError({
      code: 'data',
      message: `The column ${gap.name} has ${gap.missing} missing cells.`,
      remedy: { text: 'Put prep.impute before prep.scale.', fix: { insert: 'prep.impute', before: 'prep.scale' } },
    })
  return columns
}

/** What to take off and to divide by, per column; a reach of 0 marks a constant column. */
async function learn(
  context: Context,
  columns: readonly NumberColumn[],
  rows: Uint32Array | undefined,
  method: Method,
): Promise<{ centre: Float64Array; reach: Float64Array }> {
  using scope = context.device.scope()
  const cells = columns.map(c => c.cells)
  if (method === 'robust') {
    const quartiles = await quantiles(context.images, scope, cells, rows, [0.25, 0.5, 0.75])
    return { centre: Float64Array.from(quartiles, q => q[1]), reach: Float64Array.from(quartiles, q => q[2] - q[0]) }
  }
  if (method === 'standard') return standard(context, await matrixOf(context.images, scope, cells, rows), cells, rows)
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

/** Means and deviations by the device; by the host where a far value, of these rows or others, leaves the rest no digits of the image. */
async function standard(
  context: Context,
  matrix: Matrix,
  cells: readonly NumberCells[],
  rows: Uint32Array | undefined,
): Promise<{ centre: Float64Array; reach: Float64Array }> {
  const { mean: centre, variance } = await moments(context.device, matrix)
  const reach = variance.map(Math.sqrt)
  for (const [j, column] of cells.entries()) {
    if (reach[j] > 1e-3 * matrix.scale[j]) continue
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
  columns: readonly NumberColumn[],
  norm: 'l2' | 'l1' | 'max',
): Promise<Frame> {
  using scope = context.device.scope()
  const matrix = await plainMatrix(
    scope,
    columns.map(c => c.cells),
  )
  rowNormalize(context.device, scope, matrix, norm)
  const read = await readMatrix(context.device, matrix)
  const made = columns.map((c, j): Column => ({
    ...c,
    kind: 'number',
    cells: numberCells(frame.rows, new Float64Array(read[j])),
  }))
  return replaceColumns(frame, new Map(made.map(c => [c.name, [c]])))
}
