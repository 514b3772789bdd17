import type { MetricsBlock } from '../../shared/results/blocks'
import { formatCount, formatNumber } from '../../shared/results/format'
import type { Headline } from '../../shared/results/headline'
import type { Parameter } from '../autograd/parameters'
import type { Trained } from './network'
import type { TableExamples } from './networkData'
import { type Metric, rowsIn } from './networkPass'

/** What the summary of every network holds. */
export const networkAttributes = {
  nEpochs: 'epochs learned',
  keptEpoch: 'epoch whose weights the model has',
  loss: 'mean loss, by the model as it is kept, of the rows learned from: cross-entropy, or squared error in units of the target',
  validationLoss: 'the same of the rows that judged; null where there were none',
  validationRows: 'number of rows that judged',
  nParameters: 'number of weights and biases',
} as const

type Examples = Pick<TableExamples, 'training' | 'validation' | 'heldOut'>

/** Figures of a training, in words of `networkAttributes`. `unit`: what a loss of 1 is worth. */
export function networkSummary(
  { epochs, kept, training, validation }: Trained,
  examples: Examples,
  parameters: readonly Parameter[],
  unit = 1,
): Record<keyof typeof networkAttributes, number | null> {
  return {
    nEpochs: epochs,
    keptEpoch: kept,
    loss: unit * training.losses[0],
    validationLoss: validation ? unit * validation.losses[0] : null,
    validationRows: examples.validation ? rowsIn(examples.validation) : 0,
    // Running figures of batch norm are frozen: they are counted, not learned.
    nParameters: parameters.reduce((sum, p) => sum + (p.frozen ? 0 : p.start.length), 0),
  }
}

/** The one figure of a network: the metric of the model as it is kept, of the rows that judged, or else of those that it learned from. */
export function networkHeadline({ training, validation }: Trained, { label, better, shown }: Metric): Headline {
  const [value] = (validation ?? training).metrics
  const context = `${validation ? 'validation' : 'training'} rows`
  return { label, value, better, format: shown ? 'significant' : 'figure', context }
}

/** A summary as a block. */
export function networkFigures(
  { nEpochs, keptEpoch, loss, validationLoss, validationRows, nParameters }: ReturnType<typeof networkSummary>,
  { training, heldOut }: Examples,
): MetricsBlock {
  const judged = formatCount(validationRows!, heldOut > 0 ? 'training row' : 'row')
  return {
    kind: 'metrics',
    id: 'training',
    title: 'Training',
    caption: 'Losses of the model as it is kept, without dropout.',
    items: [
      {
        label: 'Epochs',
        value: nEpochs,
        format: 'integer',
        ...(keptEpoch !== nEpochs && { context: `weights of epoch ${formatNumber(keptEpoch, 'integer')}` }),
      },
      { label: 'Weights and biases', value: nParameters, format: 'integer' },
      { label: 'Loss', value: loss, format: 'significant', context: formatCount(rowsIn(training), 'row') },
      ...(validationLoss === null
        ? []
        : [
            {
              label: 'Validation loss',
              value: validationLoss,
              format: 'significant' as const,
              context: heldOut > 0 ? `${judged}, held out` : judged,
            },
          ]),
    ],
  }
}
