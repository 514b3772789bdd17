import type { Block } from '../../../../shared/results/blocks'
import type { Training } from '../../../engine/training'
import { classesIn } from '../../../learning/classes'
import { type Beside, estimateChart, estimateTable, type Inference, largestFirst } from '../../../learning/estimates'
import { finite } from '../../../learning/numbers'
import { weightPictures } from '../../../learning/pictures'
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
  const strength = (j: number): number =>
    Math.max(...Array.from({ length: outputs }, (_, k) => Math.abs(coefficients[k * p + j])))
  const places =
    p > mostFeatures
      ? largestFirst(
          Array.from({ length: p }, (_, j) => strength(j)),
          mostFeatures,
        )
      : [...data.names.keys()]
  const names = places.map(j => data.names[j])
  const shown = inference && inferenceAt(inference, [0, ...places.map(j => j + 1)])
  const left = [
    p > names.length ? `The ${names.length} largest of ${p} features are shown.` : '',
    outputs > classes.length ? `${classes.length} of ${outputs} classes are shown.` : '',
  ].join(' ')
  const what = outputs === 1 ? `log-odds of ${classes[0]}` : 'score of each class'
  const intervals = inference
    ? 'Intervals at 95 %; hollow where they take in 0.'
    : penalized
      ? 'The penalty pulls them towards 0, so they have no standard errors.'
      : ''
  const of = (k: number): number[] => [intercept[k], ...places.map(j => coefficients[k * p + j])]
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
  const every = (outputs === 1 ? [all[1]] : all).map(String)
  return [
    ...weightPictures(data, coefficients, every, {
      id: 'pictures',
      title: 'Coefficients as pictures',
      caption: `Change of the ${what} per unit of each pixel.`,
    }),
    estimateTable(
      { id: 'estimates', title: 'Estimates', caption: `Change of the ${what} per unit. ${left}`.trim() },
      ['(intercept)', ...names],
      estimates,
      shown && { ...shown, ratio: 'z', format: 'significant' },
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
        ...(shown && { intervals: shown.confidenceIntervals.slice(1) }),
      })),
    ),
  ]
}

const inferenceAt = (of: Inference, places: readonly number[]): Inference => ({
  standardErrors: places.map(i => of.standardErrors[i]),
  ratios: places.map(i => of.ratios[i]),
  pValues: places.map(i => of.pValues[i]),
  confidenceIntervals: places.map(i => of.confidenceIntervals[i]),
})
