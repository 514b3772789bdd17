import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { choice, columns, flag, value } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.impute',
  version: 1,
  title: 'Impute',
  summary: 'Fills missing cells with a value learned from the training rows.',
  group: 'prep',
  icon: 'paint-bucket',
  part: 'gaps',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    columns: columns({
      nullMeans: 'all features',
      accepts: ['number', 'integer', 'boolean', 'category'],
      help: 'The columns to fill.',
    }),
    strategy: choice(['auto', 'mean', 'median', 'mostFrequent', 'constant'], {
      help: 'What goes into a gap.',
      about: {
        auto: 'the median of numbers, the most frequent value of categories and booleans',
        mean: 'the mean of numbers, the most frequent value of categories',
        median: 'the median of numbers, the most frequent value of categories',
        mostFrequent: 'the most frequent value; the smallest of equals',
        constant: 'the value given below',
      },
    }),
    fillValue: value({
      nullMeans: '0 for numbers, "missing" for categories',
      help: 'The constant.',
      when: { strategy: ['constant'] },
    }),
    addIndicator: flag({ default: false, help: 'Add a column of 0 and 1 that says where a cell was missing.' }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    statistics: 'the value that fills each column, by its name',
    filled: 'number of cells filled, by column',
  },
  blocks: { fills: 'What fills the gaps' },
})
