import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { choice, columns } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.scale',
  version: 1,
  title: 'Scale',
  summary: 'Brings numeric features to a common scale, learned from the training rows.',
  group: 'prep',
  icon: 'ruler',
  part: 'scales',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    method: choice(['standard', 'minMax', 'robust', 'maxAbs', 'normalize'], {
      help: 'What the common scale is.',
      about: {
        standard: 'mean 0 and standard deviation 1',
        minMax: 'smallest 0, largest 1',
        robust: 'median 0 and interquartile range 1: outliers count little',
        maxAbs: 'largest distance from 0 is 1; zeros stay zeros',
        normalize: 'every row has length 1; nothing is learned',
      },
    }),
    norm: choice(['l2', 'l1', 'max'], {
      help: 'How the length of a row is measured.',
      when: { method: ['normalize'] },
    }),
    columns: columns({
      nullMeans: 'all numeric features',
      accepts: ['number', 'integer', 'boolean', 'vector', 'image'],
      help: 'The columns to scale; vectors and images component by component.',
    }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    features: 'names of the scaled columns, of wide ones of their components, in the order of the lists below',
    mean: 'what is taken off each column (standard: mean; minMax: smallest; robust: median; else 0)',
    scale: 'what each column is divided by; 1 where it is constant',
    constant: 'names of the columns that do not vary in the training rows',
  },
  blocks: { scales: 'What was learned' },
})
