import { defineNode, frameIn, modelOut } from '../../../../shared/node'
import { choice, number, seed } from '../../../../shared/params'

export const spec = defineNode({
  type: 'model.baseline',
  version: 1,
  title: 'Baseline',
  summary: 'Says the same of every row, whatever its features: what every other model has to beat.',
  group: 'model',
  icon: 'minus',
  part: 'reference',
  inputs: frameIn,
  outputs: modelOut,
  folds: 'replay',
  parameters: {
    task: choice(['auto', 'classification', 'regression'], {
      help: 'What the target is taken for; auto goes by its kind.',
      advanced: true,
    }),
    strategy: choice(['auto', 'median', 'mostFrequent', 'stratified', 'quantile'], {
      help: 'What is said of every row.',
      about: {
        auto: 'the mean of numbers; of classes their shares',
        median: 'the middle value: half of the rows lie below',
        mostFrequent: 'the class that most rows have, as if it were certain',
        stratified: 'a class drawn at random by the shares, anew for every row',
        quantile: 'the value below which a given share of the rows lies',
      },
    }),
    quantile: number({
      default: 0.5,
      min: 0,
      max: 1,
      when: { strategy: ['quantile'] },
      help: 'The share of the training rows that lies below.',
    }),
    seed,
  },
  needs: { features: 'none', missing: 'allow', target: 'any', weights: true },
  attributes: {
    constant: 'the number said of every row; null for classes',
    classPrior: 'share of each class among the training rows; null for numbers',
  },
  blocks: { constant: 'What it says', target: 'What it stands for' },
})
