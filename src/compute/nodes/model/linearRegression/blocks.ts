import type { Block, Cell } from '../../../../shared/results/blocks'
import { estimateChart, estimateTable, largestFirst } from '../../../learning/estimates'
import { range } from '../../../learning/numbers'
import { residualBlocks, type Residuals, scatterOf } from '../../../learning/residuals'
import { placesAmong, sampleNote } from '../../../learning/sample'
import { squares } from './inference'
import type { Shown } from './shown'
import { leverages } from './sweeps'

/** Coefficients drawn at once; a table below lists them all. */
const mostDrawn = 40

/** Everything there is to show of a fit. */
export async function blocksOf(shown: Shown): Promise<Block[]> {
  const { design, solved, judged } = shown
  const residuals = await residualsOf(shown)
  return [
    fitBlock(shown),
    tableBlock(shown),
    ...(judged.noInference ? [noInferenceBlock(judged.noInference)] : []),
    coefficientBlock(shown),
    ...(design.p === 1 ? [await lineBlock(residuals, shown)] : []),
    ...residualBlocks(residuals),
    ...(solved.curve ? [solved.curve.block()] : []),
  ]
}

/** The rows of the sample with what the charts need of them. */
async function residualsOf({ design, solved, judged, target, index, rows }: Shown): Promise<Residuals> {
  const { n, p, y, yScale, weights } = design
  const places = placesAmong(index, rows)
  const residual = Float64Array.from(places, i => solved.residual[i] * yScale)
  const leverage = judged.half && (await leverages(design, judged.half, places))
  const degrees = n - p - (design.intercept ? 1 : 0)
  const sigma = yScale * Math.sqrt(squares(design, solved.residual) / (degrees > 0 ? degrees : n))
  const standardised = residual.map((r, k) => {
    const w = weights ? Math.sqrt(weights[places[k]]) : 1
    const own = leverage ? Math.sqrt(Math.max(1e-6, 1 - leverage[k])) : 1
    return (w * r) / (sigma * own)
  })
  return {
    target,
    rows,
    fitted: Float64Array.from(places, (row, k) => y[row] - residual[k]),
    residual,
    ...(sigma > 0 && Number.isFinite(sigma) && { standardised }),
    ...(leverage && { leverage }),
    note: sampleNote(rows.length, n, 'training row'),
  }
}

/** The one feature, the target and the line between them. */
async function lineBlock(residuals: Residuals, { design, beta, index }: Shown): Promise<Block> {
  const { fitted, residual, rows, target, note } = residuals
  const column = await design.column(0)
  const x = Float64Array.from(placesAmong(index, rows), place => column[place])
  const { centre, atCentre, coefficients } = beta
  return scatterOf('line', 'Fitted line', {
    caption: `Training rows and the fitted line.${note}`,
    labels: [design.names[0], target],
    at: [x, fitted.map((f, i) => f + residual[i])],
    rows,
    lines: [{ points: range(x).map(v => [v, atCentre + coefficients[0] * (v - centre[0])]) }],
  })
}

function fitBlock({ design, solved, judged: { summary }, target }: Shown): Block {
  const error = design.yScale * Math.sqrt(squares(design, solved.residual) / design.total)
  return {
    kind: 'metrics',
    id: 'fit',
    title: 'Fit',
    caption: `How well ${target} is explained in the ${design.n} training rows.${design.intercept ? '' : ' Without an intercept R² is uncentred, held against 0 instead of the mean: it is not to be compared with that of other models.'}`,
    items: [
      { label: design.intercept ? 'R²' : 'R², uncentred', value: summary.rSquared, format: 'figure' },
      ...given('Adjusted R²', summary.adjustedRSquared),
      { label: 'Root mean square error', value: Number.isFinite(error) ? error : null, format: 'significant' },
      ...given('F statistic', summary.fStatistic),
      ...given('AIC', summary.aic),
      ...given('BIC', summary.bic),
      ...given('Durbin–Watson', summary.durbinWatson),
      ...given('Condition number', summary.conditionNumber),
      ...(solved.iterations === null
        ? []
        : [{ label: 'Iterations', value: solved.iterations, format: 'integer' as const }]),
    ],
  }
}

const given = (label: string, value: number | null): { label: string; value: Cell; format: 'significant' }[] =>
  value === null ? [] : [{ label, value, format: 'significant' }]

function tableBlock({ design, beta, judged: { summary, inference }, params }: Shown): Block {
  const first = design.intercept ? ['(intercept)'] : []
  const names = [...first, ...design.names]
  const values = [...(design.intercept ? [beta.intercept] : []), ...beta.coefficients]
  const robust = params.robustErrors !== 'none'
  const errors = robust ? `${params.robustErrors} errors and the normal distribution` : "Student's t"
  return estimateTable(
    {
      id: 'inference',
      title: 'Coefficients',
      ...(inference && {
        caption: `Change of the prediction for one unit of the feature; ${errors}, intervals of ${percent(params)}.`,
      }),
    },
    names,
    [{ name: 'Coefficient', format: 'significant', values }],
    inference && { ...inference, ratio: robust ? 'z' : 't', format: 'figure' },
    [{ name: 'VIF', format: 'figure', values: [...first.map(() => null), ...summary.vif] }],
  )
}

const percent = ({ confidence }: Shown['params']): string => `${Math.round(confidence * 1000) / 10} %`

const noInferenceBlock = (text: string): Block => ({
  kind: 'text',
  id: 'noInference',
  title: 'Why there are no standard errors',
  text,
  tone: 'plain',
})

/** Coefficients times the deviation of their feature, so that they can be compared. */
function coefficientBlock({ design, beta, judged: { inference }, target, params }: Shown): Block {
  const { p, scale, names, intercept } = design
  const effect = beta.coefficients.map((b, j) => b * scale[j])
  const shown = largestFirst(effect, mostDrawn)
  const first = intercept ? 1 : 0
  const intervals = inference?.confidenceIntervals.slice(first)
  const unit = intercept ? 'one standard deviation' : 'one root mean square'
  return estimateChart(
    {
      id: 'coefficients',
      title: 'Coefficients, per standard deviation',
      caption:
        `How far the predicted ${target} moves when a feature rises by ${unit}` +
        (intervals ? `, with intervals of ${percent(params)}.` : '.') +
        (p > mostDrawn ? ` The ${mostDrawn} largest of ${p}.` : ''),
    },
    `Change of ${target}`,
    shown.map(j => names[j]),
    [
      {
        name: 'coefficient',
        values: shown.map(j => effect[j]),
        ...(intervals && {
          intervals: shown.map(j => [intervals[j]![0] * scale[j], intervals[j]![1] * scale[j]] as const),
        }),
      },
    ],
  )
}
