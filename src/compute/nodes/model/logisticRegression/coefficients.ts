import type { Block, Cell, TableBlock } from '../../../../shared/results/blocks'
import type { Training } from '../../../engine/training'
import type { Inference } from './inference'
import type { Learned } from './learned'
import type { Problem } from './problem'

const mostClasses = 20
const mostFeatures = 200

type Estimates = Pick<Learned, 'coefficients' | 'intercept'>

/** The estimates as a table and as a chart. */
export function coefficientBlocks(
  data: Training,
  problem: Problem,
  estimates: Estimates,
  inference: Inference | undefined,
): Block[] {
  const target = data.target
  if (target?.task !== 'classification') return []
  const { p, outputs } = problem
  const classes = (outputs === 1 ? [target.classes[1]] : target.classes.slice(0, mostClasses)).map(String)
  const names = data.names.slice(0, mostFeatures)
  const left = [
    p > names.length ? `${names.length} of ${p} features are shown.` : '',
    outputs > classes.length ? `${classes.length} of ${outputs} classes are shown.` : '',
  ].join(' ')
  const table = outputs === 1 ? binaryTable(names, estimates, inference) : classTable(names, classes, estimates, p)
  const what = outputs === 1 ? `log-odds of ${classes[0]}` : 'score of each class'
  const intervals = inference
    ? 'Intervals at 95 %; hollow where they take in 0.'
    : problem.penalized
      ? 'The penalty pulls them towards 0, so they have no standard errors.'
      : ''
  return [
    {
      kind: 'table',
      id: 'estimates',
      title: 'Estimates',
      caption: `Change of the ${what} per unit. ${left}`.trim(),
      ...table,
    },
    {
      kind: 'chart',
      id: 'coefficients',
      title: 'Coefficients',
      caption: `Change of the ${what} per unit of each feature. ${intervals} ${left}`.replace(/ +/g, ' ').trim(),
      chart: {
        type: 'interval',
        value: { label: 'Coefficient' },
        categories: names,
        reference: 0,
        series: classes.map((name, k) => ({
          name,
          class: outputs === 1 ? 1 : k,
          points: names.map((_, j) => {
            const interval = inference?.confidenceIntervals[j + 1]
            return {
              value: estimates.coefficients[k * p + j],
              low: interval?.[0] ?? null,
              high: interval?.[1] ?? null,
            }
          }),
        })),
      },
    },
  ]
}

function binaryTable(
  names: readonly string[],
  { coefficients, intercept }: Estimates,
  inference: Inference | undefined,
): Pick<TableBlock, 'columns' | 'rows'> {
  const values = [intercept[0], ...coefficients.subarray(0, names.length)]
  const rows = ['(intercept)', ...names].map((name, i): Cell[] => {
    const odds = Math.exp(values[i])
    const interval = inference?.confidenceIntervals[i]
    const wald = inference && [
      inference.standardErrors[i]!,
      inference.zValues[i]!,
      inference.pValues[i]!,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
    ]
    return [name, values[i], Number.isFinite(odds) ? odds : null, ...(wald ?? [])]
  })
  const figure = (name: string): TableBlock['columns'][number] => ({ name, format: 'significant', align: 'right' })
  const wald = [
    figure('Standard error'),
    figure('z'),
    { name: 'p', format: 'p', align: 'right' } as const,
    figure('Low'),
    figure('High'),
  ]
  return {
    columns: [{ name: 'Feature' }, figure('Coefficient'), figure('Odds ratio'), ...(inference ? wald : [])],
    rows,
  }
}

function classTable(
  names: readonly string[],
  classes: readonly string[],
  { coefficients, intercept }: Estimates,
  p: number,
): Pick<TableBlock, 'columns' | 'rows'> {
  const rows: Cell[][] = [
    ['(intercept)', ...classes.map((_, k) => intercept[k])],
    ...names.map((name, j) => [name, ...classes.map((_, k) => coefficients[k * p + j])]),
  ]
  return {
    columns: [{ name: 'Feature' }, ...classes.map(name => ({ name, format: 'significant', align: 'right' }) as const)],
    rows,
  }
}
