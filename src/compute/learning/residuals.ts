import type { Block, ScatterChart } from '../../shared/results/blocks'
import type { Context } from '../engine/node'
import type { Training } from '../engine/training'
import { numbersOf } from '../frame/contents'
import { columnNamed, type Frame } from '../frame/frame'
import { normalQuantile } from '../statistics/normal'
import { range } from './numbers'
import { placesAmong, sampleNote, trainingSample } from './sample'

/** What a regressor made of some training rows: the rows in the frame, and a number for each of them. */
export interface Residuals {
  target: string
  rows: Uint32Array
  fitted: Float64Array
  residual: Float64Array
  /** Residual ÷ its own standard deviation, where anything is left over. */
  standardised?: Float64Array
  /** How far each row pulls its own fitted value (0 … 1), where a model knows it. */
  leverage?: Float64Array
  /** What captions add where rows were left out. */
  note: string
}

/** Of any regressor: what its predictions on the frame leave of the training rows, in a sample of them. */
export async function residualsOf(context: Pick<Context, 'seed'>, data: Training, frame: Frame): Promise<Residuals> {
  const { target } = data
  if (target?.task !== 'regression') throw new Error('A regressor was given no numbers.')
  const rows = trainingSample(context, data)
  const said = await numbersOf(columnNamed(frame, frame.prediction!.column))
  const fitted = Float64Array.from(rows, row => said[row])
  const places = placesAmong(data.index, rows)
  return {
    target: target.name,
    rows,
    fitted,
    residual: fitted.map((value, k) => target.values[places[k]] - value),
    note: sampleNote(rows.length, data.n, 'training row'),
  }
}

/** Residuals against fitted values, normal quantiles, scale–location and leverage: as many of them as there are numbers for. */
export function residualBlocks({ target, rows, fitted, residual, standardised, leverage, note }: Residuals): Block[] {
  const across = (values: Float64Array): [number, number][] => range(values).map(v => [v, 0])
  const blocks = [
    scatterOf('residuals', 'Residuals and fitted values', {
      caption: `A bend says that a line is not enough, a fan that the noise grows.${note}`,
      labels: [`Fitted ${target}`, 'Residual'],
      at: [fitted, residual],
      rows,
      lines: [{ points: across(fitted), dashed: true }],
    }),
  ]
  if (!standardised) return blocks
  const order = Uint32Array.from(standardised.keys()).sort((a, b) => standardised[a] - standardised[b])
  const sorted = Float64Array.from(order, k => standardised[k])
  const quantiles = sorted.map((_, i) => normalQuantile((i + 0.5) / sorted.length))
  blocks.push(
    scatterOf('qq', 'Normal quantiles of the residuals', {
      caption: `On the line where the residuals are normal; p values of small samples rest on it.${note}`,
      labels: ['Normal quantile', 'Standardised residual'],
      at: [quantiles, sorted],
      rows: order.map(k => rows[k]),
      lines: [{ points: range(quantiles).map(q => [q, q]), dashed: true }],
    }),
    scatterOf('scaleLocation', 'Size of the residuals', {
      caption: `Level where the noise has the same size everywhere; otherwise use robust errors.${note}`,
      labels: [`Fitted ${target}`, '√|standardised residual|'],
      at: [fitted, standardised.map(e => Math.sqrt(Math.abs(e)))],
      rows,
    }),
  )
  if (leverage)
    blocks.push(
      scatterOf('leverage', 'Residuals and leverage', {
        caption: `Rows far to the right pull the fit towards themselves; with a large residual too they decide it.${note}`,
        labels: ['Leverage', 'Standardised residual'],
        at: [leverage, standardised],
        rows,
        lines: [{ points: across(leverage), dashed: true }],
      }),
    )
  return blocks
}

/** Training rows over two lists of numbers; rows that lack one of the two are left out. */
export function scatterOf(
  id: string,
  title: string,
  given: {
    caption: string
    labels: [string, string]
    at: readonly [Float64Array, Float64Array]
    rows: Uint32Array
    lines?: NonNullable<ScatterChart['lines']>
  },
): Block {
  const { caption, labels, at, rows, lines } = given
  const kept = [...rows.keys()].filter(i => Number.isFinite(at[0][i]) && Number.isFinite(at[1][i]))
  const points = kept.map((i): [number, number] => [at[0][i], at[1][i]])
  return {
    kind: 'chart',
    id,
    title,
    caption,
    chart: {
      type: 'scatter',
      x: { label: labels[0] },
      y: { label: labels[1] },
      series: [{ name: 'train', points, rows: kept.map(i => rows[i]), partition: 'train' }],
      ...(lines && { lines }),
    },
  }
}
