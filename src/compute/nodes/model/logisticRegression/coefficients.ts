import type { Block } from '../../../../shared/results/blocks'
import type { Training } from '../../../engine/training'
import { classesIn } from '../../../learning/classes'
import { type Beside, estimateChart, estimateTable, type Inference } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import type { Learned } from './learned'
import type { Problem } from './problem'

const mostClasses = 20
const mostFeatures = 200

/** The estimates as a table and as a chart. */
export function coefficientBlocks(
  data: Training,
  { p, outputs, penalized }: Pick<Problem, 'p' | 'outputs' | 'penalized'>,
  { coefficients, intercept }: Learned,
  inference: Inference | undefined,
): Block[] {
  const { classes: all } = classesIn(data)
  const classes = (outputs === 1 ? [all[1]] : all.slice(0, mostClasses)).map(String)
  const names = data.names.slice(0, mostFeatures)
  const left = [
    p > names.length ? `${names.length} of ${p} features are shown.` : '',
    outputs > classes.length ? `${classes.length} of ${outputs} classes are shown.` : '',
  ].join(' ')
  const what = outputs === 1 ? `log-odds of ${classes[0]}` : 'score of each class'
  const intervals = inference
    ? 'Intervals at 95 %; hollow where they take in 0.'
    : penalized
      ? 'The penalty pulls them towards 0, so they have no standard errors.'
      : ''
  const of = (k: number): number[] => [intercept[k], ...coefficients.subarray(k * p, k * p + names.length)]
  const figures = (name: string, values: Beside['values']): Beside => ({ name, format: 'significant', values })
  const estimates =
    outputs === 1
      ? [
          figures('Coefficient', of(0)),
          figures(
            'Odds ratio',
            of(0).map(b => finite(Math.exp(b))),
          ),
        ]
      : classes.map((name, k) => figures(name, of(k)))
  return [
    estimateTable(
      { id: 'estimates', title: 'Estimates', caption: `Change of the ${what} per unit. ${left}`.trim() },
      ['(intercept)', ...names],
      estimates,
      inference && { ...inference, ratio: 'z', format: 'significant' },
    ),
    estimateChart(
      {
        id: 'coefficients',
        title: 'Coefficients',
        caption: `Change of the ${what} per unit of each feature. ${intervals} ${left}`.replace(/ +/g, ' ').trim(),
      },
      'Coefficient',
      names,
      classes.map((name, k) => ({
        name,
        class: outputs === 1 ? 1 : k,
        values: of(k).slice(1),
        ...(inference && { intervals: inference.confidenceIntervals.slice(1) }),
      })),
    ),
  ]
}
