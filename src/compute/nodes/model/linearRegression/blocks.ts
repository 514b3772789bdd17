import type { Block, Cell } from '../../../../shared/results/blocks'
import { lossAxes } from '../../../../shared/results/lossAxes'
import type { Context } from '../../../engine/node'
import { squares } from './inference'
import { diagnosticBlocks, lineBlock, sampleOf } from './residualCharts'
import type { Shown } from './shown'
import type { Statistics } from './statistics'

/** Coefficients drawn at once; a table below lists them all. */
const mostDrawn = 40
const mostLosses = 1000
/** Most happens in the first steps: all of them are kept. */
const firstKept = 100

/** Everything there is to show of a fit. */
export async function blocksOf(context: Context, shown: Shown): Promise<Block[]> {
  const { design, solved, judged } = shown
  const sample = await sampleOf(context, shown)
  return [
    fitBlock(shown),
    tableBlock(shown),
    ...(judged.noInference ? [noInferenceBlock(judged.noInference)] : []),
    coefficientBlock(shown),
    ...(design.p === 1 ? [lineBlock(sample, shown)] : []),
    ...diagnosticBlocks(sample, shown),
    ...(solved.losses ? [lossBlock(solved.losses)] : []),
  ]
}

function fitBlock({ design, solved, judged: { summary }, target }: Shown): Block {
  const error = design.yScale * Math.sqrt(squares(design, solved.residual) / design.total)
  return {
    kind: 'metrics',
    id: 'fit',
    title: 'Fit',
    caption: `How well ${target} is explained in the ${design.n} training rows.`,
    items: [
      { label: 'R²', value: summary.rSquared, format: 'figure' },
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

function tableBlock({ design, beta, judged, params }: Shown): Block {
  const { summary } = judged
  const first = design.intercept ? 1 : 0
  const names = [...(design.intercept ? ['(intercept)'] : []), ...design.names]
  const values = [...(design.intercept ? [beta.intercept] : []), ...beta.coefficients]
  const vif = (i: number): Cell => (i < first ? null : summary.vif[i - first])
  const id = { id: 'inference', title: 'Coefficients' }
  if (!hasInference(summary))
    return {
      kind: 'table',
      ...id,
      columns: [{ name: 'Feature' }, { name: 'Coefficient', format: 'significant' }, { name: 'VIF', format: 'figure' }],
      rows: names.map((name, i) => [name, values[i], vif(i)]),
    }
  const robust = params.robustErrors !== 'none'
  const percent = `${Math.round(params.confidence * 1000) / 10} %`
  return {
    kind: 'table',
    ...id,
    caption: `Change of the prediction for one unit of the feature; ${robust ? `${params.robustErrors} errors and the normal distribution` : "Student's t"}, intervals of ${percent}.`,
    columns: [
      { name: 'Feature' },
      { name: 'Coefficient', format: 'significant' },
      { name: 'Standard error', format: 'significant' },
      { name: robust ? 'z' : 't', format: 'figure' },
      { name: 'p', format: 'p' },
      { name: 'Low', format: 'significant' },
      { name: 'High', format: 'significant' },
      { name: 'VIF', format: 'figure' },
    ],
    rows: names.map((name, i) => [
      name,
      values[i],
      summary.standardErrors[i],
      summary.tValues[i],
      summary.pValues[i],
      ...summary.confidenceIntervals[i],
      vif(i),
    ]),
  }
}

type WithInference = Statistics & {
  [K in 'standardErrors' | 'tValues' | 'pValues' | 'confidenceIntervals']: NonNullable<Statistics[K]>
}

const hasInference = (s: Statistics): s is WithInference => s.standardErrors !== null

const noInferenceBlock = (text: string): Block => ({
  kind: 'text',
  id: 'noInference',
  title: 'Why there are no standard errors',
  text,
  tone: 'plain',
})

/** Coefficients times the deviation of their feature, so that they can be compared. */
function coefficientBlock({ design, beta, judged: { summary }, target, params }: Shown): Block {
  const { p, scale, names, intercept } = design
  const effect = Float64Array.from(beta.coefficients, (b, j) => b * scale[j])
  const order = Array.from({ length: p }, (_, j) => j)
  const shown = order.sort((a, b) => Math.abs(effect[b]) - Math.abs(effect[a]) || a - b).slice(0, mostDrawn)
  const bound = (j: number, side: 0 | 1): number | null => {
    const interval = summary.confidenceIntervals?.[j + (intercept ? 1 : 0)]
    return interval ? interval[side] * scale[j] : null
  }
  const unit = intercept ? 'one standard deviation' : 'one root mean square'
  return {
    kind: 'chart',
    id: 'coefficients',
    title: 'Coefficients, per standard deviation',
    caption:
      `How far the predicted ${target} moves when a feature rises by ${unit}` +
      (summary.confidenceIntervals ? `, with intervals of ${Math.round(params.confidence * 1000) / 10} %.` : '.') +
      (p > mostDrawn ? ` The ${mostDrawn} largest of ${p}.` : ''),
    chart: {
      type: 'interval',
      value: { label: `Change of ${target}` },
      categories: shown.map(j => names[j]),
      series: [
        { name: 'coefficient', points: shown.map(j => ({ value: effect[j], low: bound(j, 0), high: bound(j, 1) })) },
      ],
      reference: 0,
    },
  }
}

/** Mean squared error by step of gradient descent, at most 1,100 of them. */
export function lossBlock(losses: readonly number[]): Block {
  const every = Math.ceil(losses.length / mostLosses)
  const points = losses
    .map((loss, i): [number, number] => [i + 1, loss])
    .filter((_, i) => i < firstKept || i % every === 0 || i === losses.length - 1)
  return {
    kind: 'chart',
    id: 'loss',
    title: 'Loss by iteration',
    caption: 'Mean squared error in the training rows before each step.',
    chart: {
      type: 'line',
      ...lossAxes(points, 'Mean squared error'),
      series: [{ name: 'train', points, partition: 'train' }],
    },
  }
}
