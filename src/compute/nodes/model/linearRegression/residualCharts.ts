import type { Block } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import { normalQuantile } from '../../../statistics/normal'
import { squares } from './inference'
import type { Shown } from './shown'
import { leverages } from './sweeps'

const mostPoints = 5000
/** Multiply-adds spent on the leverages of a chart. */
const mostWork = 5e7

/** Some training rows (at most 5,000, drawn with the seed), with what the charts need of them. */
export interface Sample {
  rows: Uint32Array
  /** The same rows in the frame. */
  inFrame: readonly number[]
  fitted: Float64Array
  residual: Float64Array
  /** Residual ÷ its own standard deviation; undefined where nothing is left over. */
  standardised: Float64Array | undefined
  leverage: Float64Array | undefined
  /** The first feature, for the line of a single one. */
  x: Float64Array
  note: string
}

export async function sampleOf(context: Context, { design, solved, judged, index }: Shown): Promise<Sample> {
  const { n, p, y, yScale, weights } = design
  const size = Math.min(n, mostPoints, judged.half ? Math.max(50, Math.floor(mostWork / (p * p))) : mostPoints)
  const rows = size < n ? context.random(1).choice(n, size).sort() : Uint32Array.from({ length: n }, (_, i) => i)
  const residual = Float64Array.from(rows, i => solved.residual[i] * yScale)
  const leverage = judged.half && (await leverages(design, judged.half, rows))
  const degrees = n - p - (design.intercept ? 1 : 0)
  const sigma = yScale * Math.sqrt(squares(design, solved.residual) / (degrees > 0 ? degrees : n))
  const standardised =
    sigma > 0 && Number.isFinite(sigma)
      ? residual.map((r, k) => {
          const w = weights ? Math.sqrt(weights[rows[k]]) : 1
          const own = leverage ? Math.sqrt(Math.max(1e-6, 1 - leverage[k])) : 1
          return (w * r) / (sigma * own)
        })
      : undefined
  const first = await design.column(0)
  return {
    rows,
    inFrame: Array.from(rows, row => index?.[row] ?? row),
    residual,
    fitted: Float64Array.from(rows, (row, k) => y[row] - residual[k]),
    standardised,
    leverage,
    x: Float64Array.from(rows, row => first[row]),
    note: size < n ? ` A random sample of ${size} of ${n} training rows.` : '',
  }
}

/** Residuals vs fitted, QQ, scale–location and leverage. */
export function diagnosticBlocks(sample: Sample, { target }: Shown): Block[] {
  const { fitted, residual, standardised, leverage, note, inFrame } = sample
  const span = (values: Float64Array, at: number): [number, number][] => [
    [smallest(values), at],
    [largest(values), at],
  ]
  const blocks: Block[] = [
    scatter('residuals', 'Residuals and fitted values', {
      caption: `A bend says that a line is not enough, a fan that the noise grows.${note}`,
      labels: [`Fitted ${target}`, 'Residual'],
      ...pairs(fitted, residual, inFrame),
      line: span(fitted, 0),
    }),
  ]
  if (!standardised) return blocks
  const order = [...standardised.keys()].sort((a, b) => standardised[a] - standardised[b])
  const sorted = Float64Array.from(order, k => standardised[k])
  const quantiles = sorted.map((_, i) => normalQuantile((i + 0.5) / sorted.length))
  const ends: [number, number][] = [quantiles[0], quantiles[quantiles.length - 1]].map(q => [q, q])
  blocks.push(
    scatter('qq', 'Normal quantiles of the residuals', {
      caption: `On the line where the residuals are normal; p values of small samples rest on it.${note}`,
      labels: ['Normal quantile', 'Standardised residual'],
      ...pairs(
        quantiles,
        sorted,
        order.map(k => inFrame[k]),
      ),
      line: ends,
    }),
    scatter('scaleLocation', 'Size of the residuals', {
      caption: `Level where the noise has the same size everywhere; otherwise use robust errors.${note}`,
      labels: [`Fitted ${target}`, '√|standardised residual|'],
      ...pairs(
        fitted,
        standardised.map(e => Math.sqrt(Math.abs(e))),
        inFrame,
      ),
    }),
  )
  if (leverage)
    blocks.push(
      scatter('leverage', 'Residuals and leverage', {
        caption: `Rows far to the right pull the fit towards themselves; with a large residual too they decide it.${note}`,
        labels: ['Leverage', 'Standardised residual'],
        ...pairs(leverage, standardised, inFrame),
        line: span(leverage, 0),
      }),
    )
  return blocks
}

/** The one feature, the target and the line between them. */
export function lineBlock({ x, fitted, residual, note, inFrame }: Sample, { design, beta, target }: Shown): Block {
  const [low, high] = [smallest(x), largest(x)]
  const at = (value: number): [number, number] => [value, beta.intercept + beta.coefficients[0] * value]
  return scatter('line', 'Fitted line', {
    caption: `Training rows and the fitted line.${note}`,
    labels: [design.names[0], target],
    ...pairs(
      x,
      fitted.map((f, i) => f + residual[i]),
      inFrame,
    ),
    line: [at(low), at(high)],
    solid: true,
  })
}

function scatter(
  id: string,
  title: string,
  given: {
    caption: string
    labels: [string, string]
    points: [number, number][]
    rows: number[]
    line?: [number, number][]
    solid?: boolean
  },
): Block {
  return {
    kind: 'chart',
    id,
    title,
    caption: given.caption,
    chart: {
      type: 'scatter',
      x: { label: given.labels[0] },
      y: { label: given.labels[1] },
      series: [{ name: 'train', points: given.points, rows: given.rows, partition: 'train' }],
      ...(given.line && { lines: [{ points: given.line, dashed: !given.solid }] }),
    },
  }
}

/** Pairs of numbers that exist, with their rows in the frame. */
function pairs(
  x: Float64Array,
  y: Float64Array,
  inFrame: readonly number[],
): { points: [number, number][]; rows: number[] } {
  const kept = [...x.keys()].filter(i => Number.isFinite(x[i]) && Number.isFinite(y[i]))
  return { points: kept.map(i => [x[i], y[i]]), rows: kept.map(i => inFrame[i]) }
}

const smallest = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
