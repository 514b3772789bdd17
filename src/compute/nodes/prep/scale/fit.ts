import { LatheError } from '../../../../shared/errors'
import type { Values } from '../../../../shared/params'
import type { Context, Transformer } from '../../../engine/node'
import type { State } from '../../../frame/state'
import { numberCells } from '../../../frame/cells'
import { affine } from '../../../frame/derived'
import { type Column, type Frame, isNumeric, type NumberColumn, replaceColumns, rowsOf } from '../../../frame/frame'
import { moments } from '../../../kernels/moments/moments'
import { rowNormalize } from '../../../kernels/rowNormalize/rowNormalize'
import { matrixOf, plainMatrix } from '../../../frame/matrix'
import { readMatrix } from '../../../tensor/matrix'
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
        `${constant.slice(0, 3).join(', ')}${constant.length > 3 ? ` and ${constant.length - 3} more` : ''} ${constant.length === 1 ? 'does' : 'do'} not vary in the training rows: only centred, not scaled.`,
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
    const scaled = columns.map((c, j): Column => ({
      ...c,
      kind: 'number',
      cells: affine(c.cells, -centre[j] / scale[j], 1 / scale[j]),
    }))
    return replaceColumns(frame, new Map(scaled.map(c => [c.name, [c]])))
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
  const { mean, variance, min, max } = await moments(context.device, await matrixOf(context.images, scope, cells, rows))
  switch (method) {
    case 'standard':
      return { centre: mean, reach: variance.map(Math.sqrt) }
    case 'minMax':
      return { centre: min, reach: max.map((high, j) => high - min[j]) }
    case 'maxAbs':
      return {
        centre: new Float64Array(cells.length),
        reach: max.map((high, j) => Math.max(Math.abs(high), Math.abs(min[j]))),
      }
  }
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
