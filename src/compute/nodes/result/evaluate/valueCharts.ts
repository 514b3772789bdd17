import type { Block, ScatterChart } from '../../../../shared/results/blocks'
import { formatCount } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import { histogramCounts, histogramEdges } from '../../../statistics/histogram'
import { joinedNumbers } from './arrays'
import { byPart } from './asides'
import type { JudgedRegressor, ValueJudgement } from './regressors'
import { chiefPart } from '../../../../shared/results/evaluation'

const mostPoints = 5000

/** What one regressor shows of each part of the rows, the chief one first. */
export function regressorBlocks(context: Context, judged: JudgedRegressor): Block[] {
  return byPart(
    judged.parts,
    chiefPart(judged.parts),
    part => ({ name: part.name, rows: part.rows.truth.length }),
    part => [
      ...chartsOf(context, [{ judged, part }]),
      largestErrors(part, judged.subject.prediction.target ?? 'target'),
    ],
  )
}

/** The same charts of several regressors over each other, each over its chief part. */
export const comparedRegressors = (context: Context, all: readonly JudgedRegressor[]): Block[] =>
  chartsOf(
    context,
    all.map(judged => ({ judged, part: chiefPart(judged.parts) })),
  )

/** Predicted against true, residuals against predicted, and the residuals' histogram. */
function chartsOf(context: Context, all: readonly { judged: JudgedRegressor; part: ValueJudgement }[]): Block[] {
  const shown = all.map(({ judged: { subject }, part }) =>
    sampled(context, subject.short, part, Math.floor(mostPoints / all.length)),
  )
  const rows = shown.some(s => s.index.length < s.truth.length)
    ? ` A seeded sample of ${formatCount(
        shown.reduce((n, s) => n + s.index.length, 0),
        'row',
      )}.`
    : ''
  const several = all.length > 1
  const target = all[0].judged.subject.prediction.target ?? 'target'
  const series = (pick: (s: Shown, i: number) => [number, number]): ScatterChart['series'] =>
    shown.map((s, model) => {
      // A difference of numbers near the end of the range may leave it.
      const index = s.index.filter(i => pick(s, i).every(Number.isFinite))
      return {
        name: several ? s.name : 'Rows',
        ...(several && { class: model }),
        points: Array.from(index, i => pick(s, i)),
        rows: Array.from(index, i => s.rows[i]),
      }
    })
  const truths = shown.flatMap(s => rangeOf(s.truth))
  const says = shown.flatMap(s => rangeOf(s.predicted))
  const [low, high] = [Math.min(...truths), Math.max(...truths)]
  const [least, most] = [Math.min(...says), Math.max(...says)]
  return [
    {
      kind: 'chart',
      id: 'predicted',
      title: 'Predicted against true',
      caption: `On the diagonal the prediction is exact.${rows}`,
      chart: {
        type: 'scatter',
        x: { label: `True ${target}` },
        y: { label: `Predicted ${target}` },
        series: series((s, i) => [s.truth[i], s.predicted[i]]),
        lines: [
          {
            name: 'Exact',
            points: [
              [low, low],
              [high, high],
            ],
            dashed: true,
          },
        ],
      },
    },
    {
      kind: 'chart',
      id: 'residuals',
      title: 'Residuals against predicted',
      caption: `True minus predicted: a bend or a funnel is something the model has missed.${rows}`,
      chart: {
        type: 'scatter',
        x: { label: `Predicted ${target}` },
        y: { label: 'Residual' },
        series: series((s, i) => [s.predicted[i], s.truth[i] - s.predicted[i]]),
        lines: [
          {
            points: [
              [least, 0],
              [most, 0],
            ],
            dashed: true,
          },
        ],
      },
    },
    residualHistogram(shown, several),
  ]
}

interface Shown {
  name: string
  truth: Float64Array
  predicted: Float64Array
  /** Rows that are drawn, as places in the above. */
  index: Uint32Array
  /** Their rows in the frame. */
  rows: Uint32Array
}

function sampled(context: Context, name: string, { index: inFrame, rows }: ValueJudgement, most: number): Shown {
  const n = rows.truth.length
  const index = n > most ? context.random(1).choice(n, most).sort() : Uint32Array.from({ length: n }, (_, i) => i)
  return { name, truth: rows.truth, predicted: rows.predicted, index, rows: inFrame }
}

function residualHistogram(shown: readonly Shown[], several: boolean): Block {
  const residuals = shown.map(s => s.truth.map((y, i) => y - s.predicted[i]))
  const joined = joinedNumbers(residuals)
  const edges = histogramEdges(joined)
  return {
    kind: 'chart',
    id: 'residualHistogram',
    title: 'Residuals',
    chart: {
      type: 'histogram',
      x: { label: 'True minus predicted' },
      y: { label: 'Rows' },
      edges,
      series: shown.map((s, model) => ({
        name: several ? s.name : 'Rows',
        ...(several && { class: model }),
        counts: histogramCounts(residuals[model], edges),
      })),
    },
  }
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

const mostErrors = 20

/** The rows that the model is most wrong about: where to look first, and linked with the points of the charts. */
function largestErrors({ index, rows: { truth, predicted } }: ValueJudgement, target: string): Block {
  const errors = truth.map((y, i) => Math.abs(y - predicted[i]))
  const worst = largest(errors, mostErrors)
  return {
    kind: 'table',
    id: 'largestErrors',
    title: 'Largest errors',
    caption: `The ${worst.length} rows that the model is most wrong about; rows are counted from 1.`,
    columns: [
      { name: 'Row', format: 'integer', align: 'right' },
      { name: `True ${target}`, align: 'right' },
      { name: 'Predicted', format: 'significant', align: 'right' },
      { name: 'Residual', format: 'significant', align: 'right' },
    ],
    rows: worst.map(i => [index[i] + 1, truth[i], predicted[i], truth[i] - predicted[i]]),
    rowIds: worst.map(i => index[i]),
  }
}

/** Places of the largest finite values, largest first, the earlier of equals first. One pass: sorting a million rows takes a second. */
function largest(values: Float64Array, most: number): number[] {
  const found: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue
    if (found.length === most && values[i] <= values[found[most - 1]]) continue
    const at = found.findIndex(j => values[j] < values[i])
    found.splice(at < 0 ? found.length : at, 0, i)
    if (found.length > most) found.pop()
  }
  return found
}
